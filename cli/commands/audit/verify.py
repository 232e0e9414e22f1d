"""`retro audit verify`: whether the history is whole."""

import re
from collections.abc import Iterator, Sequence

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.showing.formats import Format
from cli.showing.output import Output
from cli.showing.pages import FOR_PEOPLE, show_page
from ledger.chain import Break
from states.errors import Exit
from store.verify import verify

COLUMNS = ("incident", "entry", "expected", "found")
HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")


@click.command("verify")
@click.argument("key", type=KEY, required=False)
@click.pass_obj
def verify_history(app: App, key: str | None) -> None:
    """Check that entries follow one another, and that lists say what they say.

    Exits with 3 where something was changed, and names the entry.

    \b
    Example:
      retro audit verify
      retro audit verify INC-42
    """
    if key:
        app.history.must_know(key)
    breaks = verify(app.engine, key)
    _show(app.output, breaks)
    if breaks:
        places = "1 place is" if len(breaks) == 1 else f"{len(breaks)} places are"
        app.output.talk(f"{places} not what was written")
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO.value)
    app.output.talk(f"{key or 'every history'} is as it was written")


def _show(output: Output, breaks: Sequence[Break]) -> None:
    if output.format is Format.TABLE:
        show_page(output, _page(breaks), {})
    elif breaks or output.format not in FOR_PEOPLE:
        rows = ((one.incident, one.seq, one.expected, one.found) for one in breaks)
        output.rows(COLUMNS, rows)


def _page(breaks: Sequence[Break]) -> Iterator[str]:
    for one in breaks:
        yield f" ✕ {one.incident}{f' entry {one.seq}' if one.seq else ''}"
        yield f"     expected  {_readable(one.expected)}"
        yield f"     found     {_readable(one.found)}"


def _readable(text: str) -> str:
    return HASH.sub(r"\1…", text)
