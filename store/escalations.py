"""Answer what climbs over all open incidents, without asking or folding any of them.

Each row has its deadline as the record has it, so that the rungs to come can be told by the
policy alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, func, or_, select

from states.record.deadlines import Deadline, DeadlineKind
from store.engine import reading
from store.read_model import LIMIT, MOST
from store.tables import actions, deadlines, incidents, notices

ACTIONS = (DeadlineKind.ACTION.value, DeadlineKind.STALLED_ACTION.value)


class EscalationRow(NamedTuple):
    """A deadline that climbs; `title` is of its action or incident, `told` who was told last."""

    incident: str
    title: str
    policy: str
    deadline: Deadline
    told: tuple[str, ...] = ()


class Escalations:
    """What climbs, read from the tables that `store.projection` fills."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of `engine`."""
        self._engine = engine

    def climbing(
        self, now: datetime, *, held_too: bool = False, limit: int = LIMIT
    ) -> tuple[EscalationRow, ...]:
        """List what climbs at `now` (UTC), the longest overdue first.

        `held_too` lists what somebody stopped for a while as well.
        """
        chosen = _ROWS.where(*_asked(now, held_too=held_too)).limit(limit)
        with reading(self._engine) as connection:
            return _rows(connection, chosen)

    def climbing_in(
        self, keys: Sequence[str], now: datetime, *, held_too: bool = False
    ) -> tuple[EscalationRow, ...]:
        """List all that climbs in these incidents, the longest overdue first."""
        chosen = _ROWS.where(*_asked(now, held_too=held_too))
        found: list[EscalationRow] = []
        with reading(self._engine) as connection:
            for start in range(0, len(keys), MOST):
                these = deadlines.c.incident.in_(keys[start : start + MOST])
                found += _rows(connection, chosen.where(these))
        return tuple(sorted(found, key=_age))

    def count(self, now: datetime) -> tuple[int, int]:
        """Count what climbs at `now` (UTC), and what somebody stopped for a while."""
        rests = select(func.count()).select_from(deadlines)
        with reading(self._engine) as connection:
            both = connection.scalar(rests.where(*_climbs(now))) or 0
            awake = connection.scalar(rests.where(*_climbs(now), _awake(now))) or 0
        return awake, both - awake


_ROWS = (
    select(
        deadlines.c.incident,
        func.coalesce(actions.c.title, incidents.c.title),
        incidents.c.policy,
        deadlines.c.kept,
    )
    .join(incidents, incidents.c.key == deadlines.c.incident)
    .outerjoin(
        actions,
        and_(
            actions.c.incident == deadlines.c.incident,
            actions.c.id == deadlines.c.subject,
            deadlines.c.kind.in_(ACTIONS),
        ),
    )
    .order_by(deadlines.c.due, deadlines.c.incident, deadlines.c.id)
)


def _asked(now: datetime, *, held_too: bool) -> Iterator[ColumnElement[bool]]:
    yield from _climbs(now)
    if not held_too:
        yield _awake(now)


def _climbs(now: datetime) -> Iterator[ColumnElement[bool]]:
    yield deadlines.c.climbs
    yield deadlines.c.due <= now


def _awake(now: datetime) -> ColumnElement[bool]:
    return or_(deadlines.c.held.is_(None), deadlines.c.held <= now)


def _rows(connection: Connection, chosen: Select[Any]) -> tuple[EscalationRow, ...]:
    rows = [EscalationRow(*row) for row in connection.execute(chosen)]
    told = _told(connection, {one.incident for one in rows})
    return tuple(row._replace(told=told.get((row.incident, row.deadline.id), ())) for row in rows)


def _told(connection: Connection, keys: Iterable[str]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Name whom the last rung of each deadline reached of which somebody was told."""
    chosen = (
        select(notices.c.incident, notices.c.deadline, notices.c.at, notices.c.to)
        .where(notices.c.incident.in_(keys), notices.c.delivered.is_not(None))
        .order_by(notices.c.incident, notices.c.deadline, notices.c.at, notices.c.key)
    )
    by_rung = groupby(connection.execute(chosen), key=lambda row: row[:3])
    # The last rung comes last, and takes the place of those before it.
    return {(key, name): tuple(row.to for row in rows) for (key, name, _), rows in by_rung}


def _age(row: EscalationRow) -> tuple[datetime, str, str]:
    return row.deadline.due, row.incident, row.deadline.id
