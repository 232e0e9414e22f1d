"""The shape of a policy file.

Closed: every key is known, every list of choices is an enum, and nothing is guessed.
It is read once for each severity, after `$parameters` have been replaced by values.
"""

from enum import Enum
from typing import Any

from pydantic import (
    Field,
    field_validator,
)

from policies.file.clock import ClockTerms
from policies.file.durations import Span, Within, spanning
from policies.file.ladders import Ladder
from policies.file.lines import Check, SomeIncidents
from policies.file.shape import (
    Name,
    Parent,
    Roles,
    Slug,
    Strict,
    Version,
    Word,
    Words,
    misfit,
)
from policies.language.wording import meant
from states.lifecycle import GATED
from states.record.context import Severity
from states.values import Count

GATES = tuple(phase.value for phase in GATED)


class Anchor(Enum):
    """The moment from which a gate's deadline is reckoned."""

    OPENED = "opened"
    STABILIZED = "stabilized"
    ENTERED = "entered"


class Kind(Enum):
    """What the value of a parameter is."""

    INT = "int"
    PERCENT = "percent"
    DURATION = "duration"
    TEXT = "text"
    BOOL = "bool"
    WORDS = "words"


class Param(Strict):
    """A value that may differ by severity; `$name` elsewhere in the file stands for it."""

    type: Kind
    default: Any
    by_severity: dict[Severity, Any] = Field(default={})
    min: Any = None
    max: Any = None

    def at(self, severity: Severity | None) -> Any:
        """Return the value at `severity`; None stands for a record that has none yet."""
        return self.by_severity.get(severity, self.default) if severity else self.default


class DeadlineLine(Strict):
    """By when a gate is owed, and which ladder it climbs when it is not passed."""

    within: Within
    after: Anchor = Anchor.ENTERED
    ladder: Word


class GateLine(Strict):
    """One gate; a gate without checks is written, not implied.

    `remove` takes checks of the policy that this one extends away.
    """

    deadline: DeadlineLine
    checks: tuple[Check, ...]
    remove: tuple[Slug, ...] = ()


class ActionTerms(Strict):
    """Which ladder a due date climbs, and how often it may move."""

    ladder: Word
    reschedules: Count


class StalledTerms(Strict):
    """After how long without work a gate or an action counts as stalled (R71)."""

    gate: Span
    action: Span
    ladder: Word


class EscalationTerms(Strict):
    """For how long an escalation is acknowledged at most, and how often a deadline may move.

    `extend_for` is how far each extension goes at most.
    """

    acknowledge_for: Span = spanning("14d")
    extensions: Count = 1
    extend_for: Span = spanning("14d")


class Barred(Enum):
    """Who may not grant a waiver, whatever their role; who asked for it never may."""

    REQUESTER = "requester"
    ACTION_OWNERS = "action_owners"
    FACILITATOR = "facilitator"
    COMMANDER = "commander"


class WaiverTerms(Strict):
    """Who may grant a waiver, what it needs, and what can never be waived.

    `max_renewals` is how often the same may be waived again; `ladder` is climbed when a waiver
    ends and what it let pass is still missing.
    """

    approve: Roles
    not_one_of: tuple[Barred, ...] = (Barred.REQUESTER,)
    reason_min: Count
    max_for: Span
    max_renewals: Count = 1
    never: tuple[Slug, ...] = ()
    ladder: Word | None = None


class WithdrawalTerms(Strict):
    """Who may agree that a retrospective ends without its gates (R4)."""

    approve: Roles


class Loosening(Strict):
    """Something in which a policy asks less than the one it extends, and why."""

    what: Word
    why: Words


class PolicyFile(Strict):
    """A whole policy at one severity; `when` says which incidents it is for.

    One that `extends` another, `NAME@VERSION`, leaves out whatever is the same there.
    """

    policy: Slug
    version: Version
    extends: Parent | None = None
    loosens: tuple[Loosening, ...] = ()
    owners: tuple[Word, ...] = ()
    when: SomeIncidents | None = None
    params: dict[Name, Param] = Field(default={})
    clock: ClockTerms | None = None
    ladders: dict[Name, Ladder]
    actions: ActionTerms
    stalled: StalledTerms
    escalations: EscalationTerms = Field(default_factory=EscalationTerms)
    waivers: WaiverTerms
    withdrawal: WithdrawalTerms
    gates: dict[str, GateLine]

    @field_validator("gates", mode="before")
    @classmethod
    def _know_every_gate(cls, gates: Any) -> Any:
        # Before anything is missed in it: a gate that there is not lacks whatever it does not say.
        for name in gates if isinstance(gates, dict) else ():
            if name not in GATES:
                raise misfit(name, f"there is no gate “{name}”{meant(name, GATES)}")
        return gates
