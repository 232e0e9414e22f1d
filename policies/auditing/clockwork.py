"""What the engine did by the clock: deadlines that are set and struck, and rungs reached.

They are nearly all there is in a long history, and no gate asks about them: they are looked at
as the entries have them, and none is read further.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from policies.auditing.discrepancy import Kind, Odd
from policies.auditing.step import Body, Read, Step
from states.codec import from_json
from states.envelope import ENGINE
from states.events.escalations import (
    DeadlineMet,
    DeadlineSet,
    EscalationAcknowledged,
    EscalationExtended,
    EscalationReassigned,
    OperatorsTold,
    RungReached,
)
from states.events.gates import GateShadowed
from states.events.notices import NoticeDelivered, NoticeUndelivered
from states.events.record import TextsErased
from states.events.recurrence import ErrandDone, ErrandSet
from states.record.deadlines import Deadline

REACHED, SET, MET = RungReached.__name__, DeadlineSet.__name__, DeadlineMet.__name__

CLOCKWORK = frozenset(
    one.__name__
    for one in (
        DeadlineMet,
        DeadlineSet,
        ErrandDone,
        ErrandSet,
        EscalationAcknowledged,
        EscalationExtended,
        EscalationReassigned,
        GateShadowed,
        NoticeDelivered,
        NoticeUndelivered,
        OperatorsTold,
        RungReached,
        TextsErased,
    )
)
"""Events that change nothing which a gate, or a second person, is asked about."""


class Unread(NamedTuple):
    """A deadline as its entry has it, and what puts its texts back."""

    body: Body
    read: Read


class Clockwork:
    """The deadlines of one incident, and how often each rung of theirs was reached."""

    def __init__(self) -> None:
        """Begin without deadlines."""
        self.deadlines: dict[str, Unread] = {}
        self._reached: dict[str, dict[int, int]] = {}

    def hear(self, name: str, body: Body, step: Step) -> Iterable[Odd]:
        """Take an event of the clock, and say what is odd about it."""
        if name == REACHED:
            return self._rung(body, step)
        if name == SET:
            self._set(Unread(body["deadline"], step.read))
        elif name == MET:
            return self._met(body["deadline"])
        return ()

    def _set(self, deadline: Unread) -> None:
        name = f"{deadline.body['kind']}:{deadline.body['subject']}"
        self.deadlines[name] = deadline
        self._reached[name] = dict(enumerate(deadline.body.get("fired", ())))

    def _met(self, name: str) -> Iterator[Odd]:
        if self.deadlines.pop(name, None) is None:
            yield Odd(Kind.LADDER, f"the deadline {name} set before it is met", "never set")

    def _rung(self, event: Body, step: Step) -> Iterator[Odd]:
        name, place, times = event["deadline"], event["rung"], event["times"]
        if name not in self.deadlines:
            yield Odd(Kind.LADDER, f"the deadline {name} set before it climbs", "never set")
            return
        yield from _early(event, self.deadlines[name].body, step)
        before = self._reached[name].get(place, 0)
        if times <= before:
            said = f"rung {place} of {name} reached {before} times before"
            yield Odd(Kind.LADDER, said, f"for time {times}")
        self._reached[name][place] = times
        if step.by != ENGINE:
            yield Odd(Kind.LADDER, f"{name} climbed by {ENGINE}", f"by {step.by}")


def _early(event: Body, deadline: Body, step: Step) -> Iterator[Odd]:
    place = event["rung"]
    kept = deadline.get("moments", ())[place : place + 1]
    said = (event["moment"],) if "moment" in event else ()
    for moment in map(datetime.fromisoformat, (*kept, *said)):
        if moment > step.at:
            told = f"rung {place} of {event['deadline']} not before {_shown(moment)}"
            yield Odd(Kind.LADDER, told, f"reached at {_shown(step.at)}")


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def deadlines_in(unread: Mapping[str, Unread]) -> dict[str, Deadline]:
    """Read deadlines, for what depends on them after all."""
    return {name: from_json(Deadline, one.read(one.body)) for name, one in unread.items()}
