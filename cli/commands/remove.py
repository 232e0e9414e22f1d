"""`retro remove`: take an item back out."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import Remove, Revise


@click.command()
@click.argument("key", type=KEY)
@click.argument("item", metavar="T1|F1|A1|…")
@click.option("--reason", default="", metavar="TEXT", help="Why it does not belong there.")
@click.pass_obj
def remove(app: App, key: str, item: str, reason: str) -> None:
    """Take an item out of the record.

    The history keeps it.

    \b
    Example:
      retro remove INC-42 T3 --reason "It happened in another incident"
    """
    app.do(key, Revise(remove=(Remove(item, reason),)))
