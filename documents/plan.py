"""What applying a draft would change, and the command that changes it.

Items meet by id, then by what they say. A list that the draft speaks about is complete:
what is not in it is removed. Applied twice, nothing changes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from documents.draft import Draft
from documents.intake import annotations
from states.codec import to_json
from states.commands import Add, Change, Edit, Remove, Revise, Set
from states.record.retrospective import (
    COLLECTIONS,
    SINGLES,
    Collection,
    Item,
    Retrospective,
    Single,
)
from states.values import value


@value
class FieldChange:
    """One field that reads differently; what is empty is an empty text."""

    name: str
    before: str
    after: str


@value
class PlanStep:
    """One change, to show: `sign` is `+`, `~` or `-`, and `title` says of what."""

    sign: str
    item: str
    title: str
    summary: str
    changes: tuple[FieldChange, ...] = ()


@value
class Plan:
    """Everything a draft would change, to send and to show."""

    revise: Revise = Revise()
    steps: tuple[PlanStep, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether the record says all that already."""
        return not self.steps


Items = tuple[Item, ...]
Found = tuple[Change, PlanStep]


def plan(record: Retrospective, draft: Draft, present: frozenset[str] | None = None) -> Plan:
    """Compare a draft with the record; by default it speaks about its parts that are not empty."""
    parts = _not_empty(draft) if present is None else present
    found = [*_in_singles(record, draft, parts), *_in_lists(record, draft, parts)]
    return Plan(revise_of(change for change, _ in found), tuple(step for _, step in found))


def revise_of(changes: Iterable[Change]) -> Revise:
    """Put changes of any kind into one command."""
    every = [*changes]
    return Revise(
        add=tuple(one for one in every if isinstance(one, Add)),
        edit=tuple(one for one in every if isinstance(one, Edit)),
        set=tuple(one for one in every if isinstance(one, Set)),
        remove=tuple(one for one in every if isinstance(one, Remove)),
    )


def _not_empty(draft: Draft) -> frozenset[str]:
    empty = Draft()
    return frozenset(
        one for one in annotations(Draft) if getattr(draft, one) != getattr(empty, one)
    )


def _in_singles(record: Retrospective, draft: Draft, parts: frozenset[str]) -> Iterator[Found]:
    for name in (kind().type for kind in SINGLES):
        before, after = getattr(record, name), getattr(draft, name)
        if name in parts and before != after:
            yield Set(before, after), PlanStep("~", "", name, "", _differences(before, after))


def _in_lists(record: Retrospective, draft: Draft, parts: frozenset[str]) -> Iterator[Found]:
    for row in COLLECTIONS:
        if row.name in parts:
            yield from _in_list(row, record.items(row.name), getattr(draft, row.name))


def _in_list(row: Collection, before: Items, after: Items) -> Iterator[Found]:
    left = {item.id: item for item in before}
    for item, known in _met(row, before, after):
        if known is None:
            yield Add(item), _step("+", row, item)
            continue
        del left[known.id]
        if known != item:
            yield Edit(known, item), _step("~", row, item, _differences(known, item))
    yield from ((Remove(item.id), _step("-", row, item)) for item in left.values())


def _met(row: Collection, before: Items, after: Items) -> Iterator[tuple[Item, Item | None]]:
    """Pair each item of the draft with the item of the record that it means."""
    named = {item.id for item in after}
    by_id = {item.id: item for item in before if item.id in named}
    by_words = defaultdict(list)
    for item in before:
        if item.id not in named:
            by_words[_words(row, item)].append(item)
    for item in after:
        if item.id:
            yield item, by_id.pop(item.id, None)
        elif alike := by_words[_words(row, item)]:
            known = alike.pop(0)
            yield replace(item, id=known.id), known
        else:
            yield item, None


def _words(row: Collection, item: Item) -> tuple[Any, ...]:
    return getattr(item, row.text), getattr(item, "at", None)


def _step(
    sign: str, row: Collection, item: Item, changes: tuple[FieldChange, ...] = ()
) -> PlanStep:
    return PlanStep(sign, item.id, row.title, getattr(item, row.text), changes)


def _differences(before: Item | Single, after: Item | Single) -> tuple[FieldChange, ...]:
    old, new = to_json(before), to_json(after)
    return tuple(
        FieldChange(name, _shown(old.get(name)), _shown(new.get(name)))
        for name in (one.name for one in fields(after))
        if old.get(name) != new.get(name)
    )


def _shown(one: Any) -> str:
    match one:
        case None:
            return ""
        case str():
            return one
        case list():
            return ", ".join(_shown(part) for part in one)
        case _:
            return json.dumps(one, ensure_ascii=False)
