"""By when every action is promised (R40, R50)."""

from datetime import date, timedelta
from typing import ClassVar

from policies.checks.promised import committed, edit, opened_on
from policies.file.direction import Direction, Tighter
from policies.language.wording import DAY, called, quoted
from states.lifecycle import Phase, has_reached
from states.record.actions import Action, Priority
from states.record.proposals import Rescheduling, Verdict
from states.record.retrospective import Retrospective
from states.rules import Case, Finding
from states.values import Count, value


@value
class Due:
    """Every action has a due date; that of a target sprint is the day the sprint ends."""

    id: ClassVar[str] = "actions.due"
    title: ClassVar[str] = "every action has a due date"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each action without one: no clock watches a sprint that is only a name."""
        return tuple(
            Finding(_undated(one), one.id, edit(case, one, f"--due {DAY}"))
            for one in committed(case.record)
            if one.due is None
        )


def _undated(action: Action) -> str:
    if not action.sprint:
        return f"{called(action)} has no due date"
    return f"{called(action)} names the sprint {quoted(action.sprint)} and not the day it ends"


@value
class DueWithin:
    """Due dates lie within so many days of the day the record was opened.

    An action that joins after the promise was made counts from the day it joined; a date
    that was moved openly, by rescheduling, is not asked about again.
    """

    id: ClassVar[str] = "actions.due_within"
    title: ClassVar[str] = "due dates lie within the days the policy allows"
    tighter: ClassVar[Tighter] = {
        "p1_days": Direction.DOWN,
        "other_days": Direction.DOWN,
    }
    p1_days: Count = 30
    other_days: Count = 90

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each action that is due too late, or before there was anything to do."""
        return tuple(
            Finding(problem, one.id, self._fix(one, case))
            for one in committed(case.record)
            if case.record.owes(one) and (problem := self._problem(one, case))
        )

    def _days(self, action: Action) -> int:
        return self.p1_days if action.priority is Priority.P1 else self.other_days

    def _problem(self, action: Action, case: Case) -> str:
        if action.due is None or _was_moved(action, case.record):
            return ""
        first, last = _first(action, case), self._last(action, case)
        if action.due < first:
            return (
                f"{called(action)} is due {action.due}, before there was anything to do ({first})"
            )
        if action.due > last:
            allowed = f"{self._days(action)} days after {first} ({last})"
            return f"{called(action)} is due {action.due}, more than {allowed}"
        return ""

    def _last(self, action: Action, case: Case) -> date:
        return _first(action, case) + timedelta(days=self._days(action))

    def _fix(self, action: Action, case: Case) -> str:
        last, promised = self._last(action, case), _is_promised(case.record)
        ahead = last > case.now.date()
        if promised or (action.priority is Priority.P1 and not ahead):
            day = last if ahead else DAY
            flags = f'--due {day} --reason "WHY IT MOVES"'
            return f"retro action reschedule {case.record.incident} {action.id} {flags}"
        return edit(case, action, f"--due {last}")


def _is_promised(record: Retrospective) -> bool:
    return has_reached(record.phase, Phase.ACTIONS_TICKETED)


def _first(action: Action, case: Case) -> date:
    """Return the day from which an action's days are counted."""
    mark = case.record.marks.get(action.id)
    opened = opened_on(case)
    return max(opened, mark.added.date()) if mark and _is_promised(case.record) else opened


def _was_moved(action: Action, record: Retrospective) -> bool:
    if _is_promised(record):
        return record.progress_of(action.id).reschedules > 0
    granted = (one.wish for one in record.proposals if one.verdict is Verdict.GRANTED)
    return any(
        isinstance(one, Rescheduling) and (one.action, one.due) == (action.id, action.due)
        for one in granted
    )
