"""Policies made of the packaged one: without a check, with other parameters, with one more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from policies.policy import Policy
from policies.shelf import default_text, policy_of
from states.rules import Case, Finding

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DEFAULT = policy_of(default_text())
CHECKS = [rule.id for rules in DEFAULT.editions[None].rules.values() for rule in rules]


class Refusing:
    """A check that refuses whatever `wrong` is true of."""

    id = "made-up"
    title = "nothing made up is wrong"

    def __init__(self, wrong: Callable[[Case], bool]) -> None:
        self.wrong = wrong

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Ask it."""
        return (Finding("it is wrong"),) if self.wrong(case) else ()


def without(*checks: str, policy: Policy = DEFAULT) -> Policy:
    """Take checks out of every gate."""
    return _with_rules(policy, lambda rule: None if rule.id in checks else rule)


def with_parameters(check: str, policy: Policy = DEFAULT, **fields: Any) -> Policy:
    """Give one check other parameters."""
    return _with_rules(
        policy,
        lambda rule: (
            replace(rule, check=replace(rule.check, **fields)) if rule.id == check else rule
        ),
    )


def with_rule(name: str, policy: Policy = DEFAULT, **fields: Any) -> Policy:
    """Let one check be asked otherwise."""
    return _with_rules(policy, lambda rule: replace(rule, **fields) if rule.id == name else rule)


def _with_rules(policy: Policy, changed: Any) -> Policy:
    editions = {
        severity: replace(
            edition,
            rules={
                gate: tuple(kept for rule in rules if (kept := changed(rule)))
                for gate, rules in edition.rules.items()
            },
        )
        for severity, edition in policy.editions.items()
    }
    return replace(policy, editions=editions)
