"""Deadlines and the ladders they climb.

A deadline is set once and keeps its instant while what it was reckoned from stays. Past it,
it climbs its ladder rung by rung until what is owed is done. It never stops by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from states.decisions.hearing import Hearing
from states.decisions.parties import told
from states.events import DeadlineMet, DeadlineSet, Event, RungReached
from states.messages import subject_of, text_of
from states.record.deadlines import Deadline
from states.record.retrospective import Retrospective
from states.rules import Rules, Rung

AT_ONCE = 50
RUNGS_AT_ONCE = 10
"""Deadlines set or struck, and rungs reached, by one command: an entry has room for no more."""

ROOM = 20_000
"""Bytes of rungs that one entry takes, and the one that overflows them."""

BACKLOG = 200
"""Notices of one incident that may wait for their channel before the ladders wait, too."""


def reset(hearing: Hearing, before: Rules) -> Iterator[Event]:
    """Set what is newly owed and strike what no longer is; the rest waits for the next tick.

    `before` are the rules that the deadlines were set by: others after a move.
    """
    yield from islice(_changes(hearing, before), AT_ONCE)


def is_unfinished(events: Sequence[Event]) -> bool:
    """Tell whether a command set as many deadlines as it may, so that more may be waiting."""
    return sum(isinstance(one, DeadlineSet | DeadlineMet) for one in events) >= AT_ONCE


def _changes(hearing: Hearing, before: Rules) -> Iterator[Event]:
    owed = {one.id: one for one in hearing.rules.deadlines(hearing.case)}
    held = hearing.record.deadlines
    yield from (DeadlineMet(name) for name in held if name not in owed)
    due = (_kept(held.get(name), one, hearing, before) for name, one in owed.items())
    yield from (DeadlineSet(one) for one in due if one != held.get(one.id))


def _kept(held: Deadline | None, owed: Deadline, hearing: Hearing, before: Rules) -> Deadline:
    # The instant stays, but whoever answers for it now is told from here on.
    if held is None or held.anchor != owed.anchor:
        return owed
    stays = replace(held, owner=owed.owner)
    rungs = hearing.rules.ladders.get(held.ladder)
    if rungs and rungs == before.ladders.get(held.ladder):
        return stays
    # Under other rungs it climbs as one that is set late does: not all of them at once.
    return replace(stays, ladder=owed.ladder, set_at=hearing.now, fired=())


def climb(hearing: Hearing) -> Iterator[Event]:
    """Reach every rung whose moment has come, each once; a long list takes several ticks."""
    if is_backlogged(hearing.record):
        return
    room = ROOM
    for reached in islice(_reached(hearing), RUNGS_AT_ONCE):
        yield reached
        room -= len(f"{reached.subject}{reached.text}{reached.to}".encode())
        if room < 0:
            return


def is_backlogged(record: Retrospective) -> bool:
    """Tell whether so much is still to be sent that nothing more is raised meanwhile."""
    return len(record.notices) >= BACKLOG


def _reached(hearing: Hearing) -> Iterator[RungReached]:
    for deadline in hearing.record.deadlines.values():
        rungs = _rungs_of(deadline, hearing.rules)
        for place, moment in moments(deadline, rungs):
            if moment <= hearing.now:
                yield _rung_reached(deadline, place, moment, rungs, hearing)


def next_moment(record: Retrospective, rules: Rules) -> datetime | None:
    """Say when (UTC) the next rung is due; None where nothing is owed, or much is unsent."""
    if is_backlogged(record):
        return None
    coming = (
        moment
        for deadline in record.deadlines.values()
        for _, moment in moments(deadline, _rungs_of(deadline, rules))
    )
    return min(coming, default=None)


def _rungs_of(deadline: Deadline, rules: Rules) -> tuple[Rung, ...]:
    # After a move a long list takes several ticks until all of it is on ladders that are there.
    return rules.ladders.get(deadline.ladder, ())


def moments(deadline: Deadline, rungs: tuple[Rung, ...]) -> Iterator[tuple[int, datetime]]:
    """Say when (UTC) each rung that is still to come is reached next.

    A reminder whose moment had passed before its deadline was set is left out. A deadline set
    late does not climb all at once: it tells those who hear of it first, and the last ones.
    """
    fired = (*deadline.fired, *[0] * len(rungs))
    firsts = [deadline.due + rung.at for rung in rungs]
    passed = [first <= deadline.set_at for first in firsts]
    for place, (rung, first) in enumerate(zip(rungs, firsts, strict=True)):
        reminds_too_late = passed[place] and rung.at < timedelta(0)
        climbed_past = rung.at > timedelta(0) and passed[place] and any(passed[place + 1 :])
        if fired[place] and rung.repeat:
            yield place, first + fired[place] * rung.repeat
        elif not (fired[place] or reminds_too_late or climbed_past):
            yield place, first


def _rung_reached(
    deadline: Deadline, place: int, moment: datetime, rungs: tuple[Rung, ...], hearing: Hearing
) -> RungReached:
    rung = rungs[place]
    before = deadline.fired[place] if place < len(deadline.fired) else 0
    # What fell due while everything was down is said once, late.
    missed = (hearing.now - moment) // rung.repeat if rung.repeat else 0
    return RungReached(
        deadline=deadline.id,
        rung=place,
        times=before + 1 + missed,
        to=told(rungs[place:], deadline, hearing),
        subject=subject_of(deadline, hearing.record, hearing.now),
        text=text_of(deadline, hearing.record, hearing.now),
    )
