"""What a candidate comes to, check by check."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from policies.simulating.passages import Attempt
from policies.simulating.past import Window
from policies.simulating.setting import Replayed
from policies.simulating.waiting import Wait
from states.lifecycle import GATED, Phase
from states.rules import CheckResult, Report
from states.values import Count, Line, value


@value
class CheckTold:
    """One check: in which incidents it is newly in the way, or no longer, and who waited for it.

    `findings` are what it finds in those where it is new; the times are of one person each.
    """

    gate: Phase
    check: Line
    newly_stops: tuple[Line, ...] = ()
    findings: Count = 0
    no_longer: tuple[Line, ...] = ()
    then: timedelta = timedelta()
    would: timedelta = timedelta()

    @property
    def is_quiet(self) -> bool:
        """Tell whether it is in nobody's way, and was not."""
        return not (self.newly_stops or self.no_longer or self.then or self.would)


@value
class _Shift:
    """What one incident sees of it: checks newly in the way with their findings, and others."""

    incident: Line
    newly: dict[str, int]
    no_longer: frozenset[str]


def by_check(replays: Iterable[Replayed], window: Window) -> tuple[CheckTold, ...]:
    """Tell of each check that is or was in the way, those that newly stop most first."""
    known = tuple(replays)
    shifts = [_shift_of(one) for one in known]
    then = _spent((each for one in known for each in one.then), window)
    would = _spent((each for one in known for each in one.would), window)
    found = (
        CheckTold(
            gate=gate,
            check=check,
            newly_stops=tuple(one.incident for one in shifts if check in one.newly),
            findings=sum(one.newly.get(check, 0) for one in shifts),
            no_longer=tuple(one.incident for one in shifts if check in one.no_longer),
            then=then.get(check, timedelta()),
            would=would.get(check, timedelta()),
        )
        for check, gate in _gates(known).items()
    )
    return tuple(sorted((one for one in found if not one.is_quiet), key=_rank))


def _rank(one: CheckTold) -> tuple[int, int, timedelta, int]:
    ours = (-len(one.newly_stops), -len(one.no_longer))
    return (*ours, -one.would, GATED.index(one.gate))


def _shift_of(one: Replayed) -> _Shift:
    newly: dict[str, int] = {}
    no_longer: set[str] = set()
    for attempt in _attempts(one):
        was, might = _shut(attempt.then), _shut(attempt.would)
        for check in might.keys() - was.keys():
            newly.setdefault(check, found_by(might[check]))
        no_longer |= was.keys() - might.keys()
    return _Shift(one.incident, newly, frozenset(no_longer))


def found_by(result: CheckResult) -> int:
    """Count what a check found, left-out findings included."""
    return len(result.findings) + result.more


def _shut(report: Report) -> dict[str, CheckResult]:
    return {one.check: one for one in report.shut}


def _gates(replays: Iterable[Replayed]) -> dict[str, Phase]:
    reports = (
        each for one in replays for asked in _attempts(one) for each in (asked.then, asked.would)
    )
    return {each.check: each.gate for report in reports for each in report.shut}


def _attempts(one: Replayed) -> Iterator[Attempt]:
    for passage in one.passages:
        yield from passage.attempts


def _spent(waits: Iterable[Wait], window: Window) -> dict[str, timedelta]:
    spent: dict[str, timedelta] = {}
    for one in waits:
        begun, ended = one.within(window)
        spent[one.check] = spent.get(one.check, timedelta()) + (ended - begun)
    return spent
