"""Spans of time as a policy file writes them: `24h`, `-24h`, `+7d`, `5wd`.

Most are exact. Where a deadline or a ladder says how long, days are those of a calendar: the
same time of day in somebody's own zone, and `5wd` counts working days only.
"""

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    WithJsonSchema,
)

from states.calendar import Days, Lapse

# Four digits keep every sum of a date and a duration within the calendar.
_NUMBER = "([+-]?)([0-9]{1,4})"
_WRITTEN = re.compile(f"{_NUMBER}([mhdw])")
_LAPSE = re.compile(f"{_NUMBER}(m|h|d|wd|w)")
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_CLOCKWORK = {"m": _MINUTE, "h": _HOUR}
_UNITS = {**_CLOCKWORK, "d": _DAY, "w": timedelta(weeks=1)}

LAPSES = frozenset({"within", "at", "repeat"})
"""Keys of a policy file that count days of a calendar, so that a day is not 24 hours."""

LONG = timedelta(days=3)
WEEK = 7
WORKING_DAY = timedelta(days=7) / 5
"""How long a working day is where spans are compared: five of them are a week."""


def duration_from(written: object) -> timedelta:
    """Read `24h`, `-24h` or `+7d`; raises `ValueError` for anything else."""
    found = _WRITTEN.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError(_no_duration(written))
    sign, number, unit = found.groups()
    return _UNITS[unit] * int(f"{sign}{number}")


def spanning(written: str) -> Any:
    """Let a key stand for an exact span where nothing is said, and show it as it is written."""
    return Field(default=duration_from(written), json_schema_extra={"default": written})


def lapse_from(written: object) -> Lapse:
    """Read `24h`, which is exact, or `30d`, `2w` and `5wd`, which are days of a calendar.

    Raises:
        ValueError: it is anything else.
    """
    found = _LAPSE.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError(f"“{written}” is no duration: write 45m, 24h, -24h, 30d, 2w or 5wd")
    sign, number, unit = found.groups()
    count = int(f"{sign}{number}")
    if unit in _CLOCKWORK:
        return _CLOCKWORK[unit] * count
    return Days(count * WEEK if unit == "w" else count, working=unit == "wd")


def sized(given: Any) -> Any:
    """Return what can be compared: days of a calendar as long as they mostly are."""
    match given:
        case Days(count, working=True):
            return WORKING_DAY * count
        case Days(count):
            return timedelta(days=count)
        case _:
            return given


def written(span: Lapse, key: str = "") -> str:
    """Write a span as people do: in days, and an exact one below three days in hours.

    `key` is what it stands under in a policy file: in `LAPSES`, `96h` is not `4d`.
    """
    match span:
        case Days(count, working):
            return f"{count}{'wd' if working else 'd'}"
        case timedelta() if key not in LAPSES and abs(span) >= LONG and not span % _DAY:
            return f"{span // _DAY}d"
        case timedelta():
            return f"{span // _MINUTE}m" if span % _HOUR else f"{span // _HOUR}h"


def _no_duration(written: object) -> str:
    if isinstance(written, str) and _LAPSE.fullmatch(written):
        return f"“{written}” counts working days, as only deadlines and rungs do: write 30d or 2w"
    return f"“{written}” is no duration: write 45m, 24h, -24h, 30d or 2w"


def _positive(span: Lapse) -> Lapse:
    if sized(span) <= timedelta(0):
        raise ValueError("has to be longer than nothing: write 24h or 30d")
    return span


def _every_day(span: Lapse) -> Lapse:
    if isinstance(span, Days) and span.working:
        raise ValueError(
            f"{written(span)} counts working days, and a repeat counts every day: write 1w"
        )
    return span


def _pattern(of: re.Pattern[str]) -> WithJsonSchema:
    # pydantic would describe it as ISO 8601 has it: `P1D`.
    return WithJsonSchema({"type": "string", "format": "span", "pattern": f"^{of.pattern}$"})


Duration = Annotated[
    timedelta,
    BeforeValidator(duration_from),
    _pattern(_WRITTEN),
]
Span = Annotated[Duration, AfterValidator(_positive)]

Reach = Annotated[Lapse, PlainValidator(lapse_from), _pattern(_LAPSE)]
"""From a deadline to a rung: before it, at it, or after it."""

Within = Annotated[Reach, AfterValidator(_positive)]
Repeat = Annotated[Within, AfterValidator(_every_day)]
