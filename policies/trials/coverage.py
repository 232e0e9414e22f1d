"""Which checks no case made speak up, and which severities nobody tried."""

from collections.abc import Iterable

from policies.policy import Policy
from policies.trials.trying import Ran
from states.lifecycle import GATED, Phase
from states.record.context import Severity
from states.rules import Result
from states.values import value

SPOKEN = frozenset({Result.FAIL, Result.WARN, Result.WAIVED})


@value
class Covered:
    """The checks of one gate: those that some case made speak up, and the others."""

    gate: Phase
    checks: tuple[str, ...]
    silent: tuple[str, ...]


@value
class Coverage:
    """What the cases of one policy cover; a case that does not hold covers nothing."""

    policy: str
    gates: tuple[Covered, ...]
    untried: tuple[Severity, ...]

    @property
    def percent(self) -> int:
        """Say how many of a hundred checks spoke up, rounded down."""
        checks = sum(len(one.checks) for one in self.gates)
        silent = sum(len(one.silent) for one in self.gates)
        return 100 * (checks - silent) // checks if checks else 100


def coverage(ran: Iterable[Ran]) -> tuple[Coverage, ...]:
    """Put together what was run, for each policy."""
    by_digest: dict[str, list[Ran]] = {}
    for one in ran:
        by_digest.setdefault(one.policy.digest, []).append(one)
    return tuple(_covered(some[0].policy, some) for some in by_digest.values())


def _covered(policy: Policy, ran: list[Ran]) -> Coverage:
    cases = [case for one in ran for case in one.cases if case.holds]
    spoken = {
        result.check
        for case in cases
        for result in (case.report.results if case.report else ())
        if result.result in SPOKEN
    }
    tried = {case.severity for case in cases}
    return Coverage(
        policy=policy.title,
        gates=tuple(_gate(policy, gate, spoken) for gate in GATED),
        untried=tuple(one for one in Severity if one not in tried),
    )


def _gate(policy: Policy, gate: Phase, spoken: set[str]) -> Covered:
    checks = tuple(
        dict.fromkeys(rule.id for one in policy.editions.values() for rule in one.rules[gate])
    )
    return Covered(gate, checks, tuple(one for one in checks if one not in spoken))
