"""`retro withdraw`: the end of what should not have been opened."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import Propose
from states.record.proposals import Withdrawal


@click.command()
@click.argument("key", type=KEY)
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.option(
    "--duplicate-of", type=KEY, default=None, help="The incident that this one is already."
)
@click.pass_obj
def withdraw(app: App, key: str, reason: str, duplicate_of: str | None) -> None:
    """Ask to end what should not have been opened.

    Somebody else must grant it; until then everything stays owed.

    \b
    Example:
      retro withdraw INC-43 --reason "The same outage" --duplicate-of INC-42
    """
    app.do(key, Propose(Withdrawal(duplicate_of or ""), reason))
