"""`retro approve`: a yes to one revision."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import Approve


@click.command()
@click.argument("key", type=KEY)
@click.option(
    "--revision", type=click.IntRange(0), default=0, help="The revision you read; now by default."
)
@click.pass_obj
def approve(app: App, key: str, revision: int) -> None:
    """Say yes to the record as it is.

    A later change asks for your yes again.

    \b
    Example:
      retro approve INC-42 --revision 17
    """
    app.do(key, Approve(revision))
