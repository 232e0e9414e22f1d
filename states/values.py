"""What every value of the core is made of.

Values are frozen, know their fields, and refuse unknown ones when they come from text.
Every optional text, list and reference is empty by default, because a stored entry leaves
empty fields out; and a default, once released, never changes.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any, TypeVar, dataclass_transform

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

LINE_LIMIT = 500
TEXT_LIMIT = 10_000
T = TypeVar("T")
_ALLOWED_CONTROLS = frozenset("\n\t")
# Direction overrides let a text read differently from what it says (CVE-2021-42574).
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NUMBER = re.compile(r"\s*[+-]?[\d_.]+\s*")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """Make `cls` a frozen, slotted dataclass that refuses unknown fields."""
    made = dataclass(frozen=True, slots=True)(cls)
    # pydantic looks for it by this name, which no type stub of a dataclass knows.
    made.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return made


def altered(thing: T, **changes: Any) -> T:
    """Return a value with some of its fields changed, as `dataclasses.replace` does.

    It takes half the time, and mypy does not look at the fields: for what every event changes.
    A field that the value does not have raises `KeyError`.
    """
    kind: Any = type(thing)
    made: T = object.__new__(kind)
    slots = _slots(kind)
    for read, write in slots.values():
        write(made, read(thing))
    for name, one in changes.items():
        slots[name][1](made, one)
    return made


@cache
def _slots(kind: Any) -> Mapping[str, tuple[Callable[..., Any], Callable[..., None]]]:
    slots = {one.name: getattr(kind, one.name) for one in fields(kind)}
    return {name: (slot.__get__, slot.__set__) for name, slot in slots.items()}


def printable(text: str) -> str:
    """Return `text`, or raise `ValueError` naming its first invisible character."""
    # True of most texts, and twenty times as fast as looking at each character.
    if text.isascii() and text.isprintable():
        return text
    for place, char in enumerate(text):
        hidden = unicodedata.category(char) == "Cc" and char not in _ALLOWED_CONTROLS
        if hidden or char in _DIRECTION or "\ud800" <= char <= "\udfff":
            raise ValueError(f"holds the control character U+{ord(char):04X} at position {place}")
    return text


def on_one_line(text: str) -> str:
    """Return `text`, or raise `ValueError`: a subject, a name or an id never breaks."""
    # A line break is no character that prints: then there is nothing more to ask.
    if text.isprintable() and text.isascii():
        return text
    if len(printable(text).splitlines()) > 1:
        raise ValueError("holds a line break")
    return text


def in_utc(moment: datetime) -> datetime:
    """Return the same instant in UTC, or raise `ValueError` where UTC has no such moment."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("lies outside the calendar") from error


def not_a_number(moment: object) -> object:
    """Return `moment`, or raise `ValueError`: nobody writes a date as a bare number."""
    bare = isinstance(moment, str) and _NUMBER.fullmatch(moment)
    if bare or isinstance(moment, int | float):
        raise ValueError("a date is written as text: 2026-03-01 or 2026-03-01T09:30+01:00")
    return moment


Line = Annotated[
    str,
    StringConstraints(max_length=LINE_LIMIT, strip_whitespace=True),
    AfterValidator(on_one_line),
]
Text = Annotated[
    str, StringConstraints(max_length=TEXT_LIMIT, strip_whitespace=True), AfterValidator(printable)
]
Count = Annotated[int, Field(ge=0, lt=2**53)]
Instant = Annotated[AwareDatetime, BeforeValidator(not_a_number), AfterValidator(in_utc)]
Day = Annotated[date, BeforeValidator(not_a_number)]
