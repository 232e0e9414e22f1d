"""A sample that a policy lets through: people for the roles it names, numbers that it asks for."""

from dataclasses import replace
from typing import Any

from policies.asked import roles_of, rules_of
from policies.comparing.sizes import SIZES
from policies.comparing.stops import judged
from policies.edition import Rule
from policies.judging import ask
from policies.policy import Policy
from policies.supposing.completing import completed
from policies.supposing.harms.moves import with_single
from policies.supposing.paths import with_facts
from states.lifecycle import GATED
from states.people import Directory, Person
from states.record.context import Severity
from states.rules import Case

APPROVER = "approver"
HOLDERS = 4
"""How many more people hold each role: enough for any quorum that is asked of people."""


def staffed(case: Case, policies: tuple[Policy, ...]) -> Case:
    """Give the approver, and a few more, every role that any of the policies asks for."""
    roles = tuple(sorted({role for one in policies for role in roles_of(one, case)}))
    names = (APPROVER, *(f"{APPROVER}-{n}" for n in range(2, HOLDERS + 2)))
    holders = {name: Person(name, roles=roles) for name in names}
    return replace(case, people=Directory({**case.people.people, **holders}))


def fitted(case: Case, policy: Policy) -> Case:
    """Return the case with as much of everything as `policy` asks for, where that is found."""
    for rule in rules_of(policy, case):
        case = _sized(case, rule)
    if judged(policy, case).gate_open:
        return case
    wanted = completed(case.record, policy, GATED[-1], case.people, case.now)
    return replace(case, record=with_facts(case.record, wanted.facts, case.now))


def labelled(case: Case, services: tuple[str, ...], labels: tuple[str, ...]) -> Case:
    """Return the case as that of an incident of these services, with these labels."""
    named: dict[str, Any] = {"labels": labels, **({"services": services} if services else {})}
    return with_single(case, "context", **named)


def _sized(case: Case, rule: Rule) -> Case:
    for (check, name), size in SIZES.items():
        if check == rule.check.id and (missed := _missed(rule, case)):
            tried = size.sized(case, getattr(rule.check, name))
            case = tried if _missed(rule, tried) < missed else case
    return case


def _missed(rule: Rule, case: Case) -> int:
    return len(ask(rule, case).findings)


def with_severity(case: Case, severity: Severity) -> Case:
    """Return the case as that of an incident of `severity`."""
    return with_single(case, "context", severity=severity)
