"""What one person asks for and a second one settles.

A waiver, a withdrawal, a rescheduling, a downgrade, a move to another policy and a respite
from escalation are the same shape: who, why, what, and who said yes. Nobody settles their own.
"""

from enum import Enum
from typing import Annotated, Literal

from pydantic import Field

from states.record.context import Severity
from states.values import Count, Day, Instant, Line, Text, value


@value
class Waiver:
    """Let one finding pass until a moment; afterwards every later gate asks again."""

    check: Line
    until: Instant
    item: Line = ""
    type: Literal["waiver"] = "waiver"


@value
class Withdrawal:
    """End a retrospective that should not have been opened."""

    duplicate_of: Line = ""
    type: Literal["withdrawal"] = "withdrawal"


@value
class Rescheduling:
    """Move the due date of one action."""

    action: Line
    due: Day
    type: Literal["rescheduling"] = "rescheduling"


@value
class Downgrade:
    """Lower the severity, and with it what the policy asks for."""

    severity: Severity
    type: Literal["downgrade"] = "downgrade"


@value
class Moving:
    """Judge the incident by another policy, named by its digest and its `NAME@VERSION`."""

    policy: Line
    title: Line = ""
    type: Literal["moving"] = "moving"


@value
class Respite:
    """Let a deadline stop climbing until a moment (UTC); afterwards it climbs on."""

    deadline: Line
    until: Instant
    type: Literal["respite"] = "respite"


Wish = Annotated[
    Waiver | Withdrawal | Rescheduling | Downgrade | Moving | Respite,
    Field(discriminator="type"),
]


class Verdict(Enum):
    """What the second person said."""

    PENDING = "pending"
    GRANTED = "granted"
    DECLINED = "declined"


@value
class Proposal:
    """A wish with its reason, its author, and what became of it; times are UTC."""

    id: Line
    wish: Wish
    reason: Text
    by: Line
    at: Instant
    verdict: Verdict = Verdict.PENDING
    settled_by: Line = ""
    settled_at: Instant | None = None


@value
class Approval:
    """One person's yes to one revision of the record (R60)."""

    by: Line
    at: Instant
    revision: Count


@value
class Risk:
    """A top factor left without an action, accepted by name (R42)."""

    factor: Line
    by: Line
    at: Instant
    reason: Text


@value
class Recurrence:
    """A factor of this record that caused a later incident, where it is called `seen_as`."""

    factor: Line
    incident: Line
    seen_as: Line
    at: Instant


@value
class Comment:
    """Something said about the record or one of its items."""

    id: Line
    by: Line
    at: Instant
    text: Text
    item: Line = ""
