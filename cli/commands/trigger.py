"""`retro trigger`: a signal, and what is done when it shows."""

from typing import Any

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.pieces import put
from states.record.factors import KillCriterion


@click.command()
@click.argument("key", type=KEY)
@click.argument("words", nargs=-1, metavar="[K1] [SIGNAL]")
@click.option("--commitment", metavar="TEXT", help="What is done when the signal shows.")
@click.pass_obj
def trigger(app: App, /, key: str, words: tuple[str, ...], **given: Any) -> None:
    """Say what would prove the answer wrong.

    A signal adds a trigger; the id of a trigger changes that one.

    \b
    Example:
      retro trigger INC-42 "Queue over 10,000 twice a week" --commitment "Split the queue"
    """
    put(app, key, KillCriterion, words, given)
