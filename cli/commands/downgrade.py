"""`retro downgrade`: a severity that was chosen too high."""

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.pieces import choice
from states.commands import Propose
from states.record.context import Severity
from states.record.proposals import Downgrade


@click.command()
@click.argument("key", type=KEY)
@click.argument("severity", type=choice(Severity))
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.pass_obj
def downgrade(app: App, key: str, severity: str, reason: str) -> None:
    """Ask for a lower severity.

    Somebody else must grant it. A higher one needs nobody else: retro set.

    \b
    Example:
      retro downgrade INC-42 SEV3 --reason "Nobody outside the office noticed"
    """
    app.do(key, Propose(Downgrade(Severity(severity)), reason))
