"""Moments that come again, as cron writes them: `0 9 * * mon-fri`.

Temporal has the last word on what it takes; nonsense is refused before it gets there.
"""

import re
from typing import NamedTuple

NEVER = "never"

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")

_PART = re.compile(r"(?:\*|(\w+)(?:-(\w+))?)(?:/([1-9]\d?))?")


class Field(NamedTuple):
    """One of the five fields: its bounds, and the names that stand for its numbers."""

    name: str
    least: int
    most: int
    words: tuple[str, ...] = ()


# fmt: off
FIELDS = (
    Field("minute",       0, 59),
    Field("hour",         0, 23),
    Field("day of month", 1, 31),
    Field("month",        1, 12, MONTHS),
    Field("day of week",  0, 7,  DAYS),
)
# fmt: on


def cron_from(written: str) -> str:
    """Read five fields of cron, or `never`; raises `ValueError` saying which makes no sense."""
    line = " ".join(written.lower().split())
    parts = line.split()
    if line == NEVER:
        return line
    if len(parts) != len(FIELDS):
        raise ValueError(
            f"must have five fields, minute to day of week, or be {NEVER}: 0 9 * * mon-fri"
        )
    for field, part in zip(FIELDS, parts, strict=True):
        if not all(_makes_sense(field, one) for one in part.split(",")):
            raise ValueError(
                f"has “{part}” as its {field.name}, which goes from {field.least} to {field.most}"
            )
    return line


def _makes_sense(field: Field, part: str) -> bool:
    found = _PART.fullmatch(part)
    if found is None:
        return False
    ends = [_number(field, one) for one in found.groups()[:2] if one]
    within = all(field.least <= one <= field.most for one in ends)
    return within and ends == sorted(ends)


def _number(field: Field, word: str) -> int:
    if word in field.words:
        return field.words.index(word) + field.least
    return int(word) if word.isascii() and word.isdecimal() else -1
