"""What is wrong with a record and passes all the same.

A passing record is broken in one way and in two at a time; whatever still passes is a gap.
It is a search: what it finds is there, and what it does not find may be there too.
"""

from collections.abc import Iterator
from itertools import islice, product

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

MOST_PAIRS = 10_000
"""How many records are broken in two ways at most, of all the starts together."""


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
    alone = [_alone(start, singles) for start in starts]
    dealt = watch([*islice(_dealt(alone), most_pairs)])
    hidden = [one for both in dealt if search.is_hidden(one := search.tried(*both))]
    again = [search.tried(*both) for both in _elsewhere(alone, hidden)]
    found = (*filter(_is_gap, singles), *hidden, *filter(search.is_hidden, again))
    return Gaps(_merged(found), search.tally.idle(), search.tally.counted, until)


@value
class _Tried:
    """A start that was broken, and where the policy stops it."""

    start: Start
    broken: Broken
    stop: Stop


_Alone = dict[Breakage, _Tried]
"""One start in each way in which it can be broken."""

_Double = tuple[Start, tuple[Breakage, ...]]


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


def _alone(start: Start, singles: list[_Tried]) -> _Alone:
    return {one.broken.breakages[0]: one for one in singles if one.start is start}


def _dealt(alone: list[_Alone]) -> Iterator[_Double]:
    """List the pairs that may hide: every pair at one of the starts, before any at another."""
    for turn, place in product(range(len(alone)), repeat=2):
        ways = alone[place]
        for first, second in islice(pairs(ways), (place + turn) % len(alone), None, len(alone)):
            if _may_hide(ways[first], ways[second]):
                yield ways[first].start, (first, second)


def _elsewhere(alone: list[_Alone], hidden: list[_Tried]) -> Iterator[_Double]:
    """List the other starts at which a pair that passes could pass as well."""
    for one, ways in product(hidden, alone):
        first, second = (ways.get(each) for each in one.broken.breakages)
        if first and second and first.start is not one.start and _may_hide(first, second):
            yield first.start, one.broken.breakages


def _may_hide(first: _Tried, second: _Tried) -> bool:
    """Tell whether at least one of the two is stopped alone, and neither undoes the other."""
    if not (first.stop.gate or second.stop.gate):
        return False
    both = broken(first.start.case, *first.broken.breakages, *second.broken.breakages)
    return both.case not in (first.broken.case, second.broken.case)


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
        severities=tuple(
            sev for sev in Severity if any(sev in one.start.severities for one in same)
        ),
        warned=first.stop.warned,
        stopped_at=first.stop.gate,
        example=first.broken,
    )


def _told(one: _Tried) -> str:
    return ", and ".join(way.harm.words for way in one.broken.breakages)


def _item(one: _Tried) -> str:
    return one.broken.breakages[0].item
