"""What might settle a finding, likeliest first: sets of facts that one move would say.

Nothing here knows a check. The search asks the judge what each of these would come to.
"""

from collections.abc import Iterator
from dataclasses import fields

from policies.supposing.deeds import approvals, deeds_about
from policies.supposing.items import (
    Place,
    filled,
    fresh,
    is_empty,
    part_of,
    places_of,
)
from policies.supposing.parts import SINGLE, fields_of
from policies.supposing.plausible import values_for
from policies.supposing.stage import Facts, Stage
from states.record.retrospective import COLLECTIONS
from states.rules import Finding

MOST = 10
"""So many new things of a kind are supposed before a search gives up."""

FEW = 3
"""So many new things that are not the likeliest."""

SURPLUS = ("factors", "learnings", "triggers", "went_well")
"""Things there may be too many of; what happened and what was promised is not taken out."""


def edits_for(finding: Finding, stage: Stage) -> Iterator[Facts]:
    """List what might settle a finding."""
    part = part_of(stage.record, finding.item)
    yield from _in_thing(stage, part, finding.item)
    yield from deeds_about(finding, stage)
    if not part:
        yield from _in_singles(stage)
        yield from approvals(finding, stage)
    yield from _marked(stage)
    yield from _new(stage)
    yield from _taken_out(stage)
    yield from _new_with(stage)
    yield from _elsewhere(stage, finding.item)


def changes(stage: Stage, part: str, name: str = "") -> Iterator[Facts]:
    """Say one thing otherwise: first what is empty, then what stands there, the least first."""
    places = [*places_of(stage.record, part, name)]
    for place in sorted(places, key=lambda one: (not is_empty(one), -one.path.count("."))):
        yield from _said_there(place, stage)


def _in_thing(stage: Stage, part: str, name: str) -> Iterator[Facts]:
    if part:
        yield from changes(stage, part, name)
        whole = filled(stage, part, name)
        yield whole
        for change in changes(stage, part, name):
            yield {**whole, **change}


def _in_singles(stage: Stage) -> Iterator[Facts]:
    for part in SINGLE:
        yield from changes(stage, part)
    for part in SINGLE:
        yield filled(stage, part)


def _said_there(place: Place, stage: Stage) -> Iterator[Facts]:
    for said in values_for(place.part, place.field, place.thing, stage):
        yield {place.path: said}


def _new(stage: Stage) -> Iterator[Facts]:
    yield fresh(stage, "actions", top=True)
    for count in range(1, MOST + 1):
        for row in COLLECTIONS:
            yield fresh(stage, row.name, count)


def _new_with(stage: Stage) -> Iterator[Facts]:
    """Suppose a new thing, or a few, that say one thing otherwise than is likeliest."""
    for count in range(1, FEW + 1):
        for row in COLLECTIONS:
            blank = row.item()
            for field in fields_of(blank):
                for said in values_for(row.name, field, blank, stage):
                    yield fresh(stage, row.name, count, **{field: said})


def _marked(stage: Stage) -> Iterator[Facts]:
    """Mark the first few things of a kind, or unmark the last few."""
    for row in COLLECTIONS:
        there = [f"{row.name}.{one.id}" for one in stage.record.items(row.name)]
        for field in (one.name for one in fields(row.item) if one.type is bool):
            for count in range(1, min(len(there), MOST) + 1):
                yield {f"{path}.{field}": True for path in there[:count]}
                yield {f"{path}.{field}": False for path in there[-count:]}


def _elsewhere(stage: Stage, apart_from: str) -> Iterator[Facts]:
    for row in COLLECTIONS:
        for item in stage.record.items(row.name):
            if item.id != apart_from:
                yield from changes(stage, row.name, item.id)


def _taken_out(stage: Stage) -> Iterator[Facts]:
    for name in SURPLUS:
        there = [f"{name}.{one.id}" for one in stage.record.items(name)]
        for count in range(1, len(there) + 1):
            yield dict.fromkeys(there[-count:])
