"""Time zones as people write them.

An abbreviation is what it says, whatever the season: CET is one hour ahead of UTC in July too.
One that means several zones (`IST`) means none here; a person names the zone instead.
"""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from states.errors import InvalidError

# fmt: off
OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "MEZ": 60,
    "MESZ": 120, "EET": 120, "EEST": 180, "SAST": 120, "MSK": 180, "SGT": 480, "HKT": 480,
    "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "AKDT": -480, "HST": -600, "BRT": -180,
}
"""Minutes ahead of UTC."""

PLACES = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PT": "America/Los_Angeles", "CET/CEST": "Europe/Paris", "EET/EEST": "Europe/Athens",
    "GMT/BST": "Europe/London", "EST/EDT": "America/New_York", "CST/CDT": "America/Chicago",
    "MST/MDT": "America/Denver", "PST/PDT": "America/Los_Angeles",
}
"""Names that follow the clocks of a place, winter and summer."""

SEVERAL = frozenset({"IST", "CST", "AST", "WST"})
"""Abbreviations that mean more than one zone."""

SUMMER = {"CET": "Europe/Paris", "EET": "Europe/Athens", "WET": "Europe/Lisbon"}
"""Winter times people also write in summer, and a place that would then be on summer time."""
# fmt: on

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\-\u2212])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_PLACE = re.compile(r"[A-Za-z_]+(?:/[A-Za-z0-9_+\-]+){1,2}")
_FARTHEST = timedelta(hours=14)

NAME = (
    r"(?:(?:UTC|GMT)\s?[+\-\u2212]\s?\d{1,2}(?::?[0-5]\d)?\b"
    r"|[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_\-]+){1,2}"
    rf"|(?:{'|'.join(sorted(OFFSETS.keys() | SEVERAL, key=len, reverse=True))})\b)"
)
"""A pattern of every name that may follow a time of day."""

_SAID = re.compile(
    rf"""[(\[]\s*(?i:(?:all\s+)?times?(?:\s+are)?(?:\s+in)?\s+|in\s+|all\s+)?
         (?P<bracketed>{NAME}|[ECMP]T)(?i:\s+times?)?\s*[)\]]
       | \b(?i:times?|timestamps?|time\s?zone)\b[^.;\n]{{0,40}}?[\s:(\[](?P<after>{NAME}|[ECMP]T\b)
       | \b(?P<before>{NAME})\s+(?i:times?)\b
       | \b(?i:in|all)\s+(?P<last>{NAME})(?=\W*$)""",
    re.VERBOSE,
)


def zone_for(name: str) -> tzinfo | None:
    """Find the zone called `name`; None when there is none, or more than one."""
    bare = name.strip(" ()[]")
    upper = bare.upper()
    if upper in OFFSETS:
        return timezone(timedelta(minutes=OFFSETS[upper]))
    offset = _OFFSET.fullmatch(bare)
    if offset:
        return _ahead(*offset.groups())
    return _place(PLACES.get(upper, bare))


def must_be_zone(name: str) -> None:
    """Raise `InvalidError` unless `name` is a time zone."""
    if zone_for(name) is None:
        raise InvalidError(
            f"zone: there is no time zone “{name}”",
            "name one as Europe/Copenhagen, UTC, CET or +01:00",
        )


def zone_said(text: str) -> str:
    """Find the zone a sentence or title names for its times; empty when it names none."""
    found = _SAID.search(text)
    return next(filter(None, found.groups()), "") if found else ""


def zone_named(text: str) -> str:
    """Find the zone that the value of a field names; empty when there is none."""
    ways = (text.strip(), zone_said(text), zone_said(f"times {text}"))
    return next((one for one in ways if zone_for(one)), "")


def summer_doubt(name: str, moment: datetime) -> str:
    """Name the place whose summer time may be meant by `name` at `moment`, or answer empty."""
    place = SUMMER.get(name.upper(), "")
    if not place:
        return ""
    there = moment.astimezone(ZoneInfo(place))
    return place if there.utcoffset() != moment.utcoffset() else ""


def _ahead(sign: str, hours: str, minutes: str | None) -> tzinfo | None:
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(ahead if sign == "+" else -ahead) if ahead <= _FARTHEST else None


@cache
def _place(name: str) -> tzinfo | None:
    if not _PLACE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # a folder, a path, a name nobody knows
        return None
