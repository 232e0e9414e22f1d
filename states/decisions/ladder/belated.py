"""What missed its moment is not made up for in somebody's night.

A notice that was held when everything went down, and whose moment passed meanwhile, waits until
its person may be told again. One that somebody is sending already is left to them.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from states.calendar import may_be_told, told_belatedly
from states.codec import size_of
from states.commands import Tick
from states.decisions.hearing import Hearing
from states.decisions.ladder.rounds import unreached, waiting_for_a_round
from states.events.event import Event
from states.events.notices import NoticePutOff, NoticeSettled
from states.messages import is_for_operators
from states.record.deadlines import Notice

GRACE = timedelta(minutes=10)
"""So late a notice goes out all the same."""

ROOM = 20_000
"""Bytes of what one command puts off, and the one that overflows them."""

NOTHING_RAN = "nothing ran then"
NO_ROUTE = "no route led to you then"


def put_off(command: Tick, hearing: Hearing) -> Iterator[Event]:
    """Put off what nobody was there to send, to when each person may be told; all by and by.

    What was settled meanwhile is told no more.
    """
    taken = 0
    tried = waiting_for_a_round(hearing.record.notices, hearing.now)
    for notice in hearing.record.notices:
        if taken > ROOM:
            return
        if notice.key in command.under_way or notice.to in tried:
            continue
        if after := _told_again(notice, hearing):
            missed = _missed(notice, after, hearing)
            taken += size_of(missed)
            yield missed


def puts_off_more(events: Iterable[Event]) -> bool:
    """Tell whether a command put off as much as it may, so that there may be more."""
    missed = (one for one in events if isinstance(one, NoticePutOff | NoticeSettled))
    return sum(map(size_of, missed)) > ROOM


def _missed(notice: Notice, after: datetime, hearing: Hearing) -> NoticePutOff | NoticeSettled:
    if is_for_operators(notice) or notice.deadline in hearing.record.deadlines:
        is_lost = notice.to in unreached(hearing.record.notices)
        return NoticePutOff(notice.key, after, NO_ROUTE if is_lost else NOTHING_RAN)
    return NoticeSettled(notice.key)


def comes_belatedly(notices: Iterable[Notice], hearing: Hearing) -> bool:
    """Tell whether one of those that may be sent missed its moment, and is to wait again."""
    return any(_told_again(one, hearing) for one in notices)


def _told_again(notice: Notice, hearing: Hearing) -> datetime | None:
    """Say when (UTC) somebody is told of what was missed; None where it need not wait."""
    now, missed = hearing.now, notice.after or notice.at
    if notice.at_once or now - missed <= GRACE:
        return None
    hours = hearing.rules.hours_of(notice.to, hearing.people)
    again = told_belatedly(now, hours) if notice.bundled else may_be_told(now, hours)
    return again if again > now else None
