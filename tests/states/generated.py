"""Any value of the core, made from its annotations alone."""

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from states.record.actions import Days
from states.values import Count, Day, Instant, Line, Text

Strategy = st.SearchStrategy[Any]

_HIDDEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
_CHARS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=_HIDDEN)
_BREAKS = st.sampled_from("\n\t")


def lines(least: int = 0) -> Strategy:
    """Make a text of one line that `Line` takes as it is."""
    return st.text(_CHARS, max_size=12).map(str.strip).filter(lambda one: len(one) >= least)


def texts(least: int = 0) -> Strategy:
    """Make a text that `Text` takes as it is."""
    said = st.text(_CHARS | _BREAKS, max_size=20).map(str.strip)
    return said.filter(lambda one: len(one) >= least)


# fmt: off
KNOWN: tuple[tuple[Any, Any], ...] = (
    (Line,    lines),
    (Text,    texts),
    (Count,   lambda _least: st.integers(0, 2**53 - 1)),
    (Days,    lambda _least: st.integers(1, 366)),
    (Instant, lambda _least: st.datetimes(timezones=st.just(UTC))),
    (Day,     lambda _least: st.dates()),
    (str,     texts),
    (bool,    lambda _least: st.booleans()),
    (int,     lambda _least: st.integers(0, 1000)),
    (Decimal, lambda _least: st.decimals(allow_nan=False, allow_infinity=False)),
    (date,    lambda _least: st.dates()),
    (datetime, lambda _least: st.datetimes(timezones=st.just(UTC))),
    (types.NoneType, lambda _least: st.none()),
)
# fmt: on


def anything(kind: Any, least: int = 0) -> Strategy:
    """Make any value of a type; texts and lists are at least `least` long."""
    for known, made in KNOWN:
        if kind == known:
            return made(least)  # type: ignore[no-any-return]  # the table holds strategies
    if is_dataclass(kind):
        return _built(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    return _composed(kind, least)


def _composed(kind: Any, least: int) -> Strategy:
    parts = get_args(kind)
    match get_origin(kind):
        case origin if origin in (Union, types.UnionType):
            return st.one_of([anything(one, least) for one in parts])
        case origin if origin is tuple:
            return st.lists(anything(parts[0]), min_size=least, max_size=3).map(tuple)
        case origin if origin is Literal:
            return st.just(parts[0])
        case origin if origin is Annotated:
            return lines() if parts[0] is str else anything(parts[0], least)
        case _:
            raise AssertionError(f"nobody has said how to make {kind}")


def _built(kind: Any) -> Strategy:
    hints = get_type_hints(kind, include_extras=True)
    return st.builds(
        kind, **{one.name: anything(hints[one.name], 1 - is_optional(one)) for one in fields(kind)}
    )


def is_optional(field: Field[Any]) -> bool:
    """Tell whether a field may be left out."""
    given = field.default is not MISSING or field.default_factory is not MISSING
    return given or any(
        isinstance(one, FieldInfo) and one.default == "" for one in get_args(field.type)[1:]
    )
