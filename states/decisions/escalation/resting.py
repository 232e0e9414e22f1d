"""A climb rests: what is to come waits, and so do those who have not been told yet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from states.calendar import may_be_told, next_digest
from states.decisions.escalation.holding import held
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import rungs_of
from states.events.escalations import DeadlineSet, EscalationAcknowledged
from states.events.event import Event
from states.record.deadlines import Deadline, Hold, Notice


def stopped(deadline: Deadline, hold: Hold, hearing: Hearing) -> Iterator[Event]:
    """Stop a climb: what is to come waits, and so do those who were not told yet."""
    after = tuple(_told_later(deadline, hold.until, hearing))
    yield EscalationAcknowledged(deadline.id, hold.until, hold.reason, after)
    since = deadline.hold.began if deadline.hold else None
    rungs = rungs_of(deadline, hearing.rules)
    yield DeadlineSet(held(deadline, rungs, replace(hold, since=since)))


def _told_later(deadline: Deadline, until: datetime, hearing: Hearing) -> Iterator[datetime]:
    for one in hearing.record.notices:
        if one.after and one.is_held_about(deadline.id, hearing.now):
            yield one.after if one.after >= until else _told_again(one, until, hearing)


def _told_again(notice: Notice, until: datetime, hearing: Hearing) -> datetime:
    if notice.at_once:
        return until
    hours = hearing.rules.hours_of(notice.to, hearing.people)
    return next_digest(until, hours) if notice.bundled else may_be_told(until, hours)
