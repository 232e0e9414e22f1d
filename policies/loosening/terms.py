"""Numbers, roles, deadlines and ladders that ask less than before."""

from collections.abc import Iterator, Mapping
from operator import attrgetter

from policies.file.bounds import bound_of
from policies.file.clock import ClockTerms
from policies.file.direction import Direction, is_looser
from policies.file.durations import sized
from policies.file.ladders import RungLine
from policies.file.model import Param, PolicyFile
from policies.file.saying import said
from policies.loosening.loosened import Loosened, is_narrower

# fmt: off
TERMS: Mapping[str, Direction] = {
    "actions.reschedules":         Direction.DOWN,
    "stalled.gate":                Direction.DOWN,
    "stalled.action":              Direction.DOWN,
    "escalations.acknowledge_for": Direction.DOWN,
    "escalations.extensions":      Direction.DOWN,
    "escalations.extend_for":      Direction.DOWN,
    "waivers.approve":             Direction.FEWER,
    "waivers.not_one_of":          Direction.MORE,
    "waivers.reason_min":          Direction.UP,
    "waivers.max_for":             Direction.DOWN,
    "waivers.max_renewals":        Direction.DOWN,
    "waivers.never":               Direction.MORE,
    "withdrawal.approve":          Direction.FEWER,
}
# fmt: on


def loosened_terms(now: PolicyFile, before: PolicyFile) -> Iterator[Loosened]:
    """List every term of `now` that asks less than it does in `before`."""
    for what, direction in TERMS.items():
        ours, theirs = attrgetter(what)(now), attrgetter(what)(before)
        if is_looser(direction, ours, theirs):
            yield Loosened(what, said(ours), said(theirs))
    if is_narrower(now.when, before.when):
        yield Loosened("when", said(now.when), said(before.when))
    yield from _clocks(now.clock, before.clock)
    yield from _deadlines(now, before)
    yield from _ladders(now, before)
    for name, param in before.params.items():
        if name in now.params:
            yield from _bounds(f"params.{name}", now.params[name], param)


def _clocks(now: ClockTerms | None, before: ClockTerms | None) -> Iterator[Loosened]:
    # A moment that comes sooner for one comes later for another: any change may ask less.
    if now is None or before is None:
        if now != before:
            yield Loosened("clock", said(now), said(before))
        return
    for name in ClockTerms.model_fields:
        ours, theirs = getattr(now, name), getattr(before, name)
        if ours != theirs:
            yield Loosened(f"clock.{name}", said(ours), said(theirs))


def _deadlines(now: PolicyFile, before: PolicyFile) -> Iterator[Loosened]:
    for name, gate in before.gates.items():
        ours, theirs = now.gates[name].deadline, gate.deadline
        what = f"gates.{name}.deadline"
        if sized(ours.within) > sized(theirs.within):
            spans = (said(one.within, "within") for one in (ours, theirs))
            yield Loosened(f"{what}.within", *spans)
        if ours.after is not theirs.after:
            yield Loosened(f"{what}.after", said(ours.after), said(theirs.after))


def _ladders(now: PolicyFile, before: PolicyFile) -> Iterator[Loosened]:
    for name, rungs in before.ladders.items():
        ours = now.ladders.get(name, rungs)
        if ours != rungs:
            yield Loosened(f"ladders.{name}", _without(rungs, ours), _without(ours, rungs))
    chosen = _chosen(now)
    for what, name in _chosen(before).items():
        climbed = chosen.get(what)
        if climbed is None or now.ladders[climbed] != now.ladders[name]:
            yield Loosened(what, said(climbed), name)


def _without(some: tuple[RungLine, ...], rungs: tuple[RungLine, ...]) -> str:
    left = [one for one in rungs if one not in some]
    return ", ".join(map(said, left)) or "no such rung"


def _chosen(file: PolicyFile) -> dict[str, str]:
    gates = {
        f"gates.{name}.deadline.ladder": one.deadline.ladder for name, one in file.gates.items()
    }
    waivers = {"waivers.ladder": file.waivers.ladder} if file.waivers.ladder else {}
    given = {"actions.ladder": file.actions.ladder, "stalled.ladder": file.stalled.ladder}
    return {**given, **waivers, **gates}


def _bounds(what: str, now: Param, before: Param) -> Iterator[Loosened]:
    if now.type is not before.type:
        yield Loosened(f"{what}.type", said(now.type), said(before.type))
        return
    for bound, direction in (("min", Direction.UP), ("max", Direction.DOWN)):
        ours, theirs = bound_of(now, bound), bound_of(before, bound)
        if theirs is not None and (ours is None or is_looser(direction, ours, theirs)):
            yield Loosened(f"{what}.{bound}", said(ours), said(theirs))
