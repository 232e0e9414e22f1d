"""What people did about an escalation, done to the ladders of a candidate as well.

Whoever stopped a climb, put a deadline off or handed it on would have done so under the
candidate, too, where there was a climb to stop.
"""

from collections.abc import Iterator
from dataclasses import replace

from states.decisions.escalation.escalated import is_climbing, reached_by
from states.decisions.escalation.holding import begun_anew, extended, held
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import rungs_of
from states.events.escalations import DeadlineSet, EscalationExtended, EscalationReassigned
from states.events.event import Event
from states.messages import STALLED
from states.record.deadlines import Deadline, DeadlineKind
from states.values import Instant


def acted(events: tuple[Event, ...], hearing: Hearing) -> Iterator[DeadlineSet]:
    """Set the deadlines of `hearing` as people set those that were, in one entry of theirs."""
    for event in events:
        match event:
            case DeadlineSet(Deadline(hold=hold) as other) if hold and hold.at == hearing.now:
                for mine in _climbing(other.id, hearing):
                    yield DeadlineSet(held(mine, rungs_of(mine, hearing.rules), hold))
            case EscalationExtended(name, until=until):
                for mine in _climbing(name, hearing):
                    yield from _extended(mine, until, hearing)
            case EscalationReassigned():
                yield from _handed_on(event, hearing)
            case _:
                pass


def _climbing(name: str, hearing: Hearing) -> Iterator[Deadline]:
    mine = hearing.record.deadlines.get(name)
    if mine and is_climbing(mine, hearing.rules):
        yield mine


def _extended(mine: Deadline, until: Instant, hearing: Hearing) -> Iterator[DeadlineSet]:
    # The new day of an action is in the record: its deadline is set by that.
    if mine.kind is not DeadlineKind.ACTION:
        hours = hearing.rules.hours_of(mine.owner, hearing.people)
        rungs = rungs_of(mine, hearing.rules)
        yield DeadlineSet(extended(mine, rungs, until, hearing.now, hours))


def _handed_on(event: EscalationReassigned, hearing: Hearing) -> Iterator[DeadlineSet]:
    climbs = [*_climbing(event.deadline, hearing)]
    anew = {mine.id for mine in climbs if hearing.actor != mine.owner}
    for owed in hearing.rules.deadlines(hearing.case):
        there = hearing.record.deadlines.get(owed.id)
        if there is None:
            continue
        mine = replace(there, anchor=owed.anchor, owner=owed.owner)
        if mine.id in anew and hearing.actor in reached_by(there, hearing):
            hours = hearing.rules.hours_of(mine.owner, hearing.people)
            yield DeadlineSet(begun_anew(mine, rungs_of(mine, hearing.rules), hearing.now, hours))
        elif event.subject and there in climbs:
            yield DeadlineSet(replace(mine, heard=mine.heard_by([event.after])))
        elif mine.kind in STALLED:
            # To hand something on is no progress: what has stalled does not start again.
            yield DeadlineSet(mine)
