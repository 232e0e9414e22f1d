"""What climbs over all incidents, or what climbed to one person.

The first is told without folding any incident; for a person their own are folded, since
whom a rung reaches may have changed since somebody was told.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

from cli.app import App
from cli.records.concerning import concerning
from cli.showing.climb_rows import Climb, climb_of
from cli.showing.climbing import is_theirs
from states.decisions.escalation.escalated import is_climbing
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import rungs_of
from store.concerns import Concerns
from store.escalations import EscalationRow, Escalations


def climbs_of(app: App, person: str, *, held_too: bool, limit: int) -> list[Climb]:
    """List what climbs, the longest overdue first; `person` may be empty."""
    found = (
        _of(person, app, held_too=held_too) if person else _of_all(app, limit, held_too=held_too)
    )
    policy = cache(app.policy_by)
    climbs = (
        climb_of(one, rungs_of(one.deadline, policy(one.policy)), app.now)
        for one in found
        # What is older than the moments of its rungs may only have been reminded of.
        if is_climbing(one.deadline, policy(one.policy))
    )
    return [*islice(climbs, limit)]


def _of_all(app: App, limit: int, *, held_too: bool) -> tuple[EscalationRow, ...]:
    return Escalations(app.engine).climbing(app.now, held_too=held_too, limit=limit)


def _of(person: str, app: App, *, held_too: bool) -> Iterator[EscalationRow]:
    keys = concerning(Concerns(app.engine), app.directory(), person, app.now)
    found = Escalations(app.engine).climbing_in(keys, app.now, held_too=held_too)
    hearing = cache(lambda key: replace(app.hearing(app.record(key)), actor=person))
    return (one for one in found if _is_theirs(one, hearing(one.incident)))


def _is_theirs(row: EscalationRow, hearing: Hearing) -> bool:
    deadline = hearing.record.deadlines.get(row.deadline.id)
    return deadline is not None and is_theirs(deadline, hearing)
