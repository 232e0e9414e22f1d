"""Notices that still have to be sent, and which of them are told later or no more."""

from collections.abc import Iterator
from dataclasses import replace

from states.events.escalations import EscalationAcknowledged, EscalationReassigned
from states.events.notices import NoticePutOff, NoticeUndelivered
from states.messages import waits_for_them
from states.record.deadlines import Notice
from states.record.retrospective import Retrospective
from states.rewording import CLIMB_STOPPED, put_off
from states.stamp import Stamp


def unheard(record: Retrospective, deadline: str, stamp: Stamp) -> tuple[Notice, ...]:
    """Leave out what nobody was told of a deadline yet."""
    # Whoever settled it before anybody could be told hears nothing of it.
    return tuple(one for one in record.notices if not one.is_held_about(deadline, stamp.at))


def heard_later(
    record: Retrospective, event: EscalationAcknowledged, stamp: Stamp
) -> Iterator[Notice]:
    """Put off what nobody was told yet until the moments of an acknowledgement."""
    # An older entry names no moments, and those whom it left out stay so.
    after = iter(event.after)
    for one in record.notices:
        if not one.is_held_about(event.deadline, stamp.at):
            yield one
        elif moment := next(after, None):
            yield put_off(one, NoticePutOff(one.key, moment, CLIMB_STOPPED))


def heard_all_the_same(
    record: Retrospective, event: EscalationReassigned, stamp: Stamp
) -> Iterator[Notice]:
    """Leave out what nobody was told yet, unless its ladder goes on as it was."""
    for one in record.notices:
        waited_for = one.to == event.before and waits_for_them(one)
        if one.is_held_about(event.deadline, stamp.at) and (waited_for or not event.goes_on):
            continue
        yield one


def undelivered(record: Retrospective, event: NoticeUndelivered) -> Retrospective:
    """Try a notice again after a moment."""
    notices = (
        replace(one, after=event.again, tries=one.tries + 1) if one.key == event.key else one
        for one in record.notices
    )
    return replace(record, notices=tuple(notices))


def told_later(record: Retrospective, event: NoticePutOff) -> Retrospective:
    """Tell a notice after another moment."""
    notices = (put_off(one, event) if one.key == event.key else one for one in record.notices)
    return replace(record, notices=tuple(notices))
