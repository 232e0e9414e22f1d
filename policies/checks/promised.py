"""Actions as checks look at them: which are asked about, whose turn it is, when they are late."""

from datetime import date, datetime

from policies.calendars import zone_of
from policies.language.wording import called
from states.calendar import zone_named
from states.due import day_of, due_from, due_told, late_by, moment_told
from states.lifecycle import Phase, has_reached
from states.record.actions import Action, ActionState
from states.record.deadlines import Deadline, DeadlineKind
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


def kept_for(action: Action, case: Case) -> Deadline | None:
    """Return what was promised of the date of an action, where it was."""
    return case.record.deadlines.get(f"{DeadlineKind.ACTION.value}:{action.id}")


def is_late(action: Action, case: Case) -> bool:
    """Tell whether the moment has come from which an action is late."""
    due = due_from(kept_for(action, case), action.due, zone_of(action.owner, case.people))
    return late_by(due, case.now) is not None


def due_clause(action: Action, case: Case) -> str:
    """Say when an action is due, and what day it is there."""
    kept = kept_for(action, case)
    if kept and day_of(kept) is None:
        return f"due {due_told(kept)}, now is {moment_told(case.now)}"
    zone = kept.zone if kept else zone_of(action.owner, case.people)
    today = f"today is {case.now.astimezone(zone_named(zone)):%Y-%m-%d}"
    due = f"due {action.due}" if action.due else action.sprint and f"in sprint {action.sprint}"
    return ", ".join(filter(None, (due, today)))


def over_before_promised(action: Action, case: Case) -> str:
    """Say that the day of an open action is over before anybody promised it; empty if it is not.

    What was promised and is late is no question of its date any more: it escalates.
    """
    record = case.record
    promised = has_reached(record.phase, Phase.ACTIONS_TICKETED) or record.is_promised(action.id)
    is_open = record.progress_of(action.id).state is ActionState.OPEN
    if promised or not is_open or not is_late(action, case):
        return ""
    where = zone_of(action.owner, case.people)
    return f"{called(action)} is due {action.due}, which is over in {where}"


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
