"""Deadlines are set, and struck: what is owed now, against what was set before.

A deadline is set once, with the moment of each rung. It keeps them while what it was reckoned
from stays; only what is recorded moves them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from states.calendar import end_of_day, within_calendar
from states.codec import size_of
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import reckoned, rungs_of
from states.decisions.ladder.questions import asked
from states.events.escalations import DeadlineMet, DeadlineSet
from states.events.event import Event
from states.record.deadlines import Deadline, DeadlineKind
from states.rules import Rules

ROOM = 17_000
"""Bytes of deadlines that are set or struck by one command, and the one that overflows them."""

AT_ONCE = timedelta(0)


def reset(hearing: Hearing, before: Rules) -> Iterator[Event]:
    """Set what is newly owed and strike what no longer is; the rest waits for the next tick.

    `before` are the rules that the deadlines were set by: others after a move.
    """
    taken = 0
    for change in _changes(hearing, before):
        if taken > ROOM:
            return
        yield change
        taken += size_of(change)


def is_unfinished(events: Iterable[Event]) -> bool:
    """Tell whether a command set as many deadlines as it may, so that more may be waiting."""
    changes = (one for one in events if isinstance(one, DeadlineSet | DeadlineMet))
    return sum(map(size_of, changes)) > ROOM


def _changes(hearing: Hearing, before: Rules) -> Iterator[Event]:
    promised = hearing.rules.deadlines(hearing.case)
    owed = {one.id: one for one in (*promised, *asked(hearing))}
    held = hearing.record.deadlines
    yield from (DeadlineMet(name) for name in held if name not in owed)
    due = (_kept(held.get(name), one, hearing, before) for name, one in owed.items())
    yield from (DeadlineSet(one) for one in due if one != held.get(one.id))


def _kept(held: Deadline | None, owed: Deadline, hearing: Hearing, before: Rules) -> Deadline:
    if held is None or not _is_same_promise(held, owed, hearing):
        return with_moments(owed, hearing)
    # The instant stays, but whoever answers for it now is told from here on.
    stays = replace(held, owner=owed.owner)
    rungs = rungs_of(held, hearing.rules)
    if rungs and rungs == rungs_of(held, before):
        return stays
    return _on_other_rungs(replace(stays, ladder=owed.ladder), hearing)


def _is_same_promise(held: Deadline, owed: Deadline, hearing: Hearing) -> bool:
    return held.anchor == owed.anchor or held.anchor in _ends_of_its_day(held, hearing)


def _ends_of_its_day(held: Deadline, hearing: Hearing) -> Iterator[datetime]:
    # In another owner's zone a day ends at another moment, and is the same day.
    action = hearing.record.action_for(held.subject)
    if held.kind is not DeadlineKind.ACTION or action is None or action.due is None:
        return
    owners = hearing.record.owners_of(action.id)
    zones = {hearing.rules.hours_of(one, hearing.people).zone for one in owners}
    yield from (end_of_day(action.due, one) for one in (held.zone, *zones) if one)


def with_moments(deadline: Deadline, hearing: Hearing) -> Deadline:
    """Return a deadline with the moments of its rungs, by the hours of whom it belongs to."""
    hours = hearing.rules.hours_of(deadline.owner, hearing.people)
    rungs = rungs_of(deadline, hearing.rules)
    kept = reckoned(deadline.due, rungs, hours)
    return replace(deadline, zone=hours.zone, moments=kept)


def _on_other_rungs(deadline: Deadline, hearing: Hearing) -> Deadline:
    # It climbs as one that is set late does, not all at once.
    begun = replace(deadline, set_at=hearing.now, fired=(), counted=(), tellings=())
    anew = with_moments(begun, hearing)
    stays = replace(anew, zone=deadline.zone or anew.zone)
    if not deadline.hold or not deadline.hold.lasts(hearing.now):
        return stays
    # Whoever stopped it stopped it on these rungs, too: for as long nothing passes on them.
    wakes, now = deadline.hold.until, hearing.now
    kept = tuple(within_calendar(wakes + max(one - now, AT_ONCE)) for one in anew.moments)
    return replace(stays, set_at=wakes, moments=kept)
