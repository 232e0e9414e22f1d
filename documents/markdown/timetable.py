"""The entries of a timeline, from a table, a list or plain lines, before anyone reckons dates."""

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.markdown import columns, zones
from documents.markdown.blocks import Block, Bullets, Item, Prose, Row, Table
from documents.markdown.columns import Columns, columns_of
from documents.markdown.reading import Note, Unread
from documents.markdown.stamps import PartDay, Stamp, stamp_for
from documents.markdown.words import Words, flow
from states.values import value

NAME_IT = "name it: --zone Europe/Copenhagen"
_FILLERS = (
    "all times time timestamps timestamp are is in given shown listed the below timezone zone"
    " note unless otherwise noted stated specified mentioned here"
)
_FILLER = frozenset(_FILLERS.split())
_LABEL = re.compile(r"^\W*(?:date|day)\s*:\s*", re.IGNORECASE)


@value
class Entry:
    """One thing that happened, and what its author says about when."""

    line: int
    stamp: Stamp
    text: str
    source: str = ""
    by: str = ""

    @property
    def full(self) -> str:
        """Write the entry again."""
        when = f"{self.stamp.clock:%H:%M}"
        return " | ".join(filter(None, (when, self.text, self.by, self.source)))


@value
class Dated:
    """A line that only names a day: what follows happened on it."""

    line: int
    day: PartDay


Mark = Entry | Dated | Unread | Note


def marks_of(block: Block) -> Iterator[Mark]:
    """Read the entries of a block of a timeline, and name what is none."""
    match block:
        case Table():
            yield from _table(block)
        case Bullets(_, items):
            for item in items:
                yield from _item(item)
        case Prose():
            yield from _prose(block)


def is_timetable(block: Block) -> bool:
    """Tell whether a block can only be a timeline: most of it starts with a time of day."""
    match block:
        case Table(_, header, rows):
            found = columns_of(header, columns.TIMELINE)
            whens = [_when(row, found) for row in rows]
            return {"when", "what"} <= found.places.keys() and _most_are_times(whens)
        case Bullets(_, items):
            return _most_are_times([item.text for item in items])
        case Prose(_, lines, code=False):
            return len(lines) > 1 and _most_are_times([one.text for one in lines])
        case _:
            return False


def is_filler(text: str) -> bool:
    """Tell whether a text says nothing but that times are in a zone."""
    bare = text.replace(zones.zone_said(text) or " ", " ")
    words = "".join(char if char.isalnum() else " " for char in bare)
    return set(words.casefold().split()) <= _FILLER


def why_not(stamp: Stamp | None) -> str:
    """Say why a stamp is not the moment of an entry."""
    if stamp is None:
        return "does not start with a time"
    return stamp.problem or "has no time of day"


def _most_are_times(texts: list[str]) -> bool:
    stamps = (stamp_for(one) for one in texts)
    return 0 < len(texts) < 2 * sum(bool(one and one.clock) for one in stamps)


def _prose(prose: Prose) -> Iterator[Mark]:
    """Read an entry a line; a line without a time goes on with the entry before it."""
    last: Mark | None = None
    for mark in (_line(words) for words in prose.lines if words.full):
        if isinstance(last, Entry) and isinstance(mark, Unread):
            last = replace(last, text=f"{last.text} {mark.text}")
            continue
        if last:
            yield last
        last = mark
    if last:
        yield last


def _line(words: Words) -> Mark:
    stamp = stamp_for(words.text)
    if stamp and stamp.clock:
        return _entry(words, stamp)
    unlabelled = _LABEL.sub("", words.text)
    dated = stamp_for(unlabelled)
    if dated and dated.day and not dated.clock and is_filler(unlabelled[dated.length :]):
        return Dated(words.line, dated.day)
    said = zones.zone_said(words.text)
    if said and is_filler(words.text):
        return _zone(words.line, said)
    return Unread(words.line, words.full, why_not(stamp))


def _zone(line: int, said: str) -> Note | Unread:
    if zones.zone_for(said):
        return Note(f"line {line}: took times to be in {said}")
    return Unread(line, said, f"“{said}” is not one time zone; {NAME_IT}")


