"""Things of a record and the places in them, one by one, with what could be said there."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple

from policies.supposing.parts import KEYED, SINGLE, fields_of, held
from policies.supposing.paths import UNSAID
from policies.supposing.plausible import values_for
from policies.supposing.stage import Facts, Stage
from states.record.retrospective import COLLECTIONS, Retrospective, collection_of, next_id

LATER = frozenset({"acknowledged", "sprint", "whys", "same_as", "cost", "privacy", "audience"})
"""Fields that a thing is complete without: they are tried by themselves."""


class Place(NamedTuple):
    """One field of one thing of the record."""

    path: str
    part: str
    field: str
    thing: Any


def places_of(record: Retrospective, part: str, name: str = "") -> Iterator[Place]:
    """List the places of a thing: of a single part, or of what `part` holds under `name`."""
    if part in SINGLE:
        yield from within(part, part, getattr(record, part))
    elif (thing := held(record, KEYED[part]).get(name)) is not None:
        yield from within(f"{part}.{name}", part, thing)


def part_of(record: Retrospective, item: str) -> str:
    """Name the list that `item` is in; empty where the record has no such item."""
    found = record.item_for(item) if item else None
    return collection_of(found).name if found else ""


def is_empty(place: Place) -> bool:
    """Tell whether nothing is said there."""
    return getattr(place.thing, place.field) in UNSAID


def filled(stage: Stage, part: str, name: str = "") -> Facts:
    """Say everything that a thing lacks."""
    facts = {}
    for place in places_of(stage.record, part, name):
        if is_empty(place) and place.field not in LATER:
            said = next(values_for(part, place.field, place.thing, stage), None)
            facts.update({} if said is None else {place.path: said})
    return facts


def fresh(stage: Stage, part: str, count: int = 1, **said: object) -> Facts:
    """Suppose `count` new things, each complete in every respect."""
    row = next(row for row in COLLECTIONS if row.name == part)
    taken = {*stage.record.ids, *stage.record.marks}
    facts: dict[str, object] = {}
    for _ in range(count):
        name = next_id(taken, row.prefix)
        taken.add(name)
        facts[f"{part}.{name}"] = replace(_complete(row.item(), part, stage), id=name, **said)
    return facts


def _complete(thing: Any, part: str, stage: Stage) -> Any:
    blank = (one.name for one in fields(thing) if getattr(thing, one.name) in UNSAID)
    for name in blank:
        if name not in LATER:
            said = next(values_for(part, name, thing, stage), None)
            thing = thing if said is None else replace(thing, **{name: said})
    return thing


def within(path: str, part: str, thing: Any) -> Iterator[Place]:
    """List the places of `thing`, which stands at `path`, and of what it holds."""
    for name in fields_of(thing):
        yield Place(f"{path}.{name}", part, name, thing)
        inner = getattr(thing, name)
        if is_dataclass(inner):
            yield from within(f"{path}.{name}", part, inner)
