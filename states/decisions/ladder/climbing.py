"""The climb: every rung whose moment has come is reached, each once, until somebody acts.

A rung is reached at its moment, whatever the hour; when each person is told of it is up to
their own hours. A long list takes several ticks.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from states.codec import size_of
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import (
    is_backlogged,
    moments,
    rungs_of,
    times_by,
)
from states.decisions.ladder.parties import Reach, as_many_as_fit, is_bundled, reach_of, told_after
from states.decisions.ladder.troubles import nobody_there, too_many
from states.events import Event, OperatorsTold, RungReached
from states.messages import command_for, since_when, subject_of, title_of
from states.record.deadlines import Deadline

RUNGS_AT_ONCE = 10
"""Rungs reached by one command."""

ROOM = 42_000
"""Bytes of rungs that one entry takes: it has 65,535, and deadlines need theirs."""

ROOM_FOR_NAMES = 28_000
"""Bytes of an entry for those whom one rung reaches."""


def climb(hearing: Hearing) -> Iterator[Event]:
    """Reach every rung whose moment has come, each once; a long list takes several ticks."""
    if is_backlogged(hearing.record):
        return
    room = ROOM
    for deadline, place, moment in islice(_due(hearing), RUNGS_AT_ONCE):
        made = tuple(_reached(deadline, place, moment, hearing))
        size = sum(map(size_of, made))
        if room < ROOM and size > room:
            return
        yield from made
        room -= size


def _due(hearing: Hearing) -> Iterator[tuple[Deadline, int, datetime]]:
    for deadline in hearing.record.deadlines.values():
        for place, moment in moments(deadline, rungs_of(deadline, hearing.rules)):
            if moment <= hearing.now:
                yield deadline, place, moment


def _reached(
    deadline: Deadline, place: int, moment: datetime, hearing: Hearing
) -> Iterator[RungReached | OperatorsTold]:
    reach = reach_of(rungs_of(deadline, hearing.rules), deadline, hearing, place)
    to = as_many_as_fit(reach.to, ROOM_FOR_NAMES)
    yield _rung_reached(deadline, place, moment, replace(reach, to=to), hearing)
    if reach.nobody:
        yield nobody_there(reach.nobody, deadline, moment, hearing)
    elif len(to) < len(reach.to):
        yield too_many(len(to), reach, deadline, moment, hearing)


def _rung_reached(
    deadline: Deadline, place: int, moment: datetime, reach: Reach, hearing: Hearing
) -> RungReached:
    rungs = rungs_of(deadline, hearing.rules)
    rung = rungs[place]
    return RungReached(
        deadline=deadline.id,
        rung=place,
        # What fell due while everything was down is said once, late.
        times=times_by(hearing.now, deadline, place, rungs),
        to=reach.to,
        subject=subject_of(deadline, hearing.record, hearing.now),
        # What was set late was never to be told before.
        moment=max(moment, deadline.set_at),
        after=() if rung.at_once else told_after(reach.to, hearing, moment),
        waiting_on=tuple(one for one in reach.waiting_on if one in reach.to),
        bundled=not rung.at_once and is_bundled(reach.to, hearing),
        since=since_when(deadline, hearing.now),
        title=title_of(hearing.record),
        settle=command_for(deadline, hearing.record),
    )
