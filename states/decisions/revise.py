"""Changes to what the record says: all of them, or none.

Two people may edit at once. Only the fields that an edit touches are compared, so both
get through unless they changed the same field; then the second is told what it is now.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from states.commands import Add, Change, Edit, Remove, Revise, Set
from states.decisions.hearing import Hearing, missing
from states.decisions.sense import sensible, shown
from states.decisions.severity import must_not_fall
from states.errors import ConflictError, InvalidError, RefusedError
from states.events.event import Event
from states.events.record import ItemAdded, ItemChanged, ItemRemoved, SingleChanged
from states.evolve import evolve
from states.lifecycle import Phase, has_reached
from states.record.actions import Action
from states.record.retrospective import Item, Retrospective, Single, collection_of, next_id
from states.stamp import Stamp

LASTING = ("due", "sprint", "priority")
"""What is promised once actions are ticketed: no edit moves it, not even after a step back."""

RENEGOTIABLE = ("verification", "top")
"""What is promised as well, but may be talked about again after a step back."""


def revise(command: Revise, hearing: Hearing) -> Iterator[Event]:
    """Make every change in turn, each judged against what the ones before it made."""
    sofar = hearing
    changes: tuple[Change, ...] = (*command.set, *command.add, *command.edit, *command.remove)
    for change in changes:
        event = _change(change, sofar)
        if _says_nothing_new(event, sofar.record):
            continue
        yield event
        stamp = Stamp(hearing.now, hearing.actor, hearing.seq)
        sofar = replace(sofar, record=evolve(sofar.record, event, stamp))


def _says_nothing_new(event: Event, record: Retrospective) -> bool:
    match event:
        case ItemChanged(item):
            return record.item_for(item.id) == item
        case SingleChanged(single):
            return bool(getattr(record, single.type) == single)
        case _:
            return False


def _change(change: Change, hearing: Hearing) -> Event:
    match change:
        case Add(item):
            return _add(item, hearing)
        case Edit(before, after):
            return _edit(before, after, hearing)
        case Set(before, after):
            return _set(before, after, hearing)
        case Remove(item, reason):
            return _remove(item, reason, hearing)


def _add(item: Item, hearing: Hearing) -> ItemAdded:
    taken = hearing.record.marks
    if item.id in taken:
        raise InvalidError(
            f"id: {hearing.key} already has, or once had, an item “{item.id}”",
            "leave the id out and it gets the next free one",
        )
    row = collection_of(item)
    if item.id and not re.fullmatch(rf"{row.prefix}[1-9]\d{{0,4}}", item.id, re.ASCII):
        raise InvalidError(
            f"id: “{item.id}” cannot be the id of a {row.title}",
            f"leave the id out, or write {row.prefix} and a number: {row.prefix}1",
        )
    named = replace(item, id=item.id or next_id(taken, row.prefix))
    sensible(named, hearing)
    return ItemAdded(named)


def _edit(before: Item, after: Item, hearing: Hearing) -> ItemChanged:
    row = collection_of(after)
    there = {one.id: one for one in hearing.record.items(row.name)}
    now = there.get(after.id)
    if now is None:
        raise missing(row.title, after.id, hearing.key, there)
    _must_be_the_same(before, after)
    merged: Item = merge(before, after, now, f"{hearing.key} {after.id}")
    _keep_promise(now, merged, hearing)
    sensible(merged, hearing, now)
    return ItemChanged(merged)


def _set(before: Single, after: Single, hearing: Hearing) -> SingleChanged:
    _must_be_the_same(before, after)
    now: Single = getattr(hearing.record, after.type)
    merged: Single = merge(before, after, now, f"{hearing.key} {after.type}")
    must_not_fall(now, merged, hearing)
    sensible(merged, hearing, now)
    return SingleChanged(merged)


def _must_be_the_same(before: Item | Single, after: Item | Single) -> None:
    one, other = _identity(before), _identity(after)
    if one != other:
        raise InvalidError(
            f"before, after: {one} cannot become {other}",
            "give the same thing twice: as you saw it, and as you want it",
        )


def _identity(thing: Item | Single) -> str:
    return f"{thing.type} {getattr(thing, 'id', '')}".strip()


def _remove(name: str, reason: str, hearing: Hearing) -> ItemRemoved:
    item = hearing.record.item_for(name)
    if item is None:
        raise missing("item", name, hearing.key, hearing.record.ids)
    if isinstance(item, Action) and _held(item, hearing.record):
        raise RefusedError(
            f"{name} is promised since {hearing.key} passed actions_ticketed: it is not deleted",
            f'set it aside openly: retro action park {hearing.key} {name} --reason "…"',
        )
    return ItemRemoved(name, reason)


def merge(before: Item | Single, after: Item | Single, now: Item | Single, name: str) -> Any:
    """Put what changed from `before` to `after` on top of `now`.

    Raises:
        ConflictError: somebody changed one of the same fields in the meantime.
    """
    touched = [one.name for one in fields(after) if _differs(one.name, before, after)]
    clashes = [one for one in touched if _differs(one, now, before) and _differs(one, now, after)]
    if clashes:
        told = "; ".join(_clash(name, one, now, before) for one in clashes)
        key = name.split(maxsplit=1)[0]
        raise ConflictError(
            f"somebody else changed it first: {told}", f"look again: retro show {key}"
        )
    return replace(now, **{one: getattr(after, one) for one in touched})


def _differs(field: str, one: object, other: object) -> bool:
    return bool(getattr(one, field) != getattr(other, field))


def _clash(name: str, field: str, now: object, before: object) -> str:
    seen, found = shown(getattr(before, field)), shown(getattr(now, field))
    return f"{name}.{field} is now {found}, you saw {seen}"


def _keep_promise(now: Item, merged: Item, hearing: Hearing) -> None:
    if not isinstance(now, Action):
        return
    held = _held(now, hearing.record)
    moved = [one for one in held if getattr(now, one) and _differs(one, now, merged)]
    if moved:
        raise RefusedError(
            f"{now.id}: {', '.join(moved)} was promised when {hearing.key} passed actions_ticketed",
            f"move its date: retro action reschedule {hearing.key} {now.id} "
            '--due DATE --reason "…"',
        )


def _held(action: Action, record: Retrospective) -> tuple[str, ...]:
    if has_reached(record.phase, Phase.ACTIONS_TICKETED):
        return (*LASTING, *RENEGOTIABLE)
    return LASTING if record.is_promised(action.id) else ()
