"""Where the facts of a record stand, as a table: what `actions.A2` in a path means.

What the engine alone writes (deadlines, notices, errands) is no fact that anyone could suppose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from states.record.actions import Progress
from states.record.proposals import Approval, Proposal, Risk
from states.record.readings import Acknowledgement
from states.record.retrospective import COLLECTIONS, SINGLES, Mark, Retrospective

SINGLE = tuple(kind().type for kind in SINGLES)

PLAIN = ("opened", "opened_by", "phase", "entered", "touched", "revision", "policy")
"""What the record says of itself."""


class Part(NamedTuple):
    """One part of the record that holds things by name."""

    name: str
    kind: type
    key: str


# fmt: off
KEYED = {
    one.name: one
    for one in (
        *(Part(row.name, row.item, "id") for row in COLLECTIONS),
        #    field               of               told apart by; empty for a mapping by name
        Part("approvals",        Approval,        "by"),
        Part("risks",            Risk,            "factor"),
        Part("acknowledgements", Acknowledgement, "item"),
        Part("proposals",        Proposal,        "id"),
        Part("progress",         Progress,        ""),
        Part("marks",            Mark,            ""),
    )
}
# fmt: on

PARTS = (*SINGLE, *PLAIN, *KEYED)

OF_ITEMS = ("progress", "marks")
"""Parts that say something of an item that is there, and hold nothing by themselves."""


def held(record: Retrospective, part: Part) -> dict[str, Any]:
    """Return what a part holds, by name; of two that share one, the later."""
    inside = getattr(record, part.name)
    if isinstance(inside, Mapping):
        return dict(inside)
    return {getattr(one, part.key): one for one in inside}


def holding(record: Retrospective, part: Part, name: str, thing: Any) -> Retrospective:
    """Return the record with `thing` under `name`; None takes what is there away."""
    inside = getattr(record, part.name)
    if isinstance(inside, Mapping):
        left = {key: one for key, one in inside.items() if key != name}
        put: Any = left if thing is None else {**inside, name: thing}
    else:
        put = tuple(_listed(inside, part, name, thing))
    return record.with_items({part.name: put})


def names_for(record: Retrospective, part: Part) -> Iterable[str]:
    """List the names under which a part can hold something already known."""
    match part.name:
        case "progress":
            return [one.id for one in record.actions]
        case "marks":
            return record.marks
        case _:
            return held(record, part)


def fields_of(thing: Any) -> tuple[str, ...]:
    """List what can be said of a value; its name and its type are not up for supposing."""
    return tuple(one.name for one in fields(thing) if one.name != "type")


def _listed(inside: tuple[Any, ...], part: Part, name: str, thing: Any) -> list[Any]:
    """Put `thing` where the one of that name stood, or behind all the others."""
    put, there = [], False
    for one in inside:
        if getattr(one, part.key) != name:
            put.append(one)
        elif thing is not None and not there:
            put.append(thing)
            there = True
    return put if there or thing is None else [*put, thing]
