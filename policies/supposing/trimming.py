"""Taking away what is not needed, until the gate would shut without any one of the rest."""

from collections.abc import Callable
from typing import TypeGuard

from policies.supposing.items import is_empty, within
from policies.supposing.paths import value_at
from policies.supposing.stage import Facts, Stage
from states.record.actions import Verification
from states.record.retrospective import COLLECTIONS

SLIMMED = (Verification, *(row.item for row in COLLECTIONS))
"""Whole things of which each field is a fact of its own."""

SPOKEN = frozenset({"id", "type", "criterion", *(row.text for row in COLLECTIONS)})
"""What a thing cannot do without."""

BY_NAME = "approvals."
"""Whole things whose names may have dots, and of which nothing is said bit by bit."""


def trimmed(start: Stage, facts: Facts) -> Facts:
    """Return the facts of which none is needless: without any, more would be in the way."""
    least = start.supposing(facts).missing
    kept = _whole(start, facts)
    while (fewer := _fewer(start, kept, least)) != kept:
        kept = fewer
    return _slim(start, kept, least)


def _whole(start: Stage, facts: Facts) -> Facts:
    """Say of each new thing all at once what was supposed of it bit by bit."""
    record = start.supposing(facts).record
    whole: dict[str, object] = {}
    for path, said in facts.items():
        thing = ".".join(path.split(".")[:2])
        if path == thing or thing not in facts or thing.startswith(BY_NAME):
            whole[path] = said
        elif facts[thing] is not None:
            whole[thing] = value_at(record, thing)
    return whole


def needed_for(stage: Stage, edit: Facts, good_enough: int, count: Callable[[Stage], int]) -> Facts:
    """Return the part of `edit` that still brings what `count` says down to `good_enough`."""
    kept = dict(edit)
    for path in [*edit]:
        fewer = _without(kept, path)
        imagined = stage.imaginable(fewer)
        if fewer and imagined and count(imagined) <= good_enough:
            kept = fewer
    return kept


def _fewer(start: Stage, facts: Facts, least: int) -> Facts:
    kept, after = facts, start.supposing(facts)
    for path in reversed([*facts]):
        without = after.restoring(path, start)
        if _is_as_good(without, start, least):
            kept, after = _without(kept, path), without
    return kept


def _slim(start: Stage, facts: Facts, least: int) -> Facts:
    """Leave unsaid what a whole thing need not say."""
    after = start.supposing(facts)
    for path, thing in facts.items():
        for place in within(path, "", thing) if isinstance(thing, SLIMMED) else ():
            if place.field not in SPOKEN and not is_empty(place):
                slimmer = after.unsaying(place.path)
                after = slimmer if _is_as_good(slimmer, start, least) else after
    return {path: value_at(after.record, path) for path in facts}


def _is_as_good(imagined: Stage | None, start: Stage, least: int) -> TypeGuard[Stage]:
    if imagined is None or imagined.falls_short(start.report.shut, least):
        return False
    return imagined.missing <= least


def _without(facts: Facts, path: str) -> dict[str, object]:
    return {name: said for name, said in facts.items() if name != path}
