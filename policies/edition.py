"""A policy as it reads at one severity: parameters resolved, checks built."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import ClassVar, Protocol

from policies.file.lines import Enforce, When
from policies.file.model import (
    PolicyFile,
)
from states.lifecycle import Phase
from states.rules import Case, Finding, Terms
from states.values import value


class Check(Protocol):
    """Something a gate asks; no findings means pass."""

    @property
    def id(self) -> str:
        """Name the kind of check it is."""

    @property
    def title(self) -> str:
        """Say what holds when it passes."""

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Answer with everything that is missing, never only the first."""


class Catalogued(Protocol):
    """A check that every policy may use by its `id`; its fields are its parameters."""

    id: ClassVar[str]
    title: ClassVar[str]

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Answer with everything that is missing, never only the first."""


@value
class Rule:
    """One line of a gate: a check, what it is called there, and what a finding does.

    `enforce_from` says on which days it tightens, and to what.
    """

    gate: Phase
    id: str
    check: Check
    enforce: Enforce = Enforce.DENY
    waivable: bool = True
    when: When | None = None
    enforce_from: tuple[tuple[date, Enforce], ...] = ()

    def enforcement_at(self, now: datetime) -> Enforce:
        """Return what a finding does at `now`; a day begins at midnight UTC."""
        return self.enforcement_on(now.astimezone(UTC).date())

    def enforcement_on(self, today: date) -> Enforce:
        """Return what a finding does on a day."""
        reached = [enforce for day, enforce in self.enforce_from if day <= today]
        return reached[-1] if reached else self.enforce


@value
class Edition:
    """A policy at one severity."""

    file: PolicyFile
    rules: Mapping[Phase, tuple[Rule, ...]]

    @property
    def terms(self) -> Terms:
        """Say what waivers, rescheduling, withdrawal and escalations need."""
        waivers, escalations = self.file.waivers, self.file.escalations
        return Terms(
            waiver_roles=waivers.approve,
            waiver_reason_min=waivers.reason_min,
            waiver_max=waivers.max_for,
            never_waived=waivers.never,
            reschedule_limit=self.file.actions.reschedules,
            withdrawal_roles=self.file.withdrawal.approve,
            waiver_renewals=waivers.max_renewals,
            waiver_barred=tuple(one.value for one in waivers.not_one_of),
            acknowledge_max=escalations.acknowledge_for,
            extension_limit=escalations.extensions,
            extension_max=escalations.extend_for,
            owners=self.file.owners,
        )
