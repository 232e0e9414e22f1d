"""The record as a written rule sees it: what nobody said is not there.

An empty text, a date nobody set and a group nobody filled in have no key at all; lists, counts
and yes-or-no fields always have a value. A due date is the last second of that day, where the
owner is, so that `it.due < now` says what it means.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from typing import Any

from policies.calendars import zone_of
from policies.checks.promised import committed
from policies.expressions.shapes import CRITERIA, LISTS, SHAPES
from states.calendar import end_of_day, zone_named
from states.people import PartyKind
from states.record.actions import Action, Progress
from states.record.retrospective import Item
from states.rules import Case

Facts = dict[str, Any]
SECOND = timedelta(seconds=1)


class Told:
    """What there is to know in one case; each part is read once, when a rule asks for it."""

    def __init__(self, case: Case) -> None:
        """Read nothing yet."""
        self.case = case
        self.kept: dict[object, Any] = {}
        """What was made of it, by whoever made it."""

    def once(self, name: object, make: Callable[[], Any]) -> Any:
        """Return what `make` gave the first time it was asked for under `name`."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]

    @property
    def incident(self) -> Facts:
        """Say what the incident was."""
        return self.once("incident", self._incident)  # type: ignore[no-any-return]  # what was made

    def items(self, name: str) -> tuple[Item, ...]:
        """List the items of one list; an action that was parked is nobody's concern."""
        record = self.case.record
        return committed(record) if name == "actions" else record.items(name)

    def facts(self, name: str) -> list[Facts]:
        """Say what is known of each item of one list."""
        fields = SHAPES[LISTS[name].shape]
        return self.once(name, lambda: rows({field: self.column(name, field) for field in fields}))  # type: ignore[no-any-return]  # as above

    def column(self, name: str, field: str) -> list[Any]:
        """Say what one field holds in each item of one list; None where nobody said."""
        return self.once((name, field), lambda: self._column(name, field))  # type: ignore[no-any-return]  # as above

    def _column(self, name: str, field: str) -> list[Any]:
        of = OF_ACTIONS.get(field) if name == "actions" else None
        items = self.items(name)
        told = [of(self.case, one) if of else getattr(one, field) for one in items]  # type: ignore[arg-type]  # this list holds actions
        if all(one.__class__ is str for one in told):
            return [one or None for one in told]
        return [_known(one) for one in told]

    def _incident(self) -> Facts:
        record = self.case.record
        plain = {"key": record.incident, "phase": record.phase.value, "opened": record.opened}
        groups = {"impact": _plain(record.impact), "meeting": _plain(record.meeting)}
        said = {name: one for name, one in plain.items() if one is not None}
        return {**said, **_plain(record.context), **groups}


def rows(columns: Mapping[str, list[Any]]) -> list[Facts]:
    """Turn columns into what is known of each item; what nobody said is left out."""
    names = [*columns]
    told = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    if any(None in column for column in columns.values()):
        return [{name: one for name, one in row.items() if one is not None} for row in told]
    return told


class _Latest(threading.local):
    told: Told | None = None


_LATEST = _Latest()


def told_in(case: Case) -> Told:
    """Return what there is to know in `case`, read once for all the rules of a gate."""
    if _LATEST.told is None or _LATEST.told.case is not case:
        _LATEST.told = Told(case)
    return _LATEST.told


def _due(case: Case, action: Action) -> datetime | None:
    if action.due is None:
        return None
    zone = zone_of(action.owner, case.people)
    return (end_of_day(action.due, zone) - SECOND).astimezone(zone_named(zone))


def _owner_kind(case: Case, action: Action) -> PartyKind | None:
    owner = case.people.person_for(action.owner)
    return owner.kind if owner else None


def _progress(field: str, case: Case, action: Action) -> Any:
    return getattr(case.record.progress_of(action.id), field)


def _mark(field: str, case: Case, action: Action) -> Any:
    mark = case.record.marks.get(action.id)
    return mark and getattr(mark, field)


OF_ACTIONS: dict[str, Callable[[Case, Action], Any]] = {
    "due": _due,
    "owner_kind": _owner_kind,
    **{one.name: partial(_progress, one.name) for one in fields(Progress)},
    **{name: partial(_mark, name) for name in ("added", "ticketed", "promised")},
}
"""Whatever is not written in an action itself."""


@cache
def _names(kind: type) -> tuple[str, ...]:
    every = (one.name for one in fields(kind))
    return tuple(name for name in every if name != "type" or kind in CRITERIA)


def _plain(thing: Any) -> Facts:
    """Turn a group of fields into what a rule may see of it."""
    told = ((name, _known(getattr(thing, name))) for name in _names(thing.__class__))
    return {name: one for name, one in told if one is not None}


def _known(one: Any) -> Any:
    return None if one is None or one == "" else _form(one.__class__)(one)


@cache
def _form(kind: type) -> Callable[[Any], Any]:
    """Say how values of a type are turned into what a rule sees of them."""
    return next((form for of, form in FORMS if issubclass(kind, of)), _plain)


# fmt: off
FORMS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    #  of                  is seen as
    (str | int | date,     lambda one: one),
    (Enum,                 lambda one: one.value),
    (Decimal,              float),
    (tuple,                list),
)
# fmt: on
