"""What an incident was: its context, its impact and the meeting about it."""

from datetime import timedelta
from enum import Enum
from typing import Literal

from states.values import Count, Instant, Line, Text, value


class Severity(Enum):
    """How bad it was; SEV1 is the worst."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"

    def is_below(self, other: "Severity") -> bool:
        """Tell whether it was less bad than `other`."""
        ranks = [*Severity]
        return ranks.index(self) > ranks.index(other)


@value
class Context:
    """What, when and who (R10). People and teams are ids of the directory; times are UTC."""

    title: Line = ""
    severity: Severity | None = None
    services: tuple[Line, ...] = ()
    effect: Text = ""
    started: Instant | None = None
    detected: Instant | None = None
    acknowledged: Instant | None = None
    stabilized: Instant | None = None
    commander: Line = ""
    facilitator: Line = ""
    scribe: Line = ""
    decision_owner: Line = ""
    service_owner: Line = ""
    participants: tuple[Line, ...] = ()
    crossed_boundary: bool = False
    adjacent: tuple[Line, ...] = ()
    privacy: Line = ""
    audience: Line = ""
    labels: tuple[Line, ...] = ()
    ci_run: Line = ""
    type: Literal["context"] = "context"

    def time_to(self, moment: str) -> timedelta | None:
        """Measure from the start to `detected`, `acknowledged` or `stabilized` (R25)."""
        reached = {
            "detected": self.detected,
            "acknowledged": self.acknowledged,
            "stabilized": self.stabilized,
        }[moment]
        return reached - self.started if reached and self.started else None


@value
class Impact:
    """What it cost (R22); its duration is computed, never typed."""

    scope: Text = ""
    users_affected: Count | None = None
    engineering_hours: Count | None = None
    cost: Line = ""
    type: Literal["impact"] = "impact"


@value
class Meeting:
    """The retrospective meeting (R24): when, with whom, and when the timeline went out.

    `attendees` are ids of the directory.
    """

    at: Instant | None = None
    attendees: tuple[Line, ...] = ()
    timeline_sent: Instant | None = None
    held: Instant | None = None
    type: Literal["meeting"] = "meeting"
