"""Two moments of one incident, part by part: what came, what left, what reads otherwise.

A record grows a part in one row of `PARTS`; nothing else compares.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, tzinfo
from functools import partial
from typing import Any, NamedTuple

from cli.showing.cells import as_text
from documents.plan import FieldChange, PlanStep
from states.record.actions import Progress
from states.record.retrospective import COLLECTIONS, SINGLES, Collection, Retrospective
from states.wishes import wish_told


class Part(NamedTuple):
    """One part of a record: its things by name, which of their fields count, and how one reads.

    Without `fields` all of them count. A thing that is not there yet is compared with `blank`.
    """

    title: str
    things: Callable[[Retrospective], Mapping[str, Any]]
    fields: tuple[str, ...] = ()
    called: Callable[[Any, tzinfo], str] = lambda _, __: ""
    blank: object = None


def _items(row: Collection, record: Retrospective) -> Mapping[str, Any]:
    return {one.id: one for one in record.items(row.name)}


def _single(name: str, record: Retrospective) -> Mapping[str, Any]:
    return {"": getattr(record, name)}


def _text(row: Collection, item: object, _: tzinfo) -> str:
    return str(getattr(item, row.text))


# fmt: off
PARTS = (
    Part("incident", lambda one: {one.incident: one}, ("phase", "policy")),
    *(Part(kind().type, partial(_single, kind().type)) for kind in SINGLES),
    *(Part(row.title, partial(_items, row), called=partial(_text, row)) for row in COLLECTIONS),
    Part("progress of", lambda one: one.progress,
         ("state", "by", "evidence", "reason", "reschedules"), blank=Progress()),
    Part("deadline", lambda one: one.deadlines, ("due", "owner", "hold")),
    Part("request", lambda one: {each.id: each for each in one.proposals},
         ("verdict", "by", "reason", "settled_by"), lambda one, zone: wish_told(one.wish, zone)),
    Part("approval", lambda one: {f"{each.by} of revision {each.revision}": each
                                  for each in one.approvals}, ("at",)),
    Part("risk", lambda one: {each.factor: each for each in one.risks}, ("by", "reason")),
    Part("comment", lambda one: {each.id: each for each in one.comments},
         ("by", "item", "text"), lambda one, _: one.text),
    Part("sentence of", lambda one: {f"{each.item} “{each.sentence}”": each
                                     for each in one.acknowledgements}, ("by", "reason")),
    Part("recurrence of", lambda one: {f"{each.factor} as {each.incident}/{each.seen_as}": each
                                       for each in one.recurrences}, ("at",)),
)
# fmt: on


def compared(
    before: Retrospective, after: Retrospective, zone: tzinfo = UTC
) -> tuple[PlanStep, ...]:
    """List what is there now and was not, what is gone, and what reads otherwise."""
    return tuple(step for part in PARTS for step in _steps(part, before, after, zone))


def _steps(
    part: Part, before: Retrospective, after: Retrospective, zone: tzinfo
) -> Iterator[PlanStep]:
    old, new = part.things(before), part.things(after)
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name, part.blank), new.get(name, part.blank)
        changes = tuple(_changes(part.fields or _names(was, now), was, now, zone))
        if changes:
            called = part.called(was if now is None else now, zone)
            yield PlanStep(_sign(was, now), name, part.title, called, changes)


def _sign(was: object, now: object) -> str:
    return "+" if was is None else "-" if now is None else "~"


def _changes(
    names: Iterable[str], was: object, now: object, zone: tzinfo, within: str = ""
) -> Iterator[FieldChange]:
    for name in names:
        old, new = getattr(was, name, None), getattr(now, name, None)
        if is_dataclass(old) or is_dataclass(new):
            yield from _changes(_names(old, new), old, new, zone, f"{within}{name}.")
        elif _said(old) != _said(new):
            yield FieldChange(f"{within}{name}", as_text(old, zone), as_text(new, zone))


def _names(*things: object) -> tuple[str, ...]:
    """Name the fields of things, each once."""
    every = (one.name for thing in things if is_dataclass(thing) for one in fields(thing))
    return tuple(dict.fromkeys(every))


def _said(given: object) -> str:
    """Write what a field says: a flag that is not set says nothing."""
    return "" if given is False else as_text(given)
