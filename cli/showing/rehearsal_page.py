"""A rehearsal as people read it: what was taken for granted, who hears of what, and how much."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cli.showing.cells import counted
from cli.showing.formats import UNLIMITED
from cli.showing.tables import GAP, Column, table_lines
from policies.rehearsing.cue import Cue
from policies.rehearsing.rehearsal import ASSUMED, Rehearsal
from states.calendar import zone_named
from states.values import Line, value

COLUMNS = ("told", "who", "kind", "what", "rung", "why", "note")
SPARE = ("why", "rung")
SHARES = ("who", "messages", "rungs")
NOBODY = "nobody"


@value
class Told:
    """What is told beside the rehearsal: of which policy, and what is odd about it."""

    title: Line
    notes: tuple[Line, ...] = ()


def rehearsal_lines(found: Rehearsal, told: Told, width: int | None) -> Iterator[str]:
    """Write the page."""
    yield from head_lines(found, told)
    if not found.cues:
        yield "✓ nothing would be told in that time"
        return
    yield ""
    yield from _cues(found.cues, width or UNLIMITED)
    yield from ("", f"{counted(sum(one.messages for one in found.shares), 'message')} in all")
    rows = [(one.person, str(one.messages), str(one.cues)) for one in found.shares]
    yield from _table(SHARES, rows, width)


def head_lines(found: Rehearsal, told: Told) -> Iterator[str]:
    """Say what was rehearsed, what was taken for granted, and what is odd about it."""
    yield f"{told.title} on {found.incident}, opened {local(found.begins, 'UTC')}"
    yield from (f"  {one}" for one in ASSUMED)
    yield from (f"! {one}" for one in told.notes)


def local(moment: datetime, zone: str) -> str:
    """Write a moment by somebody's own clock: `Tue 2026-03-10 09:00 CET`."""
    return f"{moment.astimezone(zone_named(zone)):%a %Y-%m-%d %H:%M %Z}"


def rung_told(cue: Cue) -> str:
    """Say which rung of which ladder it is."""
    return f"{cue.ladder} {cue.rung} of {cue.rungs}"


def note_of(cue: Cue) -> str:
    """Say what else there is to know: when the rung was reached, who is nobody, what goes on."""
    held = f"reached {local(cue.moment, cue.zone)}" if cue.is_held else ""
    bundled = "in the one message of the day" if cue.bundled else ""
    return "; ".join(filter(None, (held, bundled, cue.instead, cue.goes_on)))


def sheet_row(cue: Cue) -> tuple[object, ...]:
    """Write a cue as a row of a sheet, its moment in UTC."""
    return (cue.at, *_row(cue)[1:])


def _cues(cues: Sequence[Cue], width: int) -> Iterator[str]:
    columns = [*map(Column, COLUMNS, zip(*map(_row, cues), strict=True))]
    if sum(one.widest + GAP for one in columns) - GAP <= width:
        yield from table_lines(columns, width, SPARE)
        return
    for one in cues:
        yield from (_cut(line, width) for line in _narrow(one))


def _narrow(cue: Cue) -> Iterator[str]:
    """Write a cue in three lines at most, what is odd about it before when it was reached."""
    when, who, kind, what, rung, _, _ = _row(cue)
    yield f"{when}  {who}  {kind}  {rung}"
    yield f"  {what}"
    held = f"reached {local(cue.moment, cue.zone)}" if cue.is_held else ""
    if told := "; ".join(filter(None, (cue.instead, cue.goes_on, held))):
        yield f"  {told}"


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _row(cue: Cue) -> tuple[str, ...]:
    when = local(cue.at, cue.zone)
    who = cue.to or NOBODY
    return (when, who, cue.kind.value, cue.what, rung_told(cue), cue.why, note_of(cue))


def _table(
    names: tuple[str, ...], rows: Sequence[tuple[str, ...]], width: int | None
) -> Iterator[str]:
    if rows:
        columns = map(Column, names, zip(*rows, strict=True))
        yield from table_lines([*columns], width or UNLIMITED, SPARE)
