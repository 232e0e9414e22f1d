"""What somebody does about an escalation in time: stop it for a while, or make it due later.

Neither is progress and neither ends a climb: from the date that was named it goes on by itself.
"""

from collections.abc import Iterator
from datetime import timedelta

from states.calendar import Hours, end_of_day, zone_named
from states.commands import (
    AcknowledgeEscalation,
    ExtendEscalation,
    RescheduleAction,
)
from states.decisions.escalation.ending import must_end_by, must_end_in_time
from states.decisions.escalation.escalated import acting, escalation
from states.decisions.escalation.holding import extended
from states.decisions.escalation.respite import must_not_be_waiver
from states.decisions.escalation.resting import stopped
from states.decisions.escalation.stopping import must_be_concerned, must_be_reached
from states.decisions.gates import must_say_why
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import rungs_of
from states.decisions.promises import reschedule
from states.errors import RefusedError
from states.events.actions import ActionRescheduled
from states.events.escalations import DeadlineSet, EscalationExtended
from states.events.event import Event
from states.record.deadlines import Deadline, DeadlineKind, Hold

AN_INSTANT = timedelta.resolution


def acknowledge_escalation(command: AcknowledgeEscalation, hearing: Hearing) -> Iterator[Event]:
    """Stop a climb until a moment, for whoever it reached; then it goes on."""
    deadline = escalation(command.deadline, hearing)
    must_be_reached(deadline, hearing)
    must_say_why(command.reason, "acknowledging an escalation", hearing)
    must_end_in_time(command.until, hearing.terms.acknowledge_max, "ack", deadline, hearing)
    hold = Hold(hearing.actor, hearing.now, command.until, command.reason)
    yield from stopped(deadline, hold, hearing)


def extend_escalation(command: ExtendEscalation, hearing: Hearing) -> Iterator[Event]:
    """Make it due later, as often as the policy says; an action is rescheduled (R50)."""
    deadline = escalation(command.deadline, hearing)
    must_not_be_waiver(deadline, hearing)
    must_say_why(command.reason, "extending a deadline", hearing)
    must_end_by(command.until, hearing.terms.extension_max, "extend", deadline, hearing)
    if deadline.kind is DeadlineKind.ACTION:
        yield from _rescheduled(deadline, command, hearing)
        return
    must_be_concerned(deadline, hearing)
    _must_have_extensions_left(deadline, hearing)
    yield EscalationExtended(deadline.id, deadline.due, command.until, command.reason)
    rungs, hours = rungs_of(deadline, hearing.rules), _hours_of(deadline.owner, hearing)
    yield DeadlineSet(extended(deadline, rungs, command.until, hearing.now, hours))


def _rescheduled(
    deadline: Deadline, command: ExtendEscalation, hearing: Hearing
) -> Iterator[Event]:
    action = hearing.action(deadline.subject)
    zone = _hours_of(deadline.owner, hearing).zone
    # A due date is a whole day: the last one that begins before the moment that was named.
    day = (command.until - AN_INSTANT).astimezone(zone_named(zone)).date()
    made = tuple(reschedule(RescheduleAction(action.id, day, command.reason), hearing))
    if any(isinstance(one, ActionRescheduled) for one in made):
        until = end_of_day(day, zone)
        yield EscalationExtended(deadline.id, deadline.due, until, command.reason)
    yield from made


def _must_have_extensions_left(deadline: Deadline, hearing: Hearing) -> None:
    used, limit = deadline.extended, hearing.terms.extension_limit
    if used >= limit:
        raise RefusedError(
            f"{deadline.id} was extended {used} of {limit} times: it is not extended again",
            f"ask a second person: {acting('waive', deadline.id, hearing.key)}",
        )


def _hours_of(name: str, hearing: Hearing) -> Hours:
    return hearing.rules.hours_of(name, hearing.people)
