"""When each rung of a ladder is reached, and what comes next.

The moments of a deadline are kept with it; nothing here depends on what time it is. A repeat
counts from the first moment of its rung, by the calendar of the deadline's own zone.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from states.calendar import LATEST, Days, Hours, Lapse, later
from states.decisions.ladder.rounds import unreached
from states.record.deadlines import Deadline
from states.record.retrospective import Retrospective
from states.rules import Rules, Rung

BACKLOG = 500
"""Notices of one incident that may wait before the ladders wait, too."""

QUESTION = (Rung(timedelta(0), ("owner",), repeat=Days(2)),)
"""Whoever is to answer a question is told of it, and reminded until there is an answer.

It climbs no higher: what it is about has a ladder of its own, which goes on meanwhile.
"""


def is_backlogged(record: Retrospective, now: datetime) -> bool:
    """Tell whether so much is to be sent now (UTC) that nothing more is raised meanwhile.

    What waits for somebody's hours does not count, and neither does what every route was tried
    for in vain: nobody is to be silenced by somebody who sleeps, or cannot be reached.
    """
    lost = unreached(record.notices)
    ripe = (one for one in record.notices if not (one.tries or one.is_held(now)))
    return sum(one.to not in lost for one in ripe) >= BACKLOG


def next_moment(record: Retrospective, rules: Rules, now: datetime) -> datetime | None:
    """Say when (UTC) the next rung is due; None where nothing is owed, or much is unsent `now`."""
    if is_backlogged(record, now):
        return None
    coming = (
        moment
        for deadline in record.deadlines.values()
        for _, moment in moments(deadline, rungs_of(deadline, rules))
    )
    return min(coming, default=None)


def rungs_of(deadline: Deadline, rules: Rules) -> tuple[Rung, ...]:
    """Return the ladder of a deadline; none where the policy that holds now has no such one."""
    if deadline.is_question:
        return QUESTION
    # After a move a long list takes several ticks until all of it is on ladders that are there.
    return rules.ladders.get(deadline.ladder, ())


def moments(deadline: Deadline, rungs: tuple[Rung, ...]) -> Iterator[tuple[int, datetime]]:
    """Say when (UTC) each rung that is still to come is reached next.

    A reminder whose moment had passed before its deadline was set is left out. A deadline set
    late does not climb all at once: it tells those who hear of it first, and the last ones.
    """
    firsts = firsts_of(deadline, rungs)
    passed = [first <= deadline.set_at for first in firsts]
    # A later rung that was reached may have been put off since: what it climbed past stays so.
    behind = [late or fired_of(deadline, place) > 0 for place, late in enumerate(passed)]
    for place, (rung, first) in enumerate(zip(rungs, firsts, strict=True)):
        fired = fired_of(deadline, place)
        reminds_too_late = passed[place] and side_of(rung.at) < 0
        climbed_past = passed[place] and side_of(rung.at) > 0 and any(behind[place + 1 :])
        if fired and rung.repeat and not (rung.times and fired >= rung.times):
            since = fired - counted_of(deadline, place)
            coming = again(first, rung.repeat, since, deadline.zone)
            if coming < LATEST:  # there it would come again at the same moment for ever
                yield place, coming
        elif not (fired or reminds_too_late or climbed_past):
            yield place, first


def firsts_of(deadline: Deadline, rungs: tuple[Rung, ...]) -> tuple[datetime, ...]:
    """Say when (UTC) each rung is reached first; older deadlines have not kept it."""
    if len(deadline.moments) == len(rungs):
        return deadline.moments
    return reckoned(deadline.due, rungs, Hours(deadline.zone or "UTC"))


def reckoned(due: datetime, rungs: tuple[Rung, ...], hours: Hours) -> tuple[datetime, ...]:
    """Reckon when (UTC) each rung is reached first, by the hours of whoever answers for it."""
    return tuple(later(due, rung.at, hours) for rung in rungs)


def fired_of(deadline: Deadline, place: int) -> int:
    """Say how often a rung has been reached."""
    return deadline.fired[place] if place < len(deadline.fired) else 0


def counted_of(deadline: Deadline, place: int) -> int:
    """Say how often a rung had been reached when it was put off; 0 where it never was."""
    return deadline.counted[place] if place < len(deadline.counted) else 0


def was_reached(deadline: Deadline, place: int, rungs: tuple[Rung, ...]) -> bool:
    """Tell whether a rung was reached, or would have been, had nobody stopped the climb before.

    What was put on other rungs while it was stopped goes on behind those that had passed by then.
    """
    has_passed = firsts_of(deadline, rungs)[place] <= deadline.set_at
    return fired_of(deadline, place) > 0 or (deadline.is_set_ahead and has_passed)


def side_of(at: Lapse) -> int:
    """Say on which side of the deadline a rung stands: -1 before it, 0 at it, 1 after it."""
    far = timedelta(at.count) if isinstance(at, Days) else at
    return (far > timedelta(0)) - (far < timedelta(0))


def again(first: datetime, repeat: Lapse, times: int, zone: str) -> datetime:
    """Say when (UTC) a rung is reached once more that has been reached so many times."""
    if isinstance(repeat, Days):
        return later(first, replace(repeat, count=repeat.count * times), Hours(zone or "UTC"))
    return later(first, repeat * times, Hours(zone or "UTC"))


def times_by(now: datetime, deadline: Deadline, place: int, rungs: tuple[Rung, ...]) -> int:
    """Count how often a rung was to be reached by now (UTC), as far as its limit."""
    rung, first = rungs[place], firsts_of(deadline, rungs)[place]
    if rung.repeat is None:
        return 1
    repeat = rung.repeat
    length = timedelta(repeat.count) if isinstance(repeat, Days) else repeat
    # A wall clock is off by hours at most: from a little before, go on until it is still to come.
    near = max((now - first) // length - 1, 1)
    coming = ((one, again(first, repeat, one, deadline.zone)) for one in count(near))
    since = next(one for one, moment in coming if moment > now or moment == LATEST)
    times = counted_of(deadline, place) + since
    return min(times, rung.times) if rung.times else times
