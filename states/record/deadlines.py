"""What is owed by when, and who has been told."""

from enum import Enum

from states.values import Count, Instant, Line, Text, value


class DeadlineKind(Enum):
    """What a deadline is about."""

    GATE = "gate"
    ACTION = "action"
    STALLED_GATE = "stalled_gate"
    STALLED_ACTION = "stalled_action"


@value
class Deadline:
    """A promise in time: a UTC instant, fixed when it was set.

    `anchor` is what it was reckoned from: while that stays, the deadline stays.
    `fired` counts, for each rung of the ladder, how often it has been reached.
    """

    kind: DeadlineKind
    subject: Line
    anchor: Instant
    due: Instant
    set_at: Instant
    ladder: Line
    owner: Line = ""
    fired: tuple[Count, ...] = ()

    @property
    def id(self) -> str:
        """Name it: `action:A2`."""
        return f"{self.kind.value}:{self.subject}"


@value
class Notice:
    """One message to one person; `key` is its identity, for ever."""

    key: Line
    to: Line
    deadline: Line
    rung: Count
    due: Instant
    at: Instant
    subject: Line
    text: Text
