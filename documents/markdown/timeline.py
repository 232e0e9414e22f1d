"""From the entries of a timeline to facts at instants.

An entry without a date is on the day of the one before it. One that would lie more than
`BACKWARDS` before that is on the next day; one a little earlier is only out of order.
"""

from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from documents.markdown import zones
from documents.markdown.frame import Frame, zone_in
from documents.markdown.headings import known
from documents.markdown.kinds import kind_of
from documents.markdown.reading import Findings, Note, Unread, cut, cut_line
from documents.markdown.sections import Section
from documents.markdown.stamps import PartDay, Stamp, day_in, stamp_for
from documents.markdown.timetable import NAME_IT, Dated, Entry, Mark, is_filler, marks_of
from states.record.facts import Fact
from states.values import value

BACKWARDS = timedelta(hours=3)
DAY = timedelta(days=1)
HALF_A_YEAR = 6


@value
class _Place:
    """How far the reckoning has come: the day, and the instant of the last entry on it."""

    day: date | None
    last: datetime | None = None


def facts_of(sections: Iterable[Section], frame: Frame) -> Findings:
    """Read every entry of a timeline, in the order it is written in."""
    place = _Place(frame.day)
    for section in sections:
        zone = zone_in(section) or frame.zone
        for mark in _marks(section):
            match mark:
                case Entry():
                    place = yield from _fact(mark, place, zone)
                case Dated():
                    place = yield from _turned(mark, place)
                case Unread() | Note():
                    yield mark


def instant_of(stamp: Stamp, frame: Frame) -> datetime | str:
    """Place a stamp outside of any timeline, or say why it is no instant."""
    if stamp.problem or not stamp.clock:
        return stamp.problem or "has no time of day"
    day = _day(stamp.day, _Place(frame.day))
    moment = day if isinstance(day, str) else _at(stamp, day, frame.zone)
    return moment if isinstance(moment, str) else moment.astimezone(UTC)


def _marks(section: Section) -> Iterator[Mark]:
    """Read a section's title, then what it holds."""
    what = known(section.title)
    rest = section.title if section.sub or not what else what.rest
    stamp = stamp_for(rest)
    day = stamp.day if stamp and stamp.day else day_in(section.title)
    if day:
        yield Dated(section.line, day)
        yield Note(f"line {section.line}: took the day from “{section.title}”")
    elif not is_filler(rest) and not zones.zone_for(rest):
        yield Unread(section.line, rest, "a heading within a timeline that names no day")
    for block in section.blocks:
        yield from marks_of(block)


def _turned(mark: Dated, place: _Place) -> Generator[Unread, None, _Place]:
    """Go to the day that a line names."""
    day = _day(mark.day, place)
    if isinstance(day, date):
        return _Place(day)
    yield Unread(mark.line, f"{mark.day.day} {mark.day.month}", day)
    return place


def _fact(entry: Entry, place: _Place, zone: str) -> Generator[Fact | Unread | Note, None, _Place]:
    """Place an entry, and say where the next one is reckoned from."""
    day = _day(entry.stamp.day, place)
    moment = day if isinstance(day, str) else _at(entry.stamp, day, zone)
    if isinstance(moment, str) or isinstance(day, str):
        yield Unread(entry.line, entry.full, str(moment))
        return place
    if not entry.text.strip():
        yield Unread(entry.line, entry.full, "nothing happens in this entry")
        return place
    if not entry.stamp.day and place.last and moment < place.last - BACKWARDS:
        day, moment = day + DAY, moment + DAY
        yield Note(f"line {entry.line}: took {entry.stamp.clock:%H:%M} to be on {day}")
    yield from _doubts(entry, moment, zone)
    text = yield from cut(entry.line, entry.text)
    by = yield from cut_line(entry.line, entry.by)
    source = yield from cut_line(entry.line, entry.source)
    yield Fact(at=moment.astimezone(UTC), kind=kind_of(text), text=text, by=by, source=source)
    return _Place(day, moment)


def _day(day: PartDay | None, place: _Place) -> date | str:
    """Complete a day from where the reckoning is, or say why that cannot be done."""
    if day is None:
        return place.day or "has no date: say it in the file as Date: 2026-03-01"
    if day.year:
        return day.within(day.year)
    if place.day is None:
        return "has no year: say it in the file as Date: 2026-03-01"
    passed = (day.month, day.day) < (place.day.month, place.day.day)
    new_year = passed and place.day.month - day.month > HALF_A_YEAR
    try:
        return day.within(place.day.year + new_year)
    except ValueError:
        return f"has a day that {place.day.year} does not have"


def _at(stamp: Stamp, day: date, fallback: str) -> datetime | str:
    """Place a time of day in its zone, or say why that cannot be done."""
    name = stamp.zone if zones.zone_for(stamp.zone) else fallback
    zone = zones.zone_for(name)
    if not zone or not stamp.clock:
        said = f"“{stamp.zone}” is more than one time zone" if stamp.zone else "has no time zone"
        return f"{said}; {NAME_IT}"
    return datetime.combine(day, stamp.clock, zone)


def _doubts(entry: Entry, moment: datetime, fallback: str) -> Iterator[Note]:
    """Point at times that a clock shows twice or never, and at winter time in summer."""
    when = f"{moment:%Y-%m-%d %H:%M}"
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        yield Note(f"line {entry.line}: {when} is where the clocks change; took the first reading")
    place = zones.summer_doubt(entry.stamp.zone or fallback, moment)
    if place:
        name = entry.stamp.zone or fallback
        yield Note(f"took {name} as it is written, though {place} was on summer time then")
