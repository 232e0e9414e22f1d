"""`retro verify`: somebody else's word on an action."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import VerifyAction


@click.command()
@click.argument("key", type=KEY)
@click.argument("action", metavar="A1")
@click.option("--evidence", required=True, metavar="URL", help="Where it can be seen.")
@click.option("--failed", is_flag=True, help="It did not work: the action is open again.")
@click.pass_obj
def verify(app: App, key: str, action: str, evidence: str, *, failed: bool) -> None:
    """Say whether an action did what it was for.

    Its owner cannot: someone else, or a machine, looks.

    \b
    Example:
      retro verify INC-42 A2 --evidence https://grafana.example.com/d/queue
    """
    app.do(key, VerifyAction(action, evidence, holds=not failed))
