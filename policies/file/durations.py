"""Spans of time as a policy file writes them: `24h`, `-24h`, `+7d`."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

# Four digits keep every sum of a date and a duration within the calendar.
_WRITTEN = re.compile(r"([+-]?)([0-9]{1,4})([mhdw])")
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


def duration_from(written: object) -> timedelta:
    """Read `24h`, `-24h` or `+7d`; raises `ValueError` for anything else."""
    found = _WRITTEN.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError(f"“{written}” is no duration: write 45m, 24h, -24h, 30d or 2w")
    sign, number, unit = found.groups()
    return _UNITS[unit] * int(f"{sign}{number}")


def _positive(span: timedelta) -> timedelta:
    if span <= timedelta(0):
        raise ValueError("has to be longer than nothing: write 24h or 30d")
    return span


Duration = Annotated[
    timedelta,
    BeforeValidator(duration_from),
    # pydantic would describe it as ISO 8601 has it: `P1D`.
    WithJsonSchema({"type": "string", "format": "span", "pattern": f"^{_WRITTEN.pattern}$"}),
]
Span = Annotated[Duration, AfterValidator(_positive)]


def written(span: timedelta) -> str:
    """Write a span as a policy file does, in the largest unit that fits: `24h` is `1d`."""
    fitting = [unit for unit, length in _UNITS.items() if not span % length]
    return f"{span // _UNITS[fitting[-1]]}{fitting[-1]}" if span else "0h"
