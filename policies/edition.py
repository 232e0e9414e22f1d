"""A policy as it reads at one severity: parameters resolved, checks built."""

from collections.abc import Mapping
from typing import ClassVar, Protocol

from policies.model import Enforce, PolicyFile
from states.lifecycle import Phase
from states.rules import Case, Finding, Terms
from states.values import value


class Check(Protocol):
    """Something a gate asks; no findings means pass."""

    id: ClassVar[str]
    title: ClassVar[str]

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Answer with everything that is missing, never only the first."""


@value
class Rule:
    """One line of a gate: a check, what it is called there, and what a finding does."""

    gate: Phase
    id: str
    check: Check
    enforce: Enforce = Enforce.DENY
    waivable: bool = True


@value
class Edition:
    """A policy at one severity."""

    file: PolicyFile
    rules: Mapping[Phase, tuple[Rule, ...]]

    @property
    def terms(self) -> Terms:
        """Say what waivers, rescheduling and withdrawal need."""
        waivers = self.file.waivers
        return Terms(
            waiver_roles=waivers.approve,
            waiver_reason_min=waivers.reason_min,
            waiver_max=waivers.max_for,
            never_waived=waivers.never,
            reschedule_limit=self.file.actions.reschedules,
            withdrawal_roles=self.file.withdrawal.approve,
        )
