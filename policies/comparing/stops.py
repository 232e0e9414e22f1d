"""Where a policy stops a record: the first gate that stays shut, and the checks that shut it."""

from policies.policy import Policy
from states.lifecycle import GATED, Phase
from states.rules import Case, Report, Result
from states.values import value


@value
class Stop:
    """The first shut gate, None when all open; the checks that shut it, and those that warn.

    `everywhere` holds the checks that shut this gate or a later one.
    """

    gate: Phase | None
    checks: tuple[str, ...]
    everywhere: frozenset[str]
    warned: tuple[str, ...]

    @property
    def reach(self) -> int:
        """Count the gates that open before it."""
        return GATED.index(self.gate) if self.gate else len(GATED)


def judged(policy: Policy, case: Case) -> Report:
    """Ask every gate of the policy."""
    return policy.judge(GATED[-1], case)


def stop_of(report: Report) -> Stop:
    """Say where a report on every gate stops."""
    shut = report.shut
    gate = min((one.gate for one in shut), key=GATED.index, default=None)
    return Stop(
        gate,
        tuple(one.check for one in shut if one.gate is gate),
        frozenset(one.check for one in shut),
        tuple(one.check for one in report.results if one.result is Result.WARN),
    )
