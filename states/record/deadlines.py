"""What is owed by when, and who has been told."""

from enum import Enum

from states.values import Count, Instant, Line, Text, value


class DeadlineKind(Enum):
    """What a deadline is about."""

    GATE = "gate"
    ACTION = "action"
    STALLED_GATE = "stalled_gate"
    STALLED_ACTION = "stalled_action"
    WAIVER = "waiver"


@value
class Hold:
    """Who stopped a climb until when (UTC), and why; `waiver` is the proposal that was granted."""

    by: Line
    at: Instant
    until: Instant
    reason: Text
    waiver: Line = ""


@value
class Deadline:
    """A promise in time: a UTC instant, fixed when it was set.

    `anchor` is what it was reckoned from: while that stays, the deadline stays.
    `fired` counts, for each rung of the ladder, how often it has been reached; `moments` are
    when (UTC) each is reached first, reckoned in `zone` when the deadline was set. A deadline
    that is older than they are has none, and counts each rung from `due`. A rung that was put
    off had been reached as often as `counted` says, and its moment is when it is reached next.
    """

    kind: DeadlineKind
    subject: Line
    anchor: Instant
    due: Instant
    set_at: Instant
    ladder: Line
    owner: Line = ""
    fired: tuple[Count, ...] = ()
    zone: Line = ""
    moments: tuple[Instant, ...] = ()
    counted: tuple[Count, ...] = ()
    extended: Count = 0
    hold: Hold | None = None

    @property
    def id(self) -> str:
        """Name it: `action:A2`."""
        return f"{self.kind.value}:{self.subject}"


@value
class Notice:
    """One message to one person; `key` is its identity, for ever. Times are UTC.

    `due` is when the matter is due, `moment` when the rung was to be reached, `at` when it was,
    and `after` when the person may be told, by their own clock; `bundled` waits for the one
    message of their day. What it says is in parts: `subject`, `since`, `title`, `settle` (the
    command) and `why` they hear of it. Older ones have it all in `text`. `tries` counts how often
    every route was tried in vain.
    """

    key: Line
    to: Line
    deadline: Line
    rung: Count
    due: Instant
    at: Instant
    subject: Line
    text: Text = ""
    since: Line = ""
    title: Line = ""
    settle: Line = ""
    why: Line = ""
    moment: Instant | None = None
    after: Instant | None = None
    bundled: bool = False
    tries: Count = 0

    def is_held(self, now: Instant) -> bool:
        """Tell whether the person is not to be told yet."""
        return self.after is not None and self.after > now
