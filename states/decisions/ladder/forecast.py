"""Whom each coming rung of a deadline tells if nobody acts, as the ladder itself decides it.

A rung tells others once those below it were reached: whoever heard by then that it is their turn
is not told so again, and a reminder that its deadline overtakes is not sent.
"""

from collections.abc import Iterator
from dataclasses import replace

from states.decisions.hearing import Hearing
from states.decisions.ladder.climbing import reached_at
from states.decisions.ladder.clock import moments, rungs_of
from states.events.escalations import RungReached
from states.record.deadlines import Deadline
from states.values import Count, Instant, Line, value


@value
class Telling:
    """A rung that comes: when (UTC), its `place` from 0, whom it tells and from when (UTC) each."""

    at: Instant
    place: Count
    to: tuple[Line, ...]
    after: tuple[Instant, ...]


def tells(deadline: Deadline, hearing: Hearing) -> tuple[Telling, ...]:
    """List each rung that is still to come once, the next one first, and whom it tells."""
    coming = tuple(_climbed(deadline, hearing))
    said = (_sent(one, coming[place + 1 :], deadline) for place, one in enumerate(coming))
    return tuple(one for one, was in zip(said, coming, strict=True) if one.to or not was.to)


def _climbed(deadline: Deadline, hearing: Hearing) -> Iterator[Telling]:
    rungs = rungs_of(deadline, hearing.rules)
    coming = ((max(at, hearing.now), place, at) for place, at in moments(deadline, rungs))
    for now, place, moment in sorted(coming):
        reached, *_ = reached_at(deadline, place, moment, replace(hearing, now=now))
        yield _telling(reached, now)
        deadline = replace(deadline, heard=deadline.heard_by(reached.waiting_on))


def _telling(reached: RungReached, now: Instant) -> Telling:
    after = reached.after or (now,) * len(reached.to)
    return Telling(now, reached.rung, reached.to, after)


def _sent(reminder: Telling, later: tuple[Telling, ...], deadline: Deadline) -> Telling:
    """Leave out of a reminder whom its deadline tells before they could be reminded."""
    if reminder.at >= deadline.due:
        return reminder
    told = [
        (name, after)
        for name, after in zip(reminder.to, reminder.after, strict=True)
        if not any(deadline.due <= one.at < after and name in one.to for one in later)
    ]
    return replace(
        reminder, to=tuple(name for name, _ in told), after=tuple(after for _, after in told)
    )
