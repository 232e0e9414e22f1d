"""`retro set`: the context of an incident."""

from typing import Any

import click

from cli.app import App
from cli.reading.context_options import context_options
from cli.reading.keys import KEY
from cli.reading.pieces import set_part


@click.command("set")
@click.argument("key", type=KEY)
@context_options
@click.pass_obj
def set_(app: App, /, key: str, **given: Any) -> None:
    """Change what it was: title, times, people.

    What may be repeated joins what is there; an empty text takes back what was said.

    \b
    Example:
      retro set INC-42 --facilitator fay --service checkout --service payments
      retro set INC-42 --participant "" --participant ana
    """
    set_part(app, key, "context", given)
