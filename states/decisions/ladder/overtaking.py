"""What nobody could be told yet, and is said by what comes now, is not sent any more.

A reminder says nothing once its person is told that it is due, and whoever cannot be reached
finds one notice of a rung that was repeated meanwhile, not one of each time.
"""

from collections.abc import Container, Iterator

from states.decisions.hearing import Hearing
from states.decisions.ladder.rounds import unreached
from states.events.escalations import RungReached
from states.events.notices import NoticeSettled
from states.messages import is_handed, says_when_due
from states.record.deadlines import Notice


def overtaken(
    reached: RungReached, hearing: Hearing, under_way: Container[str] = ()
) -> Iterator[NoticeSettled]:
    """Settle what a rung says better to the same person; what somebody sends is left to them."""
    is_due = hearing.now >= hearing.record.deadlines[reached.deadline].due
    lost = unreached(hearing.record.notices)
    for one in hearing.record.notices:
        if (one.deadline, one.to in reached.to) != (reached.deadline, True):
            continue
        is_reminder = is_due and one.is_held(hearing.now) and says_when_due(one)
        is_repeated = one.to in lost and _is_of(one, reached)
        if one.key not in under_way and (is_reminder or is_repeated):
            yield NoticeSettled(one.key)


def _is_of(notice: Notice, reached: RungReached) -> bool:
    return notice.rung == reached.rung and not is_handed(notice)
