"""What climbs in an incident, and for whom it is to act."""

from states.decisions.escalation.escalated import is_climbing, reached_by
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import rungs_of, side_of, was_reached
from states.decisions.ladder.waiting import waiting_on
from states.record.deadlines import Deadline


def climbing(hearing: Hearing) -> tuple[Deadline, ...]:
    """List the deadlines that climb, what climbed furthest first."""
    late = (one for one in hearing.record.deadlines.values() if is_climbing(one, hearing.rules))
    return tuple(sorted(late, key=lambda one: (-rung_of(one, hearing), one.due, one.id)))


def rung_of(deadline: Deadline, hearing: Hearing) -> int:
    """Return the number of the last rung reached, from 1; 0 where none but reminders was."""
    rungs = rungs_of(deadline, hearing.rules)
    late = (number for number, rung in enumerate(rungs, start=1) if side_of(rung.at) >= 0)
    reached = (number for number in late if was_reached(deadline, number - 1, rungs))
    return max(reached, default=0)


def is_theirs(deadline: Deadline, hearing: Hearing) -> bool:
    """Tell whether it climbed to the person who asks, and is waiting for somebody else."""
    reached = reached_by(deadline, hearing)
    return hearing.actor in reached and hearing.actor not in waiting_on(deadline, hearing)
