"""What a rehearsal tells: one row for each person whom a rung reaches."""

from enum import Enum

from states.decisions.ladder.clock import side_of
from states.record.deadlines import Deadline, DeadlineKind
from states.rules import Rung
from states.values import Count, Instant, Line, value

STALLED = frozenset({DeadlineKind.STALLED_GATE, DeadlineKind.STALLED_ACTION})


class CueKind(Enum):
    """What somebody hears: that it will be due, that it is, that it climbed, that it cannot."""

    REMINDER = "reminder"
    DUE = "due"
    ESCALATION = "escalation"
    AMISS = "operators told"


@value
class Cue:
    """One message to one person, and why; times are UTC, `zone` is the person's own.

    `moment` is when the rung is reached, and `at` when the person may be told by their own
    clock. `goes_on` says what repeats and is not shown again, `instead` who is nobody, so that
    another hears. `to` is empty where nobody is there at all.
    """

    at: Instant
    moment: Instant
    kind: CueKind
    deadline: Line
    due: Instant
    what: Line
    to: Line = ""
    zone: Line = "UTC"
    why: Line = ""
    ladder: Line = ""
    rung: Count = 0
    rungs: Count = 0
    times: Count = 1
    bundled: bool = False
    goes_on: Line = ""
    instead: Line = ""

    @property
    def key(self) -> str:
        """Name it by what is rehearsed, never by when: `gate:facts/3.1/rob`."""
        return f"{self.deadline}/{self.kind.name.lower()}/{self.rung}.{self.times}/{self.to}"

    @property
    def is_held(self) -> bool:
        """Tell whether the person sleeps, is off, or is told once a day, and hears of it later."""
        return self.at > self.moment


def kind_of(deadline: Deadline, rung: Rung) -> CueKind:
    """Say what a rung of `deadline` is; what stalled has climbed already where it is told."""
    side = side_of(rung.at)
    if side < 0:
        return CueKind.REMINDER
    if side > 0 or deadline.kind in STALLED:
        return CueKind.ESCALATION
    return CueKind.DUE
