"""Which escalation is meant, and whom it has reached.

A deadline escalates from the first rung that is reached at it or after it, until what is owed
is done. Before that there is nothing to stop.
"""

from collections.abc import Iterator
from datetime import datetime

from states.calendar import zone_named
from states.decisions.hearing import Hearing, missing
from states.decisions.ladder.clock import moments, rungs_of, side_of, was_reached
from states.decisions.ladder.parties import told
from states.decisions.ladder.turns import ACTIONS
from states.due import day_of, due_told, moment_told
from states.errors import RefusedError
from states.messages import command_for
from states.record.deadlines import Deadline, DeadlineKind
from states.rules import Rules

GONE = "its ladder is gone"


def escalation(name: str, hearing: Hearing) -> Deadline:
    """Return a deadline that climbs; raises where there is none, or it does not climb yet."""
    deadline = hearing.record.deadlines.get(name)
    if deadline is None:
        raise missing("deadline", name, hearing.key, hearing.record.deadlines)
    if deadline.is_question:
        raise RefusedError(
            f"{name} is a question: it waits for an answer, and is neither stopped nor moved",
            f"answer it: {command_for(deadline, hearing.record)} · "
            f"retro decline {hearing.key} {deadline.subject}",
        )
    if not is_climbing(deadline, hearing.rules):
        raise RefusedError(
            f"{name} does not escalate yet: {_begins(deadline, hearing)}",
            " · ".join(_before_it_climbs(deadline, hearing)),
        )
    return deadline


def is_climbing(deadline: Deadline, rules: Rules) -> bool:
    """Tell whether a rung at the deadline or after it was reached; a question only waits."""
    rungs = rungs_of(deadline, rules)
    return not deadline.is_question and any(
        was_reached(deadline, place, rungs) and side_of(rung.at) >= 0
        for place, rung in enumerate(rungs)
    )


def reached_by(deadline: Deadline, hearing: Hearing) -> tuple[str, ...]:
    """List whom the rungs that were reached would reach now, by id."""
    rungs = rungs_of(deadline, hearing.rules)
    reached = (place for place in range(len(rungs)) if was_reached(deadline, place, rungs))
    named = (name for place in reached for name in told(rungs[place:], deadline, hearing))
    return tuple(dict.fromkeys(named))


def _before_it_climbs(deadline: Deadline, hearing: Hearing) -> Iterator[str]:
    yield f"settle it before: {command_for(deadline, hearing.record)}"
    if deadline.kind in ACTIONS:
        action = f"{hearing.key} {deadline.subject}"
        if deadline.kind is DeadlineKind.ACTION:
            yield f'move it: retro action reschedule {action} --due YYYY-MM-DD --reason "…"'
        yield f"hand it on: retro action edit {action} --owner PERSON"


def _begins(deadline: Deadline, hearing: Hearing) -> str:
    rungs = rungs_of(deadline, hearing.rules)
    coming = [at for place, at in moments(deadline, rungs) if side_of(rungs[place].at) >= 0]
    first = f"somebody is told on {_told_on(min(coming), deadline)}" if coming else GONE
    return f"it is due {due_told(deadline)}, and {first}"


def _told_on(moment: datetime, deadline: Deadline) -> str:
    """Write a moment as the deadline is written: as a day where it is due by one."""
    if day_of(deadline) is None:
        return moment_told(moment)
    return f"{moment.astimezone(zone_named(deadline.zone)):%Y-%m-%d}"


def acting(verb: str, deadline: str, key: str, option: str = "--until TIME") -> str:
    """Name the command by which somebody acts on an escalation."""
    return f'retro escalations {verb} {key} {deadline} {option} --reason "…"'
