"""Checks that tighten on a date: when they do, and a policy as it will be enforced by then."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from policies.edition import Rule
from policies.policy import Policy
from states.lifecycle import Phase

Rules = Mapping[Phase, tuple[Rule, ...]]


def enforced_on(policy: Policy, day: date) -> Policy:
    """Return the policy as if every decision fell on that day."""
    editions = {
        severity: replace(edition, rules=_enforced(edition.rules, day))
        for severity, edition in policy.editions.items()
    }
    return replace(policy, editions=editions)


def _enforced(rules: Rules, day: date) -> Rules:
    return {gate: tuple(_as_on(one, day) for one in some) for gate, some in rules.items()}


def _as_on(rule: Rule, day: date) -> Rule:
    return replace(rule, enforce=rule.enforcement_on(day), enforce_from=())


def tightening(policy: Policy, since: date) -> tuple[date, ...]:
    """List the days after `since` on which any check tightens."""
    rules = chain.from_iterable(_every(one.rules) for one in policy.editions.values())
    days = {day for rule in rules for day, _ in rule.enforce_from}
    return tuple(sorted(day for day in days if day > since))


def _every(rules: Rules) -> Iterable[Rule]:
    return chain.from_iterable(rules.values())
