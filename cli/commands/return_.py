"""`retro return`: one phase back."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import Return


@click.command("return")
@click.argument("key", type=KEY)
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads it later.")
@click.pass_obj
def return_(app: App, key: str, reason: str) -> None:
    """Go back one phase, with a reason.

    Nothing that was recorded is undone; the gate is asked again.

    \b
    Example:
      retro return INC-42 --reason "A second outage has the same cause"
    """
    app.do(key, Return(reason))
