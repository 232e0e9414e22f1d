"""`retro risk`: a factor that goes without an action."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import AcceptRisk


@click.command()
@click.argument("key", type=KEY)
@click.argument("factor", metavar="F1")
@click.option("--reason", required=True, metavar="TEXT", help="Why nothing is done about it.")
@click.pass_obj
def risk(app: App, key: str, factor: str, reason: str) -> None:
    """Leave a factor without an action, by name.

    The history keeps your name beside the reason.

    \b
    Example:
      retro risk INC-42 F1 --reason "The old cluster is switched off in May"
    """
    app.do(key, AcceptRisk(factor, reason))
