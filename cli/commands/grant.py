"""`retro grant`: a second person's yes."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import Settle


@click.command()
@click.argument("key", type=KEY)
@click.argument("proposal", metavar="W1|X1|R1|S1|E1")
@click.option("--note", default="", metavar="TEXT", help="What the history keeps with it.")
@click.pass_obj
def grant(app: App, key: str, proposal: str, note: str) -> None:
    """Say yes to what somebody asked for.

    Nobody settles what they asked for themselves.

    \b
    Example:
      retro grant INC-42 W1 --note "They are back in two weeks"
    """
    app.do(key, Settle(proposal, grant=True, note=note))
