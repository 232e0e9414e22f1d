"""Dates and times of day as people write them, at the start of a text.

`DAYS` and `CLOCKS` hold one pattern for each way of writing them; the first that fits counts.
"""

import re
from dataclasses import replace
from datetime import date, time

from documents.markdown import zones
from states.values import value

_LONGEST = 160
_NOON = 12
_NO_HOUR = 99
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+(?:the\s+)?)?"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_YEAR_AFTER = rf"(?:(?:,\s*|\s+|-){_YEAR}(?!\d|:\d))?"
_TH = r"(?:st|nd|rd|th|\.)?"
_DAY = r"(?P<day>\d{1,2})"
_HOUR = r"(?P<hour>\d{1,2})"
_SECOND = r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_HALF = r"(?P<half>[ap])\.?m\b\.?"

# fmt: off
DAYS = {
    "2021-02-15":      rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep){_DAY}(?!\d)",
    "15 Feb 2021":     rf"{_DAY}{_TH}[\s-]+(?:of\s+)?{_MONTH}\b{_YEAR_AFTER}",
    "Feb 15th, 2021":  rf"{_MONTH}\s+{_DAY}{_TH}(?!\d|:\d){_YEAR_AFTER}",
    "15.02.2021":      rf"{_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}(?!\d)",
    "15/02/2021":      rf"(?P<one>\d{{1,2}})[/-](?P<two>\d{{1,2}})[/-]{_YEAR}(?!\d)",
    "20210215":        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
}

CLOCKS = {
    "06:05:33.250 am": rf"{_HOUR}[:h](?P<minute>\d{{2}}){_SECOND}(?!\d|:\d)(?:\s*{_HALF})?",
    "6 am":            rf"{_HOUR}\s*{_HALF}",
    "0605 UTC":        r"(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)"
                       rf"(?=\s*(?:hrs?\b|hours\b|{zones.NAME}))",
    "06.05 –":         r"(?P<hour>[0-2]\d)\.(?P<minute>[0-5]\d)(?=\s*(?:$|[-–—:|]))",
}
# fmt: on

_DAYS = tuple(re.compile(_WEEKDAY + one, re.IGNORECASE) for one in DAYS.values())
_CLOCKS = tuple(re.compile(one, re.IGNORECASE) for one in CLOCKS.values())
_START = re.compile(
    r"[^\w+]*(?:(?:at|on|around|about|approx\.?|approximately|ca\.?|circa|kl\.?|by)\s+)?[~≈]?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*[,@–—-]\s*|\s+at\s+|\s*T(?=\d)|\s+kl\.?\s*|\s*\(\w+\)\s*|\s+", re.IGNORECASE
)
_ZONE = re.compile(
    rf"\s*[(\[]?\s*(?P<name>{zones.NAME}|[ECMP]T(?=\s*(?:[-–—:,)\]]|$))|[+\u2212]\d{{2}}:?[0-5]\d\b)"
    r"\s*[)\]]?"
)
# Behind minutes, `-05:00` is the end of a span; behind seconds it is a zone.
_BEHIND_SECONDS = re.compile(r"\s*(?P<name>-\d{2}:?[0-5]\d)\b")
_UNTIL = re.compile(r"\s*(?:[-–—→]|->|\bto\b|\buntil\b|\btill\b)\s*(?=\w)", re.IGNORECASE)
_ON = re.compile(r"[\s,]*(?:on\s+)?", re.IGNORECASE)
_END = re.compile(
    r"[\s\])*_]*(?:(?:h|hrs?|hours|local time)\b[\s\])]*)?(?:(?:[-–—=]*>|[-–—:;,.|→])\s*)*"
)


@value
class PartDay:
    """A day as written; its year may be left to the reader."""

    year: int | None
    month: int
    day: int

    def within(self, year: int) -> date:
        """Complete the day; raises `ValueError` where that year has no such day."""
        return date(self.year or year, self.month, self.day)


@value
class Stamp:
    """What a text says about when, and how much of the text says it.

    `until` holds the end of a span of time; `problem` says why nothing can be made of it.
    """

    length: int
    day: PartDay | None = None
    clock: time | None = None
    zone: str = ""
    until: str = ""
    problem: str = ""


