"""Checks that do nothing: those that nothing makes fail, and those that never decide."""

from collections.abc import Iterable

from policies.edition import Rule
from states.lifecycle import GATED, Phase
from states.rules import Report, Result
from states.values import value

QUIET = frozenset({Result.PASS, Result.SKIP})


@value
class Idle:
    """A check that might as well not be there; `beside` are those that decide in its place."""

    gate: Phase
    check: str
    beside: tuple[str, ...] = ()


class Tally:
    """Which checks spoke up while records were broken, and which decided."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Begin with every rule silent."""
        self._rules = tuple(rules)
        self._unwaivable = {one.id for one in self._rules if not one.waivable}
        self._spoke: set[str] = set()
        self.counted = 0
        self._beside: dict[str, set[str]] = {}

    def count(self, report: Report) -> None:
        """Take down who spoke up, and beside whom it shut a gate."""
        self.counted += 1
        self._spoke |= {one.check for one in report.results if one.result not in QUIET}
        shut = {one.check: GATED.index(one.gate) for one in report.shut}
        for check, gate in shut.items():
            earlier = {name for name, at in shut.items() if name != check and at <= gate}
            # A check that can be waived does not take the place of one that never can.
            stand = earlier & self._unwaivable if check in self._unwaivable else earlier
            self._beside[check] = self._beside.get(check, stand) & stand

    def idle(self) -> tuple[Idle, ...]:
        """List the checks that never spoke up, and those that never stood alone."""
        silent = (Idle(one.gate, one.id) for one in self._rules if one.id not in self._spoke)
        idle = (
            Idle(one.gate, one.id, tuple(sorted(self._beside[one.id])))
            for one in self._rules
            if self._beside.get(one.id)
        )
        return (*silent, *idle)
