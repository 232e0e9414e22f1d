"""`retro history`: everything that was asked and done."""

from datetime import datetime

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.moments import MOMENT
from cli.showing.pages import FOR_PEOPLE
from cli.showing.telling import happened
from ledger.entry import Entry

COLUMNS = ("entry", "at", "who", "via", "what")


@click.command()
@click.argument("key", type=KEY)
@click.option("--as-of", type=MOMENT, help="Leave out what came after this moment.")
@click.pass_obj
def history(app: App, key: str, as_of: datetime | None) -> None:
    """List everything that was asked and done.

    Refusals are in it, and what the engine did by itself. As JSON each entry comes whole,
    as the ledger keeps it.

    \b
    Example:
      retro history INC-42
      retro history INC-42 --as-of 2026-03-02T09:00Z --json
    """
    kept = app.history.entries_of(key)
    entries = tuple(one for one in kept if not as_of or one.moment <= as_of)
    if app.output.format in FOR_PEOPLE:
        app.output.rows(COLUMNS, happened(entries))
        return
    rows = ([getattr(one, name) for name in Entry.__slots__] for one in entries)
    app.output.rows(Entry.__slots__, rows)
