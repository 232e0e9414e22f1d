"""The report of a bundle, in Markdown: what was exported, and every entry in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cli.records.exhibits import Exhibit, Line
from cli.showing.cells import as_text
from cli.showing.visible import visible
from documents.bulletins.phrases import counted, plain

LONG = 4_000
"""Characters of a text in the report; the entry has all of it."""

PROVES_NOTHING = """\
This page was made from the entries beside it, for reading; nobody signs it. What shows that the
entries are those of the log, and that nobody changed them, is in [VERIFY.md](VERIFY.md)."""

WITHOUT_TEXTS = """\
Texts were left out of this export: what reads \\[erased\\] stands in the entry as a digest."""

# fmt: off
POPULATION = ("incident", "opened (UTC)", "entry of the log")
ENTRIES    = ("entry", "at (UTC)", "who", "by way of", "what", "entry of the log")
HISTORIES  = ("history", "entries", "entries of the log")
# fmt: on

Lines = Iterator[str]


def evidence_lines(manifest: Mapping[str, Any], exhibits: Sequence[Exhibit]) -> Lines:
    """Write the report."""
    log, exported = manifest["log"], manifest["exported"]
    yield f"# {_title(manifest['query'])}"
    yield ""
    yield f"Exported by {_cell(exported['by'])} at {exported['at']}, from the log"
    yield f"`{log['origin']}` of {log['size']} entries with the root `{log['root']}`."
    yield ""
    yield PROVES_NOTHING
    if not manifest["texts"]:
        yield f"\n{WITHOUT_TEXTS}"
    if population := manifest.get("population"):
        yield from _population(population)
    for one in exhibits:
        if one.lines:
            yield from _incident(one)
    yield from _histories(exhibits)


def _title(query: Mapping[str, str]) -> str:
    if incident := query.get("incident"):
        return f"The history of {incident}"
    return f"Incidents opened from {query['since']} to before {query['until']}"


def _population(population: Mapping[str, Any]) -> Lines:
    opened, start, end = population["opened"], population["from"], population["to"]
    yield f"\n## {counted(len(opened), 'incident was', 'incidents were')} opened\n"
    yield from _table(POPULATION, ((one["incident"], one["at"], one["place"]) for one in opened))
    yield f"\nNone is missing: all entries of the log from {start} to before {end} are in this"
    yield "bundle, and no other of them opened an incident in the period."


def _incident(exhibit: Exhibit) -> Lines:
    yield f"\n## {exhibit.name}\n"
    yield from _table(ENTRIES, map(_row, exhibit.lines))


def _row(line: Line) -> tuple[object, ...]:
    return line.seq, as_text(line.at), line.who, line.via, line.what, line.place


def _histories(exhibits: Sequence[Exhibit]) -> Lines:
    yield "\n## What is in this bundle\n"
    yield from _table(HISTORIES, ((one.name, len(one.places), _span(one)) for one in exhibits))


def _span(exhibit: Exhibit) -> str:
    return f"{min(exhibit.places)}–{max(exhibit.places)}" if exhibit.places else ""


def _table(heads: Sequence[str], rows: Iterator[Sequence[object]]) -> Lines:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(_cell(str(one)) for one in row)} |"


def _cell(text: str) -> str:
    return visible(plain(text, LONG))
