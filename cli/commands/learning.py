"""`retro learning`: what is known now."""

from typing import Any

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.pieces import choice, put
from states.record.factors import Learning, Remedy


@click.command()
@click.argument("key", type=KEY)
@click.argument("words", nargs=-1, metavar="[L1] [TEXT]")
@click.option("--evidence", multiple=True, metavar="T1|URL", help="What shows it; may be repeated.")
@click.option("--remedy", type=choice(Remedy), help="What it leads to.")
@click.pass_obj
def learning(app: App, /, key: str, words: tuple[str, ...], **given: Any) -> None:
    """Write down what is known now.

    A text adds a learning; the id of a learning changes that one.

    \b
    Example:
      retro learning INC-42 "Retries triple the load" --evidence T4 --remedy guardrail
    """
    put(app, key, Learning, words, given)
