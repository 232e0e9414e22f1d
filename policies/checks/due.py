"""By when every action is promised (R40, R50)."""

from datetime import date, timedelta
from typing import ClassVar

from policies.checks.promised import committed, edit, opened_on, over_before_promised
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
    that was moved openly, by rescheduling, is not asked about again. Nobody promises a day that
    is over where the owner is; once no day is left that may be promised, one is asked for openly.
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
        over = over_before_promised(action, case)
        if action.due is None or (self._was_moved(action, case) and not over):
            return ""
        first, last = _first(action, case), self._last(action, case)
        if action.due < first:
            return (
                f"{called(action)} is due {action.due}, before there was anything to do ({first})"
            )
        if over:
            return over
        if action.due > last:
            allowed = f"{self._days(action)} days after {first} ({last})"
            return f"{called(action)} is due {action.due}, more than {allowed}"
        return ""

    def _last(self, action: Action, case: Case) -> date:
        return _first(action, case) + timedelta(days=self._days(action))

    def _fix(self, action: Action, case: Case) -> str:
        last, ahead = self._last(action, case), self._is_day_left(action, case)
        if _is_promised(case.record) or not ahead:
            day = last if ahead else DAY
            flags = f'--due {day} --reason "WHY IT MOVES"'
            return f"retro action reschedule {case.record.incident} {action.id} {flags}"
        return edit(case, action, f"--due {last}")

    def _is_day_left(self, action: Action, case: Case) -> bool:
        return self._last(action, case) > case.now.date()

    def _was_moved(self, action: Action, case: Case) -> bool:
        record = case.record
        is_alone = action.priority is not Priority.P1 and not self._is_day_left(action, case)
        if _is_promised(record) or is_alone:
            return record.progress_of(action.id).reschedules > 0
        return _is_granted(action, record)


def _is_promised(record: Retrospective) -> bool:
    return has_reached(record.phase, Phase.ACTIONS_TICKETED)


def _first(action: Action, case: Case) -> date:
    """Return the day from which an action's days are counted."""
    mark = case.record.marks.get(action.id)
    opened = opened_on(case)
    return max(opened, mark.added.date()) if mark and _is_promised(case.record) else opened


def _is_granted(action: Action, record: Retrospective) -> bool:
    granted = (one.wish for one in record.proposals if one.verdict is Verdict.GRANTED)
    return any(
        isinstance(one, Rescheduling) and (one.action, one.due) == (action.id, action.due)
        for one in granted
    )
