"""Values as people read them, and as JSON has them.

Moments are those of the clocks of a zone, which is UTC with a Z where none is named; JSON always
is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum
from typing import Any

# fmt: off
UNITS = (
    ("d",   86_400),
    ("h",    3_600),
    ("min",     60),
    ("s",        1),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Due:
    """By when something is due: people read the day, where it was promised for one; `at` is UTC."""

    at: datetime | None
    day: date | None = None


def as_text(value: object, zone: tzinfo = UTC) -> str:  # noqa: PLR0911  # a table of types
    """Write a value for a cell; nothing is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return as_text(value.value, zone)
        case Due(at, day):
            return as_text(day or at, zone)
        case datetime():
            return moment(value, zone)
        case date():
            return value.isoformat()
        case timedelta():
            return span(value)
        case Mapping():
            return json.dumps(as_json(value), ensure_ascii=False)
        case list() | tuple() | set() | frozenset():
            return ", ".join(as_text(one, zone) for one in value)
        case _:
            return str(value)


def as_json(value: object) -> Any:  # noqa: PLR0911  # a table of types
    """Write a value as JSON has it; a span is its seconds."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Enum():
            return as_json(value.value)
        case Due(at):
            return as_json(at)
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {as_text(name): as_json(one) for name, one in value.items()}
        case list() | tuple():
            return [as_json(one) for one in value]
        case set() | frozenset():
            return sorted((as_json(one) for one in value), key=str)
        case _:
            return as_text(value)


def moment(at: datetime, zone: tzinfo = UTC) -> str:
    """Write an instant to the second: `2026-03-01T09:30:00Z`, `2026-03-01T10:30:00+01:00`."""
    written = at.astimezone(zone).isoformat(timespec="seconds")
    return written.replace("+00:00", "Z") if str(zone) == "UTC" else written


def counted(count: int, word: str) -> str:
    """Count things that have an s in the plural."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def minute(at: datetime) -> str:
    """Write an instant to the minute: `2026-03-01T09:30Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def span(length: timedelta) -> str:
    """Write a span by its two largest units: `3 d 4 h`."""
    sign = "-" if length < timedelta() else ""
    left = round(abs(length.total_seconds()))
    parts = []
    for unit, seconds in UNITS:
        count, left = divmod(left, seconds)
        parts.append((count, unit))
    first = next((place for place, part in enumerate(parts) if part[0]), len(parts) - 1)
    shown = [f"{count} {unit}" for count, unit in parts[first : first + 2] if count]
    return sign + (" ".join(shown) or "0 s")
