"""What it means for one incident to be judged by another policy from its next gate on."""

from collections.abc import Iterator

from policies.comparing.terms import Term, changed_terms
from policies.loosening.checks import loosened_checks
from policies.loosening.loosened import Loosened
from policies.loosening.terms import loosened_terms
from policies.policy import Policy
from policies.publishing.effect import easing, other_owners
from states.lifecycle import Phase, Trigger, step_for
from states.record.context import Severity
from states.record.deadlines import Deadline
from states.record.retrospective import Retrospective
from states.rules import Case, CheckResult, Report, Target
from states.values import value


def target_for(record: Retrospective, pinned: Policy, target: Policy) -> Target:
    """Say how a policy stands to the one that an incident has."""
    return Target(
        rules=target,
        title=target.title,
        is_for_it=target.is_for(record.context),
        eases=tuple(dict.fromkeys(map(easing, _eases(record, pinned, target)))),
        owners=pinned.owners,
    )


def _eases(record: Retrospective, pinned: Policy, target: Policy) -> Iterator[Loosened]:
    # One person alone may say that it was worse, so what is asked then counts as well.
    for severity in _reachable(record.context.severity):
        before, now = pinned.editions[severity], target.editions[severity]
        terms = loosened_terms(now.file, before.file)
        yield from (one for one in terms if one.what != "when")
        yield from loosened_checks(now, before)
    yield from other_owners(target, pinned)


def _reachable(severity: Severity | None) -> tuple[Severity | None, ...]:
    if severity is None:
        return (None, *Severity)
    return tuple(one for one in Severity if not one.is_below(severity))


@value
class Preview:
    """What a move changes: at the next gate, in what the policy grants, and what stays."""

    incident: str
    gate: Phase | None
    newly_asks: tuple[CheckResult, ...]
    asks_no_more: tuple[CheckResult, ...]
    eases: tuple[str, ...]
    terms: tuple[Term, ...]
    stays: tuple[Deadline, ...]


def preview(case: Case, pinned: Policy, target: Policy) -> Preview:
    """Say what a move would change for one incident; it changes nothing."""
    step = step_for(case.record.phase, Trigger.ADVANCE)
    reports = [one.judge(step.dest, case) for one in (pinned, target)] if step else []
    before, after = (_shut(one) for one in reports) if step else ({}, {})
    severity = case.record.context.severity
    return Preview(
        incident=case.record.incident,
        gate=step.dest if step else None,
        newly_asks=tuple(one for name, one in after.items() if name not in before),
        asks_no_more=tuple(one for name, one in before.items() if name not in after),
        eases=target_for(case.record, pinned, target).eases,
        terms=tuple(
            one
            for one in changed_terms(pinned, target)
            if severity is None or severity in one.severities
        ),
        stays=tuple(case.record.deadlines.values()),
    )


def _shut(report: Report) -> dict[str, CheckResult]:
    return {one.check: one for one in report.shut}
