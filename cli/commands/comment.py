"""`retro comment`: a remark that changes nothing."""

import click

from cli.app import App
from cli.reading.keys import KEY
from states.commands import Say
from states.decisions.hearing import missing
from states.errors import InvalidError
from states.record.retrospective import COLLECTIONS


@click.command()
@click.argument("key", type=KEY)
@click.argument("text")
@click.option("--item", default="", metavar="A1", help="The item it is about.")
@click.pass_obj
def comment(app: App, key: str, text: str, item: str) -> None:
    """Say something about the record.

    \b
    Example:
      retro comment INC-42 "The graph shows it clearly" --item T3
    """
    if not text.strip():
        raise InvalidError("text: it is empty", f'retro comment {key} "…"')
    record = app.record(key)
    if item and record.item_for(item) is None:
        there = [one.id for row in COLLECTIONS for one in record.items(row.name)]
        raise missing("item", item, key, there)
    app.do(key, Say(text, item))
