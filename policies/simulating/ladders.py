"""The deadlines of one incident as another policy would have set them, climbing as time passes.

The engine's own functions set and climb them; only the clock is replayed, and every notice is
taken to have arrived at once.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from policies.policy import Policy
from policies.simulating.acting import acted
from policies.simulating.past import Staff, Step
from states.commands import Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import next_moment
from states.decisions.ladder.setting import reset
from states.envelope import ENGINE
from states.events.escalations import DeadlineSet, RungReached
from states.events.event import Event
from states.evolve import fold
from states.record.deadlines import Deadline
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from states.values import Instant, Line, value

MOST = 1_000
"""So many ticks of one incident are replayed: a ladder that repeats every minute has no end."""


@value
class Call:
    """One rung that was reached: when (UTC), of which deadline, and who was told."""

    at: Instant
    deadline: Line
    to: tuple[Line, ...]


class Ladders:
    """What one policy would have set and raised, up to the moment that has been replayed."""

    def __init__(self, incident: str, policy: Policy, staff: Staff) -> None:
        """Begin before the incident."""
        self._record = Retrospective(incident)
        self._policy = policy
        self._staff = staff
        self._now = datetime.min.replace(tzinfo=UTC)
        self._ticks = 0
        self._asked: set[str] = set()
        self.calls: list[Call] = []

    @property
    def is_cut(self) -> bool:
        """Tell whether there was more to raise than is replayed."""
        return self._ticks >= MOST

    def climb(self, until: datetime) -> None:
        """Reach every rung whose moment comes until then, each at its moment."""
        while (moment := self._next) is not None and moment <= until and not self.is_cut:
            self._ticks += 1
            made = self._ticked(moment)
            self.calls += filter(self._is_told_of, calls_in(made, self._now))
            self._happened(self._record, made)

    def follow(self, record: Retrospective, step: Step) -> None:
        """Take what happened, and set and strike deadlines as the engine does after a command."""
        self._now = step.at
        self._happened(replace(record, deadlines=self._record.deadlines), ())
        self._asked |= {one.id for one in _deadlines_in(step) if one.is_question}
        told = replace(self._hearing, actor=step.by)
        self._happened(self._record, tuple(acted(step.events, told)))
        while made := tuple(reset(self._hearing, self._policy)):
            self._happened(self._record, made)

    @property
    def _next(self) -> datetime | None:
        return next_moment(self._record, self._policy, self._now)

    def _is_told_of(self, call: Call) -> bool:
        # Nobody was told of a question in times when nobody was told of any.
        return call.deadline in self._asked or not self._record.deadlines[call.deadline].is_question

    def _ticked(self, moment: datetime) -> tuple[Event, ...]:
        # A rung may have been due when its deadline was set: it is reached then, not before.
        self._now = max(moment, self._now)
        return decide(Tick(), self._hearing)

    def _happened(self, record: Retrospective, made: tuple[Event, ...]) -> None:
        after = fold(record, made, Stamp(self._now, ENGINE, record.revision + 1))
        self._record = replace(after, notices=())

    @property
    def _hearing(self) -> Hearing:
        record, people = self._record, self._staff.at(self._now)
        return Hearing(record, self._policy, people, ENGINE, self._now, record.revision + 1)


def _deadlines_in(step: Step) -> Iterator[Deadline]:
    return (one.deadline for one in step.events if isinstance(one, DeadlineSet))


def calls_in(events: tuple[Event, ...], at: datetime) -> Iterator[Call]:
    """List the rungs that an entry says were reached."""
    for one in events:
        if isinstance(one, RungReached):
            yield Call(at, one.deadline, one.to)
