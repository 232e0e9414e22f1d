"""How long a check kept people waiting.

From the first time it kept a gate shut that somebody asked for, to the entry after which it no
longer would have; where the incident ended first, to its end.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain

from policies.judging import ask
from policies.policy import Policy
from policies.simulating.past import Window
from states.lifecycle import Phase
from states.rules import SHUT, Case, Report
from states.values import Instant, Line, value


@value
class Wait:
    """One check in the way of one gate; without an end, it still is (UTC)."""

    check: Line
    gate: Phase
    begun: Instant
    ended: Instant | None = None

    def within(self, window: Window) -> tuple[datetime, datetime]:
        """Cut it to the time that is told of."""
        return max(self.begun, window.since), min(self.ended or window.until, window.until)

    def overlaps(self, window: Window) -> bool:
        """Tell whether anybody waited within it."""
        begun, ended = self.within(window)
        return begun <= ended


class Waiting:
    """The checks that are in the way of one incident, as it grows."""

    def __init__(self) -> None:
        """Begin with none."""
        self._open: dict[str, Wait] = {}
        self._over: list[Wait] = []

    @property
    def waits(self) -> tuple[Wait, ...]:
        """List everything that was waited for, in the order in which it ended."""
        return (*self._over, *self._open.values())

    def answered(self, report: Report, at: datetime) -> None:
        """Take a gate's answer: what it asks for is waited for from here on."""
        for one in report.results:
            if one.result not in SHUT:
                self._end(one.check, at)
            elif one.check not in self._open:
                self._open[one.check] = Wait(one.check, report.to, at)

    def grown(self, policy: Policy | None, case: Case) -> None:
        """Ask again for what is waited for; of a policy that is unknown, only answers tell."""
        if case.record.ended:
            for name in tuple(self._open):
                self._end(name, case.now)
        elif policy is not None and self._open:
            for name in self._open.keys() - _in_the_way(policy, case, self._open.keys()):
                self._end(name, case.now)

    def _end(self, check: str, at: datetime) -> None:
        if check in self._open:
            wait = self._open.pop(check)
            self._over.append(Wait(wait.check, wait.gate, wait.begun, at))


def _in_the_way(policy: Policy, case: Case, checks: Iterable[str]) -> set[str]:
    edition, wanted = policy.edition_of(case), {*checks}
    rules = [one for one in chain(*edition.rules.values()) if one.id in wanted]
    answers = (ask(one, case, edition.file.owners) for one in rules)
    return {one.check for one in answers if one.result in SHUT}


def waited(waits: Iterable[Wait], window: Window) -> timedelta:
    """Add up the time in which anything was waited for; what overlaps counts once."""
    total, reached = timedelta(), window.since
    for begun, ended in sorted(one.within(window) for one in waits):
        total += max(timedelta(), ended - max(begun, reached))
        reached = max(reached, ended)
    return total
