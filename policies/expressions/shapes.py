"""What a written rule may name, and of what type each is; read from the record's own classes.

A field that is added to the record is there for rules at once. What a rule sees of an action
is the promise, what became of it, and who owns it.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import AwareDatetime

from states.lifecycle import Phase
from states.people import PartyKind
from states.record.actions import (
    Action,
    Drill,
    Metric,
    NoRecurrence,
    Progress,
    Test,
    Verification,
)
from states.record.context import Context, Impact, Meeting
from states.record.retrospective import COLLECTIONS
from states.values import value


class Sort(Enum):
    """What a field holds, in the words of a message."""

    TEXT = "text"
    WHOLE = "whole number"
    DECIMAL = "decimal number"
    FLAG = "yes or no"
    MOMENT = "moment"
    DAY = "day"
    GROUP = "group of fields"


@value
class Field:
    """One field: `shape` names the fields of a group, `words` are all that a text may be."""

    sort: Sort
    many: bool = False
    shape: str = ""
    words: tuple[str, ...] = ()


Shape = Mapping[str, Field]

# fmt: off
SORTS = {
    str:           Sort.TEXT,
    bool:          Sort.FLAG,
    int:           Sort.WHOLE,
    Decimal:       Sort.DECIMAL,
    AwareDatetime: Sort.MOMENT,
    date:          Sort.DAY,
}
# fmt: on

MOMENT = Field(Sort.MOMENT)


def _words(kind: type[Enum]) -> Field:
    return Field(Sort.TEXT, words=tuple(one.value for one in kind))


def _of_class(kind: type) -> dict[str, Field]:
    hints = get_type_hints(kind)
    return {one.name: _field(hints[one.name]) for one in fields(kind) if one.name != "type"}


def _field(hint: Any) -> Field:
    kinds = [one for one in _choices(hint) if one is not NoneType]
    if get_origin(kinds[0]) is tuple:
        return replace(_field(get_args(kinds[0])[0]), many=True)
    return UNITED if len(kinds) > 1 else _single(kinds[0])


def _choices(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)


def _single(kind: Any) -> Field:
    if kind in SORTS:
        return Field(SORTS[kind])
    return _words(kind) if issubclass(kind, Enum) else Field(Sort.GROUP, shape=kind.__name__)


def _united(kinds: tuple[type, ...]) -> Shape:
    """Put the fields of all kinds together; `type` tells which one it is."""
    types = tuple(get_args(get_type_hints(one)["type"])[0] for one in kinds)
    every = {name: field for one in kinds for name, field in _of_class(one).items()}
    return {"type": Field(Sort.TEXT, words=types), **every}


CRITERIA = (Metric, Test, Drill, NoRecurrence)
UNITED = Field(Sort.GROUP, shape="Criterion")

SHAPES: dict[str, Shape] = {
    **{row.item.__name__: _of_class(row.item) for row in COLLECTIONS},
    "Action": {
        **_of_class(Action),
        **_of_class(Progress),
        "owner_kind": _words(PartyKind),
        "added": MOMENT,
        "ticketed": MOMENT,
        "promised": Field(Sort.FLAG),
    },
    "Verification": _of_class(Verification),
    "Criterion": _united(CRITERIA),
    "Incident": {
        "key": Field(Sort.TEXT),
        "phase": _words(Phase),
        "opened": MOMENT,
        **_of_class(Context),
        "impact": Field(Sort.GROUP, shape="Impact"),
        "meeting": Field(Sort.GROUP, shape="Meeting"),
    },
    "Impact": _of_class(Impact),
    "Meeting": _of_class(Meeting),
}
"""The fields of each thing that a rule may name."""

INCIDENT = Field(Sort.GROUP, shape="Incident")
LISTS = {row.name: Field(Sort.GROUP, many=True, shape=row.item.__name__) for row in COLLECTIONS}


def variables(for_each: str) -> dict[str, Field]:
    """Name what stands in the conditions of a rule that goes through `for_each`.

    Without a list to go through, `it` is the incident itself.
    """
    it = Field(Sort.GROUP, shape=LISTS[for_each].shape) if for_each else INCIDENT
    return {"it": it, "incident": INCIDENT, "now": MOMENT, **LISTS}
