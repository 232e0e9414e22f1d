"""`retro factor`: one contributing condition."""

from typing import Any

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.pieces import choice, put
from states.record.factors import Category, Factor, Nature


@click.command()
@click.argument("key", type=KEY)
@click.argument("words", nargs=-1, metavar="[F1] [TEXT]")
@click.option("--category", type=choice(Category), help="Where it lies.")
@click.option("--nature", type=choice(Nature), help="What is mended: a system or a way of working.")
@click.option("--evidence", multiple=True, metavar="T1|URL", help="What shows it; may be repeated.")
@click.option("--made-sense", metavar="TEXT", help="Why it seemed right at the time.")
@click.option(
    "--why", "whys", multiple=True, metavar="TEXT", help="The next why of a chain; repeated."
)
@click.option("--top/--no-top", default=None, help="One of the one or two that matter most.")
@click.option(
    "--procedure-missing/--no-procedure-missing",
    default=None,
    help="Nobody had a procedure.",
)
@click.option("--same-as", metavar="INC-31/F2", help="The earlier factor that came back.")
@click.pass_obj
def factor(app: App, /, key: str, words: tuple[str, ...], **given: Any) -> None:
    """Write down why it could happen.

    A text adds a factor; the id of a factor changes that one.

    \b
    Example:
      retro factor INC-42 "No alert watches the queue" --category technology --evidence T3
      retro factor INC-42 F1 --made-sense "The queue had never been full" --top
    """
    put(app, key, Factor, words, given)
