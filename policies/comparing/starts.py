"""What a search for gaps begins with: records that pass, at each severity that is told apart."""

from collections.abc import Mapping
from datetime import datetime

from policies.comparing.fitting import with_severity
from policies.comparing.grounds import alike, grounds
from policies.comparing.stops import judged, stop_of
from policies.policy import Policy
from states.errors import RefusedError
from states.lifecycle import GATED, Phase
from states.people import Directory
from states.record.context import Severity
from states.record.retrospective import Retrospective
from states.rules import Case, CheckResult
from states.values import value


@value
class Start:
    """A record, the gate up to which it passes, and the severities it stands for."""

    case: Case
    until: Phase
    severities: tuple[Severity, ...]


def starts_from(
    policy: Policy, record: Retrospective, people: Directory, now: datetime
) -> tuple[Start, ...]:
    """Take a record as it is, at every severity.

    Raises:
        RefusedError: it does not pass the first gate at any of them.
    """
    case = Case(record, people, now)
    cases = {group: (with_severity(case, group[0]),) for group in alike((policy,))}
    return _passing(policy, cases)


def sample_starts(policy: Policy, now: datetime) -> tuple[Start, ...]:
    """Make up complete records; raises `RefusedError` where the policy lets none of them pass."""
    cases = {group: grounds((policy,), group[0], now) for group in alike((policy,))}
    return _passing(policy, cases)


def _passing(
    policy: Policy, cases: Mapping[tuple[Severity, ...], tuple[Case, ...]]
) -> tuple[Start, ...]:
    found = [
        Start(case, GATED[reach - 1], group)
        for group, some in cases.items()
        for case in some
        if (reach := stop_of(judged(policy, case)).reach)
    ]
    if not found:
        first = next(case for some in cases.values() for case in some)
        raise _nothing_passes(policy, first)
    return tuple(found)


def _nothing_passes(policy: Policy, case: Case) -> RefusedError:
    shut = policy.judge(GATED[0], case).shut
    return RefusedError(
        f"the record does not pass {GATED[0].value}, so there is nothing to break: "
        f"{'; '.join(map(_told, shut))}",
        "begin with a record that passes: retro show KEY -o yaml > complete.yaml",
    )


def _told(result: CheckResult) -> str:
    return f"{result.check}: {', '.join(one.message for one in result.findings)}"
