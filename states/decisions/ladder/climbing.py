"""The climb: every rung whose moment has come is reached, each once, until somebody acts.

A rung is reached at its moment, whatever the hour; when each person is told of it is up to
their own hours. A long list takes several ticks.
"""

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from states.answering import answer_for, why_since
from states.codec import size_of
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import (
    is_backlogged,
    moments,
    rungs_of,
    times_by,
)
from states.decisions.ladder.overtaking import overtaken
from states.decisions.ladder.parties import Reach, as_many_as_fit, is_bundled, reach_of, told_after
from states.decisions.ladder.troubles import nobody_there, too_many
from states.decisions.ladder.waiting import waiting_on
from states.events.escalations import OperatorsTold, RungReached
from states.events.event import Event
from states.messages import cut, subject_of, title_of
from states.record.deadlines import Deadline

RUNGS_AT_ONCE = 10
"""Rungs reached by one command."""

ROOM = 42_000
"""Bytes of rungs that one entry takes: it has 65,535, and deadlines need theirs."""

ROOM_FOR_NAMES = 28_000
"""Bytes of an entry for those whom one rung reaches."""


def climb(hearing: Hearing, taken: int = 0, under_way: Container[str] = ()) -> Iterator[Event]:
    """Reach every rung whose moment has come, each once; a long list takes several ticks.

    `taken` are the bytes of the entry that something else has, `under_way` the keys of notices
    that somebody is sending.
    """
    if is_backlogged(hearing.record, hearing.now):
        return
    room = ROOM - taken
    sofar: dict[str, Deadline] = {}
    for due, place, moment in islice(_due(hearing), RUNGS_AT_ONCE):
        deadline = sofar.get(due.id, due)
        reached, *amiss = reached_at(deadline, place, moment, hearing)
        made: tuple[Event, ...] = (*overtaken(reached, hearing, under_way), reached, *amiss)
        size = sum(map(size_of, made))
        if room < ROOM and size > room:
            return
        yield from made
        room -= size
        sofar[due.id] = replace(
            deadline,
            heard=deadline.heard_by(reached.waiting_on),
            gaps=deadline.gaps_with(gap for one in amiss for gap in one.gaps),
        )


def _due(hearing: Hearing) -> Iterator[tuple[Deadline, int, datetime]]:
    for deadline in hearing.record.deadlines.values():
        for place, moment in moments(deadline, rungs_of(deadline, hearing.rules)):
            if moment <= hearing.now:
                yield deadline, place, moment


def reached_at(
    deadline: Deadline, place: int, moment: datetime, hearing: Hearing
) -> tuple[RungReached, *tuple[OperatorsTold, ...]]:
    """Say whom a rung tells whose moment has come, and what operators are told of it."""
    reach = reach_of(rungs_of(deadline, hearing.rules), deadline, hearing, place)
    to = as_many_as_fit(reach.to, ROOM_FOR_NAMES)
    reached = _rung_reached(deadline, place, moment, replace(reach, to=to), hearing)
    if nobody := tuple(one for one in reach.nobody if one.gap not in deadline.gaps):
        return reached, nobody_there(nobody, deadline, moment, hearing)
    if len(to) < len(reach.to):
        return reached, too_many(len(to), reach, deadline, moment, hearing)
    return (reached,)


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
        since=why_since(deadline, hearing.record, hearing.now),
        title=title_of(hearing.record),
        settle=answer_for(deadline, hearing.record, hearing.now),
        at_once=rung.at_once,
        waits_for=_named(waiting_on(deadline, hearing), deadline),
    )


def _named(waiting: tuple[str, ...], deadline: Deadline) -> str:
    """Name whom it waits for; empty where that goes without saying."""
    if set(waiting) <= {deadline.owner}:
        return ""
    *before, last = waiting
    return cut(f"{', '.join(before)} and {last}" if before else last)
