"""`retro fact`: one entry of the timeline."""

from typing import Any

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.moments import MOMENT
from cli.reading.pieces import choice, put
from states.record.facts import Fact, FactKind, Standing


@click.command()
@click.argument("key", type=KEY)
@click.argument("words", nargs=-1, metavar="[T1] [TEXT]")
@click.option("--at", type=MOMENT, help="When it happened.")
@click.option("--kind", type=choice(FactKind), help="What the entry is about; a note by default.")
@click.option("--by", metavar="PERSON", help="Who contributed it.")
@click.option("--source", metavar="URL", help="Where it can be seen.")
@click.option("--standing", type=choice(Standing), help="A fact, or what became of an assumption.")
@click.pass_obj
def fact(app: App, /, key: str, words: tuple[str, ...], **given: Any) -> None:
    """Write the timeline.

    A text adds an entry; the id of an entry changes that one.

    \b
    Example:
      retro fact INC-42 "The page fires" --at 2026-03-01T09:30Z --kind detection
      retro fact INC-42 T3 --standing confirmed
    """
    put(app, key, Fact, words, given)