def stamp_for(text: str) -> Stamp | None:
    """Find the date and the time of day that `text` starts with."""
    text = text[:_LONGEST]
    start = _START.match(text)
    place = start.end() if start else 0
    if text[:place].endswith(("-", "\u2212")):
        return None
    dated = _first(_DAYS, text, place)
    if not dated:
        return _with_clock(text, place, None)
    between = _BETWEEN.match(text, dated.end())
    timed = _with_clock(text, between.end(), dated) if between else None
    return timed or _stamp(text, dated.end(), dated, None)


def day_in(text: str) -> PartDay | None:
    """Find the first whole date anywhere in `text`."""
    for dated in (one for pattern in _DAYS for one in pattern.finditer(text)):
        found = _day(dated)
        if isinstance(found, PartDay) and found.year:
            return found
    return None


def _with_clock(text: str, place: int, dated: re.Match[str] | None) -> Stamp | None:
    """Read a time of day, the zone and the end of the span behind it, and a date behind that."""
    timed = _first(_CLOCKS, text, place)
    if not timed:
        return None
    zone, place = _zone(text, timed.end(), timed)
    until, place = _until(text, place)
    if until and not zone:
        zone, place = _zone(text, place, timed)
    behind = _ON.match(text, place)
    dated_behind = _first(_DAYS, text, behind.end()) if behind and not dated else None
    if dated_behind and dated_behind["year"]:
        dated, place = dated_behind, dated_behind.end()
    stamp = _stamp(text, place, dated, timed)
    return replace(stamp, zone=zone, until=until)


def _stamp(
    text: str, place: int, dated: re.Match[str] | None, timed: re.Match[str] | None
) -> Stamp:
    end = _END.match(text, place)
    length = end.end() if end else place
    day = _day(dated) if dated else None
    clock = _clock(timed) if timed else None
    if isinstance(day, str):
        return Stamp(length, problem=day)
    if isinstance(clock, str):
        return Stamp(length, problem=clock)
    return Stamp(length, day, clock)


def _first(patterns: tuple[re.Pattern[str], ...], text: str, place: int) -> re.Match[str] | None:
    return next((found for one in patterns if (found := one.match(text, place))), None)


def _zone(text: str, place: int, timed: re.Match[str]) -> tuple[str, int]:
    """Read the zone at `place`; a capitalized word that is none is the text's."""
    exact = timed.groupdict().get("second")
    found = _ZONE.match(text, place) or (_BEHIND_SECONDS.match(text, place) if exact else None)
    if found and (zones.zone_for(found["name"]) or found["name"] in zones.SEVERAL):
        return found["name"], found.end()
    return "", place


def _until(text: str, place: int) -> tuple[str, int]:
    start = _UNTIL.match(text, place)
    if not start:
        return "", place
    dated = _first(_DAYS, text, start.end())
    between = _BETWEEN.match(text, dated.end()) if dated else None
    timed = _first(_CLOCKS, text, between.end() if between else start.end())
    return (text[start.end() : timed.end()], timed.end()) if timed else ("", place)


def _day(match: re.Match[str]) -> PartDay | str:
    """Read a date, or say what is wrong with it."""
    parts = match.groupdict()
    year = int(parts["year"]) if parts["year"] else None
    if parts.get("one"):
        return _slashed(match[0], int(parts["one"]), int(parts["two"]), year)
    name = parts.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    return _checked(match[0], PartDay(year, month, int(parts["day"])))


def _slashed(written: str, one: int, two: int, year: int | None) -> PartDay | str:
    """Read `15/02/2021` or `02/15/2021`, where only one of the two can be."""
    if one != two and max(one, two) <= len(_MONTHS):
        return f"“{written}” may be day or month first: write it as {year}-MM-DD"
    day, month = (one, two) if two <= len(_MONTHS) else (two, one)
    return _checked(written, PartDay(year, month, day))


def _checked(written: str, day: PartDay) -> PartDay | str:
    leap_year = 2000
    try:
        day.within(leap_year)
    except ValueError:
        return f"there is no day “{written}”"
    return day


def _clock(match: re.Match[str]) -> time | str:
    """Read a time of day, or say what is wrong with it."""
    parts = match.groupdict()
    hour, half = int(parts["hour"]), (parts.get("half") or "").lower()
    if half:
        hour = hour % _NOON + _NOON * (half == "p") if 1 <= hour <= _NOON else _NO_HOUR
    second, fraction = parts.get("second") or 0, (parts.get("fraction") or "0").ljust(6, "0")
    try:
        return time(hour, int(parts.get("minute") or 0), int(second), int(fraction[:6]))
    except ValueError:
        return f"there is no time of day “{match[0].strip()}”"
