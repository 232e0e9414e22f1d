"""What is owed, how it climbed, and what was sent, in words: one row for each kind of event.

Moments are those of the clocks of a zone.
"""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from cli.showing.clauses import because, named
from policies.language.wording import shortened
from states.due import due_told, moment_told
from states.events.escalations import (
    DeadlineMet,
    DeadlineSet,
    EscalationAcknowledged,
    EscalationExtended,
    EscalationReassigned,
    OperatorsTold,
    RungReached,
)
from states.events.notices import NoticeDelivered, NoticePutOff, NoticeSettled, NoticeUndelivered
from states.record.deadlines import DeadlineKind

AN_ACTION = f"{DeadlineKind.ACTION.value}:"


def _set(event: DeadlineSet, zone: tzinfo) -> str:
    return f"{event.deadline.id} is due {due_told(event.deadline, zone)}"


def _rung(event: RungReached, zone: tzinfo) -> str:
    return f"told {named(event.to)} about {event.deadline}{_held(event, zone)}"


def _held(event: RungReached, zone: tzinfo) -> str:
    """Say who is told later than the rung was reached, by their own hours."""
    later = [
        f"{one} from {moment_told(after, zone)} on"
        for one, after in zip(event.to, event.after, strict=False)
        if event.moment and after > event.moment
    ]
    return f", {', '.join(later)}" if later else ""


def _operators(event: OperatorsTold) -> str:
    return f"told the operators ({named(event.to)}): {event.subject}"


def _delivered(event: NoticeDelivered) -> str:
    route = f" on route {event.route}" if event.route else ""
    letter = f" in {event.letter}" if event.letter else ""
    doubtful = f"; {', '.join(event.doubtful)} may have had it before" if event.doubtful else ""
    refused = [one for one in event.failed if one not in event.doubtful]
    failed = f"; {', '.join(refused)} did not take it" if refused else ""
    return f"a notice arrived by {event.channel}{route}{letter}: {event.key}{doubtful}{failed}"


def _undelivered(event: NoticeUndelivered, zone: tzinfo) -> str:
    again = f"it is tried again {moment_told(event.again, zone)}"
    return f"nobody took the notice {event.key}: {shortened(event.why)}; {again}"


def _put_off(event: NoticePutOff, zone: tzinfo) -> str:
    why = f": {event.why}" if event.why else ""
    return f"the notice {event.key} is told late, {moment_told(event.after, zone)}{why}"


def _acknowledged(event: EscalationAcknowledged, zone: tzinfo) -> str:
    until = moment_told(event.until, zone)
    return f"acknowledged {event.deadline} until {until}{because(event.reason)}"


def _reassigned(event: EscalationReassigned) -> str:
    ways = f"from {event.before or 'nobody'} to {event.after}"
    return f"reassigned {event.deadline} {ways}{because(event.reason)}"


def _extended(event: EscalationExtended, zone: tzinfo) -> str:
    ways = f" from {moment_told(event.before, zone)} to {moment_told(event.until, zone)}"
    # An action is due by a day, which its rescheduling says.
    by_day = event.deadline.startswith(AN_ACTION)
    return f"extended {event.deadline}{'' if by_day else ways}{because(event.reason)}"


# fmt: off
CLIMBED: dict[type, Callable[[Any], str]] = {
    DeadlineMet:          lambda one: f"{one.deadline} is no longer due",
    OperatorsTold:        _operators,
    NoticeDelivered:      _delivered,
    NoticeSettled:        lambda one: f"the notice {one.key} was settled before it went",
    EscalationReassigned: _reassigned,
}

CLIMBED_BY_THE_CLOCK: dict[type, Callable[[Any, tzinfo], str]] = {
    DeadlineSet:            _set,
    RungReached:            _rung,
    NoticeUndelivered:      _undelivered,
    NoticePutOff:           _put_off,
    EscalationAcknowledged: _acknowledged,
    EscalationExtended:     _extended,
}
# fmt: on
