"""Where a search begins: complete records, one for each kind of incident a policy tells apart."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from policies.comparing.fitting import fitted, labelled, staffed
from policies.comparing.sample import sample
from policies.edition import Rule
from policies.file.lines import When
from policies.policy import Policy
from policies.written import Written
from states.record.context import Severity
from states.rules import Case


def grounds(policies: tuple[Policy, ...], severity: Severity, now: datetime) -> tuple[Case, ...]:
    """Make up records of `severity` for every service, label and day that a policy names."""
    found: list[Case] = []
    for moment in _moments(policies, now):
        for case in _kinds(policies, sample(severity, moment)):
            manned = staffed(case, policies)
            # Sorted, so that comparing A with B searches as comparing B with A does.
            for fit in sorted((fitted(manned, one) for one in policies), key=repr):
                if fit not in found:
                    found.append(fit)
    return tuple(found)


def alike(policies: tuple[Policy, ...]) -> tuple[tuple[Severity, ...], ...]:
    """Group the severities at which every policy asks the same."""
    groups: list[tuple[Severity, ...]] = []
    for severity in Severity:
        like = next((one for one in groups if _same(policies, one[0], severity)), None)
        if like is None:
            groups.append((severity,))
        else:
            groups[groups.index(like)] = (*like, severity)
    return tuple(groups)


def _same(policies: tuple[Policy, ...], one: Severity, other: Severity) -> bool:
    return all(_asked_at(policy, one) == _asked_at(policy, other) for policy in policies)


def _asked_at(policy: Policy, severity: Severity) -> list[tuple[Rule, Severity | None]]:
    """List the rules that are not for other severities only; one may look at it by itself."""
    rules = (rule for some in policy.editions[severity].rules.values() for rule in some)
    return [
        (rule, severity if _looks_at_severity(rule) else None)
        for rule in rules
        if not (rule.when and rule.when.severity) or severity in rule.when.severity
    ]


def _looks_at_severity(rule: Rule) -> bool:
    check = rule.check
    conditions = (check.where, check.require) if isinstance(check, Written) else ()
    return any(
        "severity" in read.steps
        for condition in conditions
        if condition
        for read in condition.reads
    )


def whens(policy: Policy) -> Iterator[When]:
    """List the kinds of incidents that the checks of a policy are for."""
    for rule in _every_rule(policy):
        if rule.when:
            yield rule.when


def _every_rule(policy: Policy) -> Iterator[Rule]:
    for edition in policy.editions.values():
        for rules in edition.rules.values():
            yield from rules


def _moments(policies: tuple[Policy, ...], now: datetime) -> tuple[datetime, ...]:
    days = {
        day for policy in policies for rule in _every_rule(policy) for day, _ in rule.enforce_from
    }
    turns = (datetime.combine(day, time(), UTC) for day in sorted(days))
    return now, *(turn for turn in turns if turn > now)


def _kinds(policies: tuple[Policy, ...], case: Case) -> Iterator[Case]:
    named = [when for policy in policies for when in whens(policy)]
    services = sorted({one for when in named for one in when.services})
    labels = sorted({one for when in named for one in when.labels})
    yield case
    for one in services:
        yield labelled(case, (one,), ())
    for one in labels:
        yield labelled(case, (), (one,))
    if len(services) + len(labels) > 1:
        yield labelled(case, tuple(services), tuple(labels))
