"""What is owed, how it climbed, and what was sent, in words: one row for each kind of event."""

from collections.abc import Callable
from typing import Any

from cli.showing.clauses import because, named
from policies.language.wording import moment, shortened
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


def _set(event: DeadlineSet) -> str:
    return f"{event.deadline.id} is due {moment(event.deadline.due)}"


def _rung(event: RungReached) -> str:
    return f"told {named(event.to)} about {event.deadline}{_held(event)}"


def _held(event: RungReached) -> str:
    """Say who is told later than the rung was reached, by their own hours."""
    later = [
        f"{one} from {moment(after)} on"
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
    failed = f"; {', '.join(event.failed)} did not take it" if event.failed else ""
    return f"a notice arrived by {event.channel}{route}{letter}: {event.key}{doubtful}{failed}"


def _undelivered(event: NoticeUndelivered) -> str:
    again = f"it is tried again {moment(event.again)}"
    return f"nobody took the notice {event.key}: {shortened(event.why)}; {again}"


def _put_off(event: NoticePutOff) -> str:
    why = f": {event.why}" if event.why else ""
    return f"the notice {event.key} is told late, {moment(event.after)}{why}"


def _acknowledged(event: EscalationAcknowledged) -> str:
    until = moment(event.until)
    return f"acknowledged {event.deadline} until {until}{because(event.reason)}"


def _reassigned(event: EscalationReassigned) -> str:
    ways = f"from {event.before or 'nobody'} to {event.after}"
    return f"reassigned {event.deadline} {ways}{because(event.reason)}"


def _extended(event: EscalationExtended) -> str:
    ways = f"from {moment(event.before)} to {moment(event.until)}"
    return f"extended {event.deadline} {ways}{because(event.reason)}"


# fmt: off
CLIMBED: dict[type, Callable[[Any], str]] = {
    DeadlineSet:            _set,
    DeadlineMet:            lambda one: f"{one.deadline} is no longer due",
    RungReached:            _rung,
    OperatorsTold:          _operators,
    NoticeDelivered:        _delivered,
    NoticeUndelivered:      _undelivered,
    NoticePutOff:           _put_off,
    NoticeSettled:          lambda one: f"the notice {one.key} was settled before it went",
    EscalationAcknowledged: _acknowledged,
    EscalationReassigned:   _reassigned,
    EscalationExtended:     _extended,
}
# fmt: on
