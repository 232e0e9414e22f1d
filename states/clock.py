"""Deadlines and the ladders they climb.

A deadline is set once and keeps its instant while what it was reckoned from stays. Past it,
it climbs its ladder rung by rung until what is owed is done. It never stops by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from states.deadlines import Deadline, Notice
from states.events import DeadlineMet, DeadlineSet, Event, RungReached
from states.hearing import Hearing
from states.messages import subject_of, text_of
from states.parties import told
from states.record import Retrospective
from states.rules import Rules, Rung

AT_ONCE = 50
"""Deadlines set or struck, or notices raised, by one command: an entry has room for no more."""


def reset(hearing: Hearing) -> Iterator[Event]:
    """Set what is newly owed and strike what no longer is; the rest waits for the next tick."""
    yield from islice(_changes(hearing), AT_ONCE)


def is_unfinished(events: Sequence[Event]) -> bool:
    """Tell whether a command set as many deadlines as it may, so that more may be waiting."""
    return sum(isinstance(one, DeadlineSet | DeadlineMet) for one in events) >= AT_ONCE


def _changes(hearing: Hearing) -> Iterator[Event]:
    owed = {one.id: one for one in hearing.rules.deadlines(hearing.case)}
    held = hearing.record.deadlines
    yield from (DeadlineMet(name) for name in held if name not in owed)
    for name, one in owed.items():
        if name not in held or held[name].anchor != one.anchor:
            yield DeadlineSet(one)
        elif held[name].owner != one.owner:
            yield DeadlineSet(replace(held[name], owner=one.owner))


def climb(hearing: Hearing) -> Iterator[Event]:
    """Reach every rung whose moment has come, each once; a long list takes several ticks."""
    told_now = 0
    for reached in _due(hearing):
        yield reached
        told_now += len(reached.notices)
        if told_now >= AT_ONCE:
            return


def _due(hearing: Hearing) -> Iterator[RungReached]:
    for deadline in hearing.record.deadlines.values():
        rungs = hearing.rules.ladders[deadline.ladder]
        for place, rung in enumerate(rungs):
            moment = rung_moment(deadline, place, rung)
            if moment is not None and moment <= hearing.now:
                yield _reached(deadline, place, moment, rungs, hearing)


def next_moment(record: Retrospective, rules: Rules) -> datetime | None:
    """Say when (UTC) the next rung is due; None where nothing is owed."""
    moments = (
        rung_moment(deadline, place, rung)
        for deadline in record.deadlines.values()
        for place, rung in enumerate(rules.ladders[deadline.ladder])
    )
    return min((one for one in moments if one is not None), default=None)


def rung_moment(deadline: Deadline, place: int, rung: Rung) -> datetime | None:
    """Say when (UTC) a rung is next reached; None where it will not be again.

    A reminder whose moment had passed before its deadline was set is left out.
    """
    times = deadline.fired[place] if place < len(deadline.fired) else 0
    first = deadline.due + rung.at
    if times == 0:
        return None if rung.at < timedelta(0) and first <= deadline.set_at else first
    return first + times * rung.repeat if rung.repeat else None


def _reached(
    deadline: Deadline, place: int, moment: datetime, rungs: tuple[Rung, ...], hearing: Hearing
) -> RungReached:
    rung = rungs[place]
    before = deadline.fired[place] if place < len(deadline.fired) else 0
    # What fell due while everything was down is said once, late.
    missed = (hearing.now - moment) // rung.repeat if rung.repeat else 0
    times = before + 1 + missed
    names = told(rungs[place:], deadline, hearing)
    notices = tuple(_notice(name, deadline, place, times, hearing) for name in names)
    return RungReached(deadline.id, place, times, notices)


def _notice(name: str, deadline: Deadline, place: int, times: int, hearing: Hearing) -> Notice:
    return Notice(
        # A deadline that comes back may be due at the same instant: its entry is another one.
        key=f"{hearing.key}/{deadline.id}/{hearing.seq}/{place}.{times}/{name}",
        to=name,
        deadline=deadline.id,
        rung=place,
        due=deadline.due,
        at=hearing.now,
        subject=subject_of(deadline, hearing.record, hearing.now),
        text=text_of(name, deadline, hearing.record, hearing.now),
    )
