"""What came of sending a notice: it landed, every route was tried in vain, or it was not sent."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from states.calendar import may_be_told, next_digest
from states.commands import ConfirmNotice
from states.decisions.hearing import Hearing
from states.decisions.ladder.rounds import rounds_of
from states.decisions.ladder.troubles import nobody_reached
from states.events.event import Event
from states.events.notices import NoticeDelivered, NoticePutOff, NoticeSettled, NoticeUndelivered
from states.messages import is_for_operators
from states.record.deadlines import Notice, Untold

PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=24)
"""How long a notice waits after all routes failed: twice as long each time. After a short outage
that is soon, and never longer than it has lasted already."""

REASON_KEPT = 2_000
"""Characters of what channels answered that an entry keeps."""

A_MINUTE = timedelta(minutes=1)
LETTER_HAD_GONE = "the letter of that day had gone"

ROUNDS_ALIKE = 4
"""Rounds of one person until their pause doubles, too: after a week it is the longest."""

DOUBLED = 9
"""So many times, then it is longer than the longest anyway."""


def confirm(command: ConfirmNotice, hearing: Hearing) -> Iterator[Event]:
    """Record what a channel answered; what is not waiting any more needs no answer."""
    notice = next((one for one in hearing.record.notices if one.key == command.key), None)
    if notice is None:
        return
    if command.untold:
        yield _untold(command, notice, hearing)
    elif command.undelivered:
        yield from _undelivered(command, notice, hearing)
    else:
        yield NoticeDelivered(
            command.key,
            command.channel,
            command.delivered or hearing.now,
            command.route,
            command.letter,
            command.doubtful,
            command.failed,
        )


def _untold(command: ConfirmNotice, notice: Notice, hearing: Hearing) -> Event:
    if command.untold is Untold.SETTLED and not _is_owed(notice, hearing):
        return NoticeSettled(command.key)
    hours = hearing.rules.hours_of(notice.to, hearing.people)
    # The letters of a person differ by the minute.
    return NoticePutOff(command.key, next_digest(hearing.now + A_MINUTE, hours), LETTER_HAD_GONE)


def _is_owed(notice: Notice, hearing: Hearing) -> bool:
    is_there = notice.deadline in hearing.record.deadlines and not hearing.record.ended
    return is_there or is_for_operators(notice)


def _undelivered(command: ConfirmNotice, notice: Notice, hearing: Hearing) -> Iterator[Event]:
    yield NoticeUndelivered(
        command.key,
        command.undelivered[:REASON_KEPT],
        _again(notice, hearing),
        command.failed,
        command.doubtful,
    )
    # Once of each person, and not for ever about itself.
    is_known = rounds_of(notice.to, hearing.record.notices) > 0
    if not is_known and not is_for_operators(notice):
        yield nobody_reached(notice, command.undelivered, hearing)


def _again(notice: Notice, hearing: Hearing) -> datetime:
    rounds = rounds_of(notice.to, hearing.record.notices) // ROUNDS_ALIKE
    doubled = min(max(notice.tries, rounds), DOUBLED)
    again = hearing.now + min(PAUSE * 2**doubled, LONGEST_PAUSE)
    hours = hearing.rules.hours_of(notice.to, hearing.people)
    return again if notice.at_once else may_be_told(again, hours)
