"""What is wrong with a record and passes all the same.

A passing record is broken in one way and in two at a time; whatever still passes is a gap.
It is a search: what it finds is there, and what it does not find may be there too.
"""

from collections.abc import Iterator
from itertools import islice

from policies.comparing.idle import Idle, Tally
from policies.comparing.starts import Start
from policies.comparing.stops import Stop, stop_of
from policies.comparing.takings import takings
from policies.comparing.watching import Watch, unwatched
from policies.edition import Rule
from policies.policy import Policy
from policies.supposing.breaking import Breakage, Broken, breakages, broken, pairs
from states.lifecycle import GATED, Phase, gates_up_to
from states.record.context import Severity
from states.rules import Case, Report
from states.values import value

MOST_PAIRS = 50_000
"""How many records are broken in two ways at most."""


@value
class Gap:
    """Something wrong that passes `gate`; `stopped_at` is the later gate that does stop it."""

    told: str
    requirements: tuple[str, ...]
    gate: Phase
    items: tuple[str, ...]
    severities: tuple[Severity, ...]
    warned: tuple[str, ...]
    stopped_at: Phase | None
    example: Broken


@value
class Gaps:
    """What a search found, and how many records it judged; `until` is how far they pass."""

    gaps: tuple[Gap, ...]
    idle: tuple[Idle, ...]
    tried: int
    until: Phase


def gaps(
    policy: Policy,
    starts: tuple[Start, ...],
    watch: Watch = unwatched,
    most_pairs: int = MOST_PAIRS,
) -> Gaps:
    """Break each of `starts` in one way and in two at a time, and tell what still passes."""
    until = max((one.until for one in starts), key=GATED.index)
    search = _Search(policy, Tally(_rules(policy, until)))
    singles = [search.tried(start, (one,)) for start in starts for one in _ways(start)]
    search.take_away(starts)
    doubles = [
        search.tried(*one) for one in watch([*islice(_doubles(starts, singles), most_pairs)])
    ]
    found = (*filter(_is_gap, singles), *filter(search.is_hidden, doubles))
    return Gaps(_merged(found), search.tally.idle(), search.tally.counted, until)


@value
class _Tried:
    """A start that was broken, and where the policy stops it."""

    start: Start
    broken: Broken
    stop: Stop


@value
class _Search:
    """One policy, and the count of what its checks did."""

    policy: Policy
    tally: Tally

    def tried(self, start: Start, ways: tuple[Breakage, ...]) -> _Tried:
        one = broken(start.case, *ways)
        return _Tried(start, one, stop_of(self._judged(start, one.case)))

    def take_away(self, starts: tuple[Start, ...]) -> None:
        for start in starts:
            for one in takings(start.case):
                self._judged(start, one(start.case))

    def is_hidden(self, both: _Tried) -> bool:
        """Tell whether two ways to be wrong pass together, whichever came first."""
        first, second = both.broken.breakages
        return both.stop.gate is None and not self.tried(both.start, (second, first)).stop.gate

    def _judged(self, start: Start, case: Case) -> Report:
        report = self.policy.judge(start.until, case)
        self.tally.count(report)
        return report


def _rules(policy: Policy, until: Phase) -> tuple[Rule, ...]:
    """List every rule up to a gate, once for all severities."""
    editions = policy.editions.values()
    asked = (rule for one in editions for gate in gates_up_to(until) for rule in one.rules[gate])
    return tuple({rule.id: rule for rule in asked}.values())


def _ways(start: Start) -> tuple[Breakage, ...]:
    """List the breakages that a gate which the start passes has to stop."""
    return tuple(one for one in breakages(start.case) if one.harm.gate in gates_up_to(start.until))


def _doubles(
    starts: tuple[Start, ...], singles: list[_Tried]
) -> Iterator[tuple[Start, tuple[Breakage, Breakage]]]:
    """List the pairs of which at least one is stopped alone, and neither undoes the other."""
    for start in starts:
        alone = {one.broken.breakages[0]: one for one in singles if one.start is start}
        for both in pairs(alone):
            first, second = (alone[one] for one in both)
            if first.stop.gate or second.stop.gate:
                case = broken(start.case, *both).case
                if case not in (first.broken.case, second.broken.case):
                    yield start, both


def _is_gap(one: _Tried) -> bool:
    gate = one.broken.breakages[0].harm.gate
    return one.stop.reach > GATED.index(gate)


def _merged(found: tuple[_Tried, ...]) -> tuple[Gap, ...]:
    """Tell each once, with every item and severity at which it passes."""
    told: dict[tuple[object, ...], list[_Tried]] = {}
    for one in found:
        told.setdefault((_told(one), one.stop.gate), []).append(one)
    return tuple(_gap(same) for same in told.values())


def _gap(same: list[_Tried]) -> Gap:
    first = same[0]
    harms = [one.harm for one in first.broken.breakages]
    return Gap(
        told=_told(first),
        requirements=tuple(dict.fromkeys(one.requirement for one in harms)),
        gate=max((one.gate for one in harms), key=GATED.index),
        items=tuple(dict.fromkeys(filter(None, map(_item, same)))),
        severities=tuple(dict.fromkeys(sev for one in same for sev in one.start.severities)),
        warned=first.stop.warned,
        stopped_at=first.stop.gate,
        example=first.broken,
    )


def _told(one: _Tried) -> str:
    return ", and ".join(way.harm.words for way in one.broken.breakages)


def _item(one: _Tried) -> str:
    return one.broken.breakages[0].item
