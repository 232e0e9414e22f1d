"""`retro show`: the record."""

from datetime import datetime

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.moments import MOMENT
from cli.showing.behind import behind
from cli.showing.formats import Format
from cli.showing.pages import show_page
from cli.showing.record_page import record_lines
from documents.record_file import write
from states.codec import to_json
from store.pasts import Pasts


@click.command()
@click.argument("key", type=KEY)
@click.option("--as-of", type=MOMENT, help="As it was at this moment.")
@click.pass_obj
def show(app: App, key: str, as_of: datetime | None) -> None:
    """Show the record of an incident.

    With -o yaml it is a record file that `retro apply` takes back.

    \b
    Example:
      retro show INC-42
      retro show INC-42 --as-of 2026-03-02T09:00Z
      retro show INC-42 -o yaml > INC-42.yaml
    """
    record = app.record(key, as_of)
    if app.output.format is Format.YAML:
        click.echo(write(record), nl=False)
        return
    past = behind(Pasts(app.engine).of(key), record)
    show_page(app.output, record_lines(record, past), to_json(record))
