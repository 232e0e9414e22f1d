"""Which escalation is meant, and whom it has reached.

A deadline escalates from the first rung that is reached at it or after it, until what is owed
is done. Before that there is nothing to stop.
"""

from states.decisions.hearing import Hearing, missing
from states.decisions.ladder.clock import fired_of, moments, rungs_of, side_of
from states.decisions.ladder.parties import told
from states.decisions.sense import shown
from states.due import due_told
from states.errors import RefusedError
from states.messages import command_for
from states.record.deadlines import Deadline
from states.rules import Rules


def escalation(name: str, hearing: Hearing) -> Deadline:
    """Return a deadline that climbs; raises where there is none, or it does not climb yet."""
    deadline = hearing.record.deadlines.get(name)
    if deadline is None:
        raise missing("deadline", name, hearing.key, hearing.record.deadlines)
    if not is_climbing(deadline, hearing.rules):
        raise RefusedError(
            f"{name} does not escalate yet: {_begins(deadline, hearing)}",
            f"settle it before: {command_for(deadline, hearing.record)}",
        )
    return deadline


def is_climbing(deadline: Deadline, rules: Rules) -> bool:
    """Tell whether a rung at the deadline or after it was reached."""
    return any(
        fired_of(deadline, place) and side_of(rung.at) >= 0
        for place, rung in enumerate(rungs_of(deadline, rules))
    )


def reached_by(deadline: Deadline, hearing: Hearing) -> tuple[str, ...]:
    """List whom the rungs that were reached would reach now, by id."""
    rungs = rungs_of(deadline, hearing.rules)
    reached = (place for place in range(len(rungs)) if fired_of(deadline, place))
    named = (name for place in reached for name in told(rungs[place:], deadline, hearing))
    return tuple(dict.fromkeys(named))


def _begins(deadline: Deadline, hearing: Hearing) -> str:
    rungs = rungs_of(deadline, hearing.rules)
    coming = [at for place, at in moments(deadline, rungs) if side_of(rungs[place].at) >= 0]
    first = f"somebody is told on {shown(min(coming))}" if coming else "its ladder is gone"
    return f"it is due {due_told(deadline)}, and {first}"


def acting(verb: str, deadline: str, key: str, option: str = "--until TIME") -> str:
    """Name the command by which somebody acts on an escalation."""
    return f'retro escalations {verb} {key} {deadline} {option} --reason "…"'
