"""`retro went-well`: something worth keeping."""

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.pieces import put
from states.record.facts import WentWell


@click.command("went-well")
@click.argument("key", type=KEY)
@click.argument("words", nargs=-1, metavar="[G1] [TEXT]")
@click.pass_obj
def went_well(app: App, key: str, words: tuple[str, ...]) -> None:
    """Keep what helped.

    A text adds an entry; the id of an entry before it changes that one.

    \b
    Example:
      retro went-well INC-42 "The rollback took two minutes"
    """
    put(app, key, WentWell, words, {})
