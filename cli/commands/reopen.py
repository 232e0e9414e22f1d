"""`retro reopen`: what was ended, again."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import Reopen


@click.command()
@click.argument("key", type=KEY)
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.option(
    "--action", "actions", multiple=True, metavar="A1", help="An action that failed; repeated."
)
@click.pass_obj
def reopen(app: App, key: str, reason: str, actions: tuple[str, ...]) -> None:
    """Take up again what was ended.

    The actions that are named are open again, and owed.

    \b
    Example:
      retro reopen INC-42 --reason "The queue filled up again" --action A2
    """
    app.do(key, Reopen(reason, actions))
