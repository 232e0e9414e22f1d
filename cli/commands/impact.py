"""`retro impact`: what it cost; how long it took is computed."""

from typing import Any

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.pieces import set_part


@click.command()
@click.argument("key", type=KEY)
@click.option("--scope", metavar="TEXT", help="Who and what was affected.")
@click.option("--users-affected", type=click.IntRange(0), help="How many users noticed.")
@click.option("--engineering-hours", type=click.IntRange(0), help="How many hours it took.")
@click.option("--cost", metavar="TEXT", help="What it cost, in words: 4,000 EUR in credits.")
@click.pass_obj
def impact(app: App, /, key: str, **given: Any) -> None:
    """Say what the incident cost.

    \b
    Example:
      retro impact INC-42 --scope "Card payments in the EU" --users-affected 1200
    """
    set_part(app, key, "impact", given)
