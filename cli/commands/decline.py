"""`retro decline`: a second person's no."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import Settle


@click.command()
@click.argument("key", type=KEY)
@click.argument("proposal", metavar="W1|X1|R1|S1|E1")
@click.option("--note", default="", metavar="TEXT", help="What the history keeps with it.")
@click.pass_obj
def decline(app: App, key: str, proposal: str, note: str) -> None:
    """Say no to what somebody asked for.

    Nobody settles what they asked for themselves.

    \b
    Example:
      retro decline INC-42 W1 --note "The tracker is up again"
    """
    app.do(key, Settle(proposal, grant=False, note=note))
