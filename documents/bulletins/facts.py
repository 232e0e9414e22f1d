"""What bulletins are made of. Days are those of the reader's zone, moments UTC."""

from datetime import timedelta
from enum import Enum

from states.record.actions import ActionState
from states.values import Day, Instant, Line, Text, value

NO_TEAM = "no team"
"""Where somebody is counted whose team nobody named."""


class Kind(Enum):
    """Which bulletin it is."""

    DIGEST = "digest"
    REVIEW = "review"


@value
class Issue:
    """One bulletin: the moment (UTC) for which it is, and since when a review looks back.

    A schedule starts one without a moment, which is then the one that it was scheduled for.
    """

    kind: Kind
    moment: Instant | None = None
    since: Instant | None = None


@value
class Dispatch:
    """A bulletin on its way to one person; it covers what happened from `since` to `moment`."""

    kind: Kind
    moment: Instant
    since: Instant
    to: Line


@value
class Told:
    """Whom a bulletin reached by which channels, or why nobody took it."""

    to: Line
    by: Line = ""
    why: Text = ""


@value
class Promise:
    """An action of an open incident that still owes something.

    It is `promised` once its gate was passed: before that no clock watches its day.
    """

    incident: Line
    id: Line
    title: Line
    owner: Line = ""
    team: Line = NO_TEAM
    due: Day | None = None
    priority: Line = ""
    state: ActionState = ActionState.OPEN
    late_by: timedelta | None = None
    promised: bool = True

    @property
    def is_late(self) -> bool:
        """Tell whether the moment has come from which it is late, and it is not done."""
        return self.late_by is not None


@value
class Milestone:
    """An incident that was opened, or that ended, with what it cost as far as that is known."""

    incident: Line
    title: Line
    severity: Line = ""
    services: tuple[Line, ...] = ()
    cost: tuple[Line, ...] = ()


@value
class Learnt:
    """Something that is known now."""

    incident: Line
    id: Line
    text: Text
    remedy: Line = ""


@value
class Finished:
    """An action that was seen to do what it was for."""

    incident: Line
    id: Line
    title: Line
    team: Line = NO_TEAM
    evidence: Line = ""


@value
class CameBack:
    """A factor that caused another incident (`seen_in`), or an action that did not hold."""

    incident: Line
    id: Line
    text: Text
    seen_in: Line = ""
    evidence: Line = ""


@value
class Late:
    """A gate or an action whose deadline has passed."""

    incident: Line
    subject: Line
    title: Line
    owner: Line
    team: Line
    due: Instant
    late_by: timedelta


@value
class Week:
    """What happened from one moment to another, and what is late at its end."""

    since: Instant
    until: Instant
    opened: tuple[Milestone, ...] = ()
    closed: tuple[Milestone, ...] = ()
    withdrawn: tuple[Milestone, ...] = ()
    learnt: tuple[Learnt, ...] = ()
    finished: tuple[Finished, ...] = ()
    came_back: tuple[CameBack, ...] = ()
    late: tuple[Late, ...] = ()
