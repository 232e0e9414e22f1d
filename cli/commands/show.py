"""`retro show`: the record."""

from itertools import chain

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.moments import PLACE
from cli.records.then import Place, past_of, then_at
from cli.showing.behind import behind
from cli.showing.formats import Format
from cli.showing.pages import show_page
from cli.showing.record_page import Sheet, record_lines
from cli.showing.then_page import Around, then_json, then_lines
from documents.record_file import write
from states.codec import to_json
from store.pasts import Pasts


@click.command()
@click.argument("key", type=KEY)
@click.option("--as-of", type=PLACE, help="As it was at this moment, or after this entry.")
@click.pass_obj
def show(app: App, key: str, as_of: Place | None) -> None:
    """Show the record of an incident.

    With -o yaml it is a record file that `retro apply` takes back. As it was, it comes with the
    policy, the people and what was late at that time.

    \b
    Example:
      retro show INC-42
      retro show INC-42 --as-of 2026-03-02T09:00Z
      retro show INC-42 --as-of 7
      retro show INC-42 -o yaml > INC-42.yaml
    """
    past = past_of(app, key)
    then = None if as_of is None else then_at(past, as_of)
    record = then.record if then else app.record(key)
    if app.output.format is Format.YAML:
        click.echo(write(record), nl=False)
        return
    page, body = record_lines(Sheet(record, behind(past, record), app.wall_clock)), to_json(record)
    if then is None:
        show_page(app.output, page, body)
        return
    around = Around(app.rules(record), Pasts(app.engine).staff.at(then.at))
    below = then_lines(then, around, app.wall_clock)
    show_page(app.output, chain(page, below), {**body, "as_of": then_json(then, around)})
