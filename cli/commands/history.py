"""`retro history`: everything that was asked and done."""

from collections.abc import Sequence
from datetime import tzinfo

import click

from cli.app import App
from cli.reading.keys import KEY
from cli.reading.moments import PLACE
from cli.records.contributing import parts_of
from cli.records.stays import way_of
from cli.records.then import Place, newest_at, past_of, then_at
from cli.showing.output import Output
from cli.showing.pages import FOR_PEOPLE, show_page
from cli.showing.telling import happened
from cli.showing.way_page import way_json, way_lines, way_mermaid
from ledger.entry import Entry
from states.errors import InvalidError, NotFoundError
from states.spelling import did_you_mean

COLUMNS = ("entry", "at", "who", "via", "what")
PARTED = ("entry", "at", "who", "via", "part", "what")
FIELDS = Entry.__struct_fields__
MERMAID = "mermaid"


@click.command()
@click.argument("key", type=KEY)
@click.option("--as-of", type=PLACE, help="Leave out what came after this moment, or this entry.")
@click.option(
    "--contributor", metavar="PERSON", help="Only what somebody has a part in, and which."
)
@click.option("--diagram", "drawn", flag_value="page", help="Draw its way through the phases.")
@click.option("--mermaid", "drawn", flag_value=MERMAID, help="The same for a wiki.")
@click.pass_obj
def history(
    app: App, key: str, as_of: Place | None, contributor: str | None, drawn: str | None
) -> None:
    """List everything that was asked and done.

    Refusals are in it, and what the engine did by itself. As JSON each entry comes whole,
    as the ledger keeps it. A contributor's part is what they asked, wrote, approved and were
    refused, and what others did with what is theirs. The diagram says how often each phase was
    entered, and how long it lasted.

    \b
    Example:
      retro history INC-42
      retro history INC-42 --as-of 2026-03-02T09:00Z --json
      retro history INC-42 --contributor ana
      retro history INC-42 --diagram
    """
    if drawn and contributor:
        raise InvalidError("a diagram has no contributor", "leave --contributor out")
    if drawn:
        _draw(app, key, as_of, drawn)
        return
    entries = _upto(app.history.entries_of(key), as_of)
    if contributor:
        _show_parts(app.output, contributor, entries, app.wall_clock)
    else:
        _show(app.output, entries, app.wall_clock)


def _upto(entries: Sequence[Entry], place: Place | None) -> Sequence[Entry]:
    if place is None:
        return entries
    numbered = ((one.seq, one.moment) for one in entries)
    newest = newest_at(entries[0].incident, numbered, place)
    return [one for one in entries if one.seq <= newest]


def _draw(app: App, key: str, as_of: Place | None, drawn: str) -> None:
    past = past_of(app, key)
    then = then_at(past, past.steps[-1].seq if as_of is None else as_of)
    way = way_of(then.past, app.now if as_of is None else then.at)
    if drawn == MERMAID:
        click.echo("\n".join(way_mermaid(way)))
        return
    show_page(app.output, way_lines(way, app.wall_clock), way_json(way))


def _show(output: Output, entries: Sequence[Entry], zone: tzinfo) -> None:
    if output.format in FOR_PEOPLE:
        output.rows(COLUMNS, happened(entries, zone))
        return
    output.rows(FIELDS, map(_whole, entries))


def _show_parts(output: Output, person: str, entries: Sequence[Entry], zone: tzinfo) -> None:
    found = [*parts_of(person, entries)]
    if not found:
        raise _no_part(person, entries)
    parts = [one.part for one in found]
    if output.format in FOR_PEOPLE:
        told = happened([one.entry for one in found], zone)
        rows = ((*who, part, what) for (*who, what), part in zip(told, parts, strict=True))
        output.rows(PARTED, rows)
        return
    output.rows((*FIELDS, "part"), ((*_whole(one.entry), one.part) for one in found))


def _whole(entry: Entry) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in FIELDS)


def _no_part(person: str, entries: Sequence[Entry]) -> NotFoundError:
    key = entries[0].incident
    acted = sorted({one.actor["person"] for one in entries})
    return NotFoundError(
        f"“{person}” has no part in {key}{did_you_mean(person, acted)}",
        f"who acted: {', '.join(acted)}",
    )
