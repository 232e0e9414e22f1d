"""`retro advance`: through the next gate."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import Advance
from states.lifecycle import GATED


@click.command()
@click.argument("key", type=KEY)
@click.option(
    "--expecting",
    type=click.Choice([one.value for one in GATED]),
    help="Refuse when this is not the next gate: somebody else was faster.",
)
@click.pass_obj
def advance(app: App, key: str, expecting: str | None) -> None:
    """Ask for the next gate.

    Where it is open, the retrospective moves on. Where it is shut, the answer names
    everything that is missing, is recorded, and exits with 3.

    \b
    Example:
      retro advance INC-42
      retro advance INC-42 --expecting factors
    """
    app.do(key, Advance(expecting or ""))
