"""What is owed by when, and who has been told."""

from collections.abc import Iterable
from enum import Enum
from itertools import accumulate

from states.values import Count, Instant, Line, Text, value


class DeadlineKind(Enum):
    """What a deadline is about."""

    GATE = "gate"
    ACTION = "action"
    STALLED_GATE = "stalled_gate"
    STALLED_ACTION = "stalled_action"
    WAIVER = "waiver"
    CONSENT = "consent"


@value
class Hold:
    """Who stopped a climb until when (UTC), and why; `waiver` is the proposal that was granted.

    `since` is when it was stopped first, where one followed another and no rung was reached
    between them.
    """

    by: Line
    at: Instant
    until: Instant
    reason: Text
    waiver: Line = ""
    since: Instant | None = None

    @property
    def began(self) -> Instant:
        """Say since when nobody was told."""
        return self.since or self.at

    def lasts(self, now: Instant) -> bool:
        """Tell whether it stops the climb still."""
        return self.until > now


ROOM_FOR_HEARD = 2_000
"""Bytes of a deadline for those who heard that it waits for them; its gaps have as many."""


@value
class Deadline:
    """A promise in time: a UTC instant, fixed when it was set.

    `anchor` is what it was reckoned from: while that stays, the deadline stays.
    `fired` counts, for each rung of the ladder, how often it has been reached; `moments` are
    when (UTC) each is reached first, reckoned in `zone` when the deadline was set. A deadline
    that is older than they are has none, and counts each rung from `due`. A rung that was put
    off had been reached as often as `counted` says, and its moment is when it is reached next.
    What fell due several times while nothing ran is told once: `tellings` counts, for each rung,
    how often it was told. `heard` are those who were told that it waits for them, and `gaps` the
    parties of its ladder of whom operators were told that they are nobody.
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
    tellings: tuple[Count, ...] = ()
    heard: tuple[Line, ...] = ()
    gaps: tuple[Line, ...] = ()

    @property
    def id(self) -> str:
        """Name it: `action:A2`."""
        return f"{self.kind.value}:{self.subject}"

    @property
    def is_question(self) -> bool:
        """Tell whether it waits for somebody's answer since `due`, and nobody promised it."""
        return self.kind is DeadlineKind.CONSENT

    @property
    def is_set_ahead(self) -> bool:
        """Tell whether it was put on other rungs while it was stopped, for when the stop ends."""
        return self.hold is not None and self.set_at == self.hold.until

    def heard_by(self, names: Iterable[str]) -> tuple[str, ...]:
        """List who has heard that it waits for them when `names` have, as far as there is room."""
        return _as_far_as_fits(self.heard, names)

    def gaps_with(self, parties: Iterable[str]) -> tuple[str, ...]:
        """List whom operators know to be nobody when they know of `parties`, likewise."""
        return _as_far_as_fits(self.gaps, parties)

    def told_by(self, place: int) -> int:
        """Say how often the rung at `place` was told."""
        return self.tellings[place] if place < len(self.tellings) else 0


def _as_far_as_fits(kept: tuple[str, ...], names: Iterable[str]) -> tuple[str, ...]:
    both = tuple(dict.fromkeys((*kept, *names)))
    sizes = accumulate(len(one.encode()) for one in both)
    return both[: max(sum(size <= ROOM_FOR_HEARD for size in sizes), len(kept))]


class Untold(Enum):
    """Why a notice is in no letter: its day's has gone, or there is nothing to tell any more."""

    MISSED = "missed"
    SETTLED = "settled"


@value
class Notice:
    """One message to one person; `key` is its identity, for ever. Times are UTC.

    `due` is when the matter is due, `moment` when the rung was to be reached, `at` when it was,
    and `after` when the person may be told, by their own clock; `bundled` waits for the one
    message of their day. What it says is in parts: `subject`, `since`, `title`, `settle` (the
    command) and `why` they hear of it. Older ones have it all in `text`. `tries` counts how often
    every route was tried in vain; `at_once` goes before the others, and knows no quiet hours.
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
    at_once: bool = False

    def is_held(self, now: Instant) -> bool:
        """Tell whether the person is not to be told yet."""
        return self.after is not None and self.after > now

    def is_held_about(self, deadline: str, now: Instant) -> bool:
        """Tell whether it is about a deadline, and the person is not to be told yet."""
        return self.deadline == deadline and self.is_held(now)
