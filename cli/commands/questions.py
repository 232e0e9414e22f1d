"""`retro questions`: what a facilitator may ask the room."""

import click

from cli.app import App
from cli.reading.pieces import choice
from policies.language.questions import OPENING, QUESTIONS
from states.record.factors import Category

COLUMNS = ("category", "question")


@click.command()
@click.argument("category", required=False, type=choice(Category))
@click.pass_obj
def questions(app: App, category: str | None) -> None:
    """Help the room find conditions, not culprits.

    \b
    Example:
      retro questions
      retro questions process
    """
    opening = [] if category else [("", one) for one in OPENING]
    chosen = [Category(category)] if category else [*QUESTIONS]
    asked = [(one.value, question) for one in chosen for question in QUESTIONS[one]]
    app.output.rows(COLUMNS, [*opening, *asked])
