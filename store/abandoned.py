"""What people who are not there any more still answer for: actions, and the gates to come.

What was done and waits to be verified is somebody else's to see to.
"""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Engine, select

from states.record.actions import ActionState
from states.record.deadlines import DeadlineKind
from store.engine import reading
from store.tables import actions, deadlines, incidents

PROMISED = (
    select(actions.c.incident, actions.c.id, actions.c.owner)
    .join(incidents, incidents.c.key == actions.c.incident)
    .where(incidents.c.open, actions.c.state == ActionState.OPEN.value, actions.c.owner != "")
    .order_by(actions.c.due.is_(None), actions.c.due, actions.c.incident, actions.c.id)
)
ANSWERED_FOR = (
    select(deadlines.c.incident, deadlines.c.subject, deadlines.c.owner)
    .where(deadlines.c.kind == DeadlineKind.GATE.value)
    .order_by(deadlines.c.due, deadlines.c.incident)
)


class Abandoned(NamedTuple):
    """An action or a gate of an incident, and who is gone and answers for it."""

    incident: str
    subject: str
    person: str


class LeftBehind(NamedTuple):
    """What waits for those who are gone, what is due first before the rest."""

    actions: tuple[Abandoned, ...]
    gates: tuple[Abandoned, ...]


def left_behind(engine: Engine, is_gone: Callable[[str], bool]) -> LeftBehind:
    """List what open incidents wait for, of people who are gone."""
    with reading(engine) as connection:
        rows = [connection.execute(chosen).all() for chosen in (PROMISED, ANSWERED_FOR)]
    promised, answered = ([Abandoned._make(row) for row in each] for each in rows)
    return LeftBehind(
        tuple(one for one in promised if is_gone(one.person)),
        tuple(one for one in answered if is_gone(one.person)),
    )