def _entry(words: Words, stamp: Stamp) -> Entry:
    """Make an entry of a line, without the time it starts with."""
    rest = words.after(stamp.length)
    alone = len(rest.links) == 1
    text, source = (rest.text, rest.links[0]) if alone else (rest.full, "")
    return Entry(words.line, stamp, _spanning(stamp, text), source)


def _spanning(stamp: Stamp, text: str) -> str:
    return f"until {stamp.until}: {text}" if stamp.until else text


def _item(item: Item) -> Iterator[Mark]:
    """Read a list's item; what is below it belongs to it, unless it has no time of its own."""
    lines = item.prose[0].lines if item.prose else ()
    mark = _line(lines[0]) if lines else None
    if isinstance(mark, Entry):
        yield _whole(mark, item)
        return
    within = [one for prose in item.prose for one in _prose(prose)]
    within += [one for child in item.children for one in _item(child)]
    if not isinstance(mark, Unread):
        yield from within
    elif any(isinstance(one, Entry) for one in within):
        yield from _day_above(item)
        yield from within
    else:
        yield replace(mark, text=item.full)


def _day_above(item: Item) -> Iterator[Dated]:
    stamp = stamp_for(item.text)
    if stamp and stamp.day:
        yield Dated(item.line, stamp.day)


def _whole(entry: Entry, item: Item) -> Entry:
    """Add to an entry the lines, the code and the items that belong to it."""
    first, *others = item.prose
    lines = [(entry.text, first.lines[0].breaks), *((w.full, w.breaks) for w in first.lines[1:])]
    below = replace(item, prose=tuple(others)).full
    return replace(entry, text="\n".join(filter(None, (flow(lines), below))))


def _table(table: Table) -> Iterator[Mark]:
    found = columns_of(table.header, columns.TIMELINE)
    rows = table.rows
    if not {"when", "day"} & found.places.keys():
        found = _guessed(table)
        rows = (table.header, *rows) if stamp_for(_when(table.header, found)) else rows
    for row in rows:
        if row.full.strip(" |"):
            yield _row(table.header, row, found)


def _guessed(table: Table) -> Columns:
    """Take the column that starts with times to be the time, and the next one the event."""
    width = len(table.header.cells)
    timed = [sum(bool(stamp_for(row.cells[n].text)) for row in table.rows) for n in range(width)]
    when = max(range(width), key=timed.__getitem__)
    others = [n for n in range(width) if n != when]
    places = {"when": when, **({"what": others[0]} if others else {})}
    return Columns(places, tuple(others[1:]))


def _when(row: Row, found: Columns) -> str:
    return f"{found.cell(row, 'day').full} {found.cell(row, 'when').full}".strip()


def _but_when(row: Row, found: Columns) -> str:
    when = (found.places.get("day"), found.places.get("when"))
    return " ".join(cell.full for n, cell in enumerate(row.cells) if n not in when)


def _row(header: Row, row: Row, found: Columns) -> Mark:
    when, what = _when(row, found), found.cell(row, "what")
    stamp = stamp_for(when)
    rest = found.left_over(header, row)
    if not stamp or not stamp.clock:
        if stamp and stamp.day and is_filler(f"{when[stamp.length :]} {_but_when(row, found)}"):
            return Dated(row.line, stamp.day)
        return Unread(row.line, row.full, f"“{when}” {why_not(stamp)}" if when else "has no time")
    source, text = _source(what, found.cell(row, "source"))
    told = f"{when[stamp.length :]}: {text}".removeprefix(": ")
    whole = "\n".join(filter(None, (_spanning(stamp, told), rest)))
    return Entry(row.line, stamp, whole, source, found.cell(row, "who").full)


def _source(what: Words, cell: Words) -> tuple[str, str]:
    """Tell where an entry's source is, and what is left to say about it in its text."""
    if cell.links:
        said = cell.full if cell.text != cell.links[0] else ""
        return cell.links[0], "\n".join(filter(None, (what.full, said)))
    if cell.text or len(what.links) != 1:
        return cell.text, what.full
    return what.links[0], what.text
