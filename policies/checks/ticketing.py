"""How long a promise was without its ticket (R43)."""

from datetime import datetime, timedelta
from typing import ClassVar

from policies.checks.promised import committed
from policies.file.direction import Direction, Tighter
from policies.language.wording import called, moment
from states.record.actions import Action
from states.record.retrospective import Retrospective
from states.rules import Case, Finding
from states.values import Count, value


@value
class TicketedWithin:
    """Every action got its ticket within so many hours of the promise.

    What was promised before the meeting has until so many hours after it. A ticket that came
    late stays late: this is a check to measure by, rather than one to keep a gate shut. What
    has no ticket yet is asked for by `actions.ticketed`.
    """

    id: ClassVar[str] = "actions.ticketed_within"
    title: ClassVar[str] = "tickets are there soon after the meeting"
    tighter: ClassVar[Tighter] = {"hours": Direction.DOWN}
    hours: Count = 24

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each action that waited for longer."""
        return tuple(
            Finding(problem, one.id)
            for one in committed(case.record)
            if (problem := self._late(one, case.record))
        )

    def _late(self, action: Action, record: Retrospective) -> str:
        mark = record.marks.get(action.id)
        if mark is None or mark.ticketed is None:
            return ""
        latest = _promised(mark.added, record) + timedelta(hours=self.hours)
        if mark.ticketed <= latest:
            return ""
        there = moment(mark.ticketed)
        return f"{called(action)} got its ticket on {there}, later than {moment(latest)}"


def _promised(added: datetime, record: Retrospective) -> datetime:
    held = record.meeting.held
    return max(added, held) if held else added
