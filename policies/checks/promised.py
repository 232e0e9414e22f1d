"""Actions as checks look at them: which are asked about, whose turn it is, when they are late."""

from datetime import date, datetime

from policies.calendars import zone_of
from states.calendar import end_of_day
from states.record.actions import Action, ActionState
from states.record.retrospective import Retrospective
from states.rules import Case


def committed(record: Retrospective) -> tuple[Action, ...]:
    """List the actions that were not parked."""
    return tuple(
        one for one in record.actions if record.progress_of(one.id).state is not ActionState.PARKED
    )


def edit(case: Case, action: Action, flags: str) -> str:
    """Write the command that changes an action."""
    return f"retro action edit {case.record.incident} {action.id} {flags}"


def is_late(action: Action, case: Case) -> bool:
    """Tell whether the due date is over where the owner is."""
    if action.due is None:
        return False
    return end_of_day(action.due, zone_of(action.owner, case.people)) <= case.now


def turn_of(action: Action) -> tuple[str, ...]:
    """Name the owner, whose turn it is while an action is open."""
    return (action.owner,) if action.owner else ()


def verifiers(action: Action, case: Case) -> tuple[str, ...]:
    """List who of those around the record could verify `action`: never who did it."""
    record, today = case.record, case.now.date()
    context = record.context
    around = {
        context.commander,
        context.facilitator,
        context.scribe,
        context.decision_owner,
        context.service_owner,
        *context.participants,
        *(one.owner for one in record.actions),
    }
    doers = {action.owner, record.progress_of(action.id).by}
    return tuple(sorted(one for one in around - doers if case.people.is_here(one, today)))


def opened_on(case: Case) -> date:
    """Return the day the record was opened."""
    opened: datetime = case.record.opened or case.now
    return opened.date()
