"""What is owed by when, how it climbs, and what somebody did about it."""

from states.record.deadlines import Deadline
from states.values import Count, Instant, Line, Text, value


@value
class DeadlineSet:
    """Something is owed by a moment that will not move by itself."""

    deadline: Deadline


@value
class DeadlineMet:
    """What was owed is no longer owed."""

    deadline: Line


@value
class RungReached:
    """A deadline climbed its ladder; these people are told.

    `moment` is when (UTC) the rung was to be reached, and `after` when each of `to` may be told;
    without it they are told at once. `waiting_on` are those of them whose turn it is, and
    `waits_for` names everybody whose turn it is, where that is not who owns it. What is said is
    in parts; older ones have it all in `text`.
    """

    deadline: Line
    rung: Count
    times: Count
    to: tuple[Line, ...] = ()
    subject: Line = ""
    text: Text = ""
    moment: Instant | None = None
    after: tuple[Instant, ...] = ()
    waiting_on: tuple[Line, ...] = ()
    bundled: bool = False
    since: Line = ""
    title: Line = ""
    settle: Line = ""
    at_once: bool = False
    waits_for: Line = ""


@value
class OperatorsTold:
    """Something is amiss that only the operators of Retrogate can mend; they are told.

    `about` is the deadline or notice, `after` when (UTC) each of `to` may be told. `gaps` are the
    parties of its ladder that are nobody, of which this is told once. It is told somebody
    `instead` where no operator is there.
    """

    about: Line
    to: tuple[Line, ...] = ()
    subject: Line = ""
    since: Line = ""
    settle: Line = ""
    after: tuple[Instant, ...] = ()
    bundled: bool = False
    gaps: tuple[Line, ...] = ()
    instead: bool = False


@value
class EscalationAcknowledged:
    """Somebody whom it reached stopped a climb until a moment (UTC).

    `after` are when (UTC) those are told who had not been told yet, in the order of their notices.
    """

    deadline: Line
    until: Instant
    reason: Text
    after: tuple[Instant, ...] = ()


@value
class EscalationReassigned:
    """Somebody else answers for it from here on.

    `subject` and what follows is what they are told of it, from `told` (UTC) on; it is empty where
    its ladder tells them, or they took it themselves. A ladder that `goes_on` as it was tells
    those who had not been told yet all the same.
    """

    deadline: Line
    before: Line = ""
    after: Line = ""
    reason: Text = ""
    subject: Line = ""
    since: Line = ""
    settle: Line = ""
    told: Instant | None = None
    bundled: bool = False
    goes_on: bool = False


@value
class EscalationExtended:
    """A deadline moved to a later moment (UTC)."""

    deadline: Line
    before: Instant
    until: Instant
    reason: Text
