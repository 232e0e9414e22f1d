"""`retro waive`: a finding that may pass, for a reason and for a while."""

from datetime import datetime

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.moments import END
from states.commands import Propose
from states.record.proposals import Waiver


@click.command()
@click.argument("key", type=KEY)
@click.argument("check")
@click.option("--item", default="", metavar="A1", help="Only for this item; for all by default.")
@click.option("--until", type=END, required=True, help="14d, a date or a moment.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.pass_obj
def waive(app: App, key: str, check: str, item: str, until: datetime, reason: str) -> None:
    """Ask that a check lets something pass.

    Somebody else must grant it; afterwards every later gate asks again.

    \b
    Example:
      retro waive INC-42 ticket --item A2 --until 14d --reason "The tracker moves to a new host"
    """
    app.do(key, Propose(Waiver(check, until, item), reason))
