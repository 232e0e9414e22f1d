"""The day and the zone that a whole document names for its times."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from documents.markdown.blocks import Block, Bullets, Prose, Table
from documents.markdown.headings import Topic
from documents.markdown.reading import Note
from documents.markdown.sections import Section
from documents.markdown.stamps import day_in
from documents.markdown.timetable import is_filler
from documents.markdown.zones import zone_for, zone_named, zone_said
from states.values import value

_SENTENCE_END = re.compile(r"(?<=[.!;])\s+")
Sections = tuple[Section, ...]


@value
class Frame:
    """What holds for times that say no more; None and empty where nothing does."""

    day: date | None = None
    zone: str = ""
    notes: tuple[Note, ...] = ()


def frame_of(sections: Sections, title: str, name: str, zone: str) -> Frame:
    """Find the day in a field, the title or the file's name; a zone in the text before `zone`."""
    day, where = next(_days(sections, title, name), (None, ""))
    notes = (Note(f"took the date {day} from {where}"),) if where else ()
    return Frame(day, next(_zones(sections), zone), notes)


def zone_in(section: Section) -> str:
    """Find the zone a section names for its times, in its title, a sentence or a header."""
    texts = chain((section.title,), *map(_naming, section.blocks))
    said = (zone_said(text) or text for text in texts)
    return next((one for one in said if zone_for(one)), "")


def _days(sections: Sections, title: str, name: str) -> Iterator[tuple[date, str]]:
    fields = ((one.text, "") for one in sections if one.topic is Topic.DATE)
    for text, where in (*fields, (title, "the title"), (name, "the file’s name")):
        found = day_in(text)
        if found and found.year:
            yield found.within(found.year), where


def _zones(sections: Sections) -> Iterator[str]:
    """Find zones in fields, in the timeline, in sentences about nothing else."""
    fields = (zone_named(one.text) for one in sections if one.topic is Topic.ZONE)
    tables = (zone_in(one) for one in sections if one.topic in (Topic.TIMELINE, Topic.DATE))
    lines = (text for one in sections for block in one.blocks for text in _naming(block))
    sentences = (one for text in lines for one in _SENTENCE_END.split(text))
    asides = (zone_said(one) for one in sentences if is_filler(one))
    yield from (one for one in chain(fields, tables, asides) if zone_for(one))


def _naming(block: Block) -> Iterator[str]:
    """Read the lines of a block that may say what holds for all of it."""
    match block:
        case Table(_, header, _):
            yield from (cell.text for cell in header.cells)
        case Prose(_, lines):
            yield from (one.text for one in lines)
        case Bullets(_, items):
            yield from (one.text for one in items if is_filler(one.text))
