"""Answer lists without asking a workflow: what is open, mine, late, and who was told.

Every query has its index (`store.tables.INDEXES`) and a limit.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, or_, select

from states.errors import NotFoundError
from states.lifecycle import Phase
from states.record.actions import SETTLED, ActionState
from states.record.context import Severity
from states.record.deadlines import DeadlineKind
from states.values import Instant, value
from store.engine import reading
from store.listed import ActionRow, DeadlineRow, IncidentRow, NoticeRow, PolicyRow
from store.tables import (
    actions,
    deadlines,
    incident_services,
    incidents,
    notices,
    published,
)

LIMIT = 50
MOST = 1_000
"""The longest list of somebody's own: nobody reads further."""

OWED = tuple(one.value for one in ActionState if one not in SETTLED)

PROMISES = (DeadlineKind.GATE.value, DeadlineKind.ACTION.value)
"""The deadlines that are late when they have passed; the others say that nothing moved."""

PROMISED = tuple(deadlines.c[one] for one in DeadlineRow._fields)
"""What a list says of a deadline; what it climbed is for `store.escalations`."""

DUE_FIRST = (incidents.c.gate_due.is_(None), incidents.c.gate_due, incidents.c.key)
"""What is due first comes first, and what is not due at all comes last."""


@value
class Wanted:
    """Which incidents to list; what is left empty is not asked for.

    `late` lists those whose gate or an action was due by that moment; `after` goes on behind
    the last key of the page before.
    """

    is_open: bool | None = True
    phase: Phase | None = None
    severity: Severity | None = None
    service: str = ""
    facilitator: str = ""
    late: Instant | None = None
    title: str = ""
    limit: int = LIMIT
    after: str = ""


class ReadModel:
    """The lists, read from the tables that `store.projection` fills."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of `engine`."""
        self._engine = engine

    def incidents(self, wanted: Wanted) -> tuple[IncidentRow, ...]:
        """List incidents, what is due first before the rest.

        Raises:
            NotFoundError: `after` names no incident.
        """
        with reading(self._engine) as connection:
            chosen = select(incidents).where(*_asked(wanted))
            if wanted.after:
                chosen = chosen.where(_behind(connection, wanted.after))
            ordered = chosen.order_by(*DUE_FIRST).limit(wanted.limit)
            return tuple(IncidentRow(*row) for row in connection.execute(ordered))

    def gates_of(self, person: str) -> tuple[IncidentRow, ...]:
        """List the open incidents that `person` facilitates."""
        return self.incidents(Wanted(facilitator=person, limit=MOST))

    def actions_of(self, owner: str) -> tuple[ActionRow, ...]:
        """List what `owner` still owes in open incidents, the earliest due first."""
        chosen = (
            select(actions)
            .join(incidents, incidents.c.key == actions.c.incident)
            .where(actions.c.owner == owner, actions.c.state.in_(OWED), incidents.c.open)
            .order_by(actions.c.due.is_(None), actions.c.due, actions.c.incident, actions.c.id)
            .limit(MOST)
        )
        with reading(self._engine) as connection:
            return tuple(ActionRow(*row) for row in connection.execute(chosen))

    def overdue(self, now: datetime, limit: int | None = LIMIT) -> tuple[DeadlineRow, ...]:
        """List the gates and actions that were due by `now`, the longest overdue first."""
        chosen = select(*PROMISED).where(*_late(now))
        ordered = chosen.order_by(deadlines.c.due, deadlines.c.incident, deadlines.c.id)
        with reading(self._engine) as connection:
            return tuple(DeadlineRow(*row) for row in connection.execute(ordered.limit(limit)))

    def late(self, now: datetime, keys: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Name what is late in these incidents, the longest overdue first: `facts`, `A2`."""
        told = select(deadlines.c.incident, deadlines.c.subject).where(*_late(now))
        ordered = told.order_by(deadlines.c.due, deadlines.c.id)
        late: dict[str, tuple[str, ...]] = {}
        with reading(self._engine) as connection:
            for start in range(0, len(keys), MOST):
                these = deadlines.c.incident.in_(keys[start : start + MOST])
                for key, subject in connection.execute(ordered.where(these)):
                    late[key] = (*late.get(key, ()), subject)
        return late

    def policies(self) -> tuple[PolicyRow, ...]:
        """List every policy that was offered, the newest of each name first."""
        pinned = (
            select(func.count())
            .where(incidents.c.open, incidents.c.policy == published.c.digest)
            .scalar_subquery()
        )
        chosen = select(*published.columns, pinned).order_by(
            published.c.name, published.c.at.desc(), published.c.version.desc()
        )
        with reading(self._engine) as connection:
            return tuple(map(PolicyRow._make, connection.execute(chosen)))

    def pinned_to(self, digest: str) -> tuple[str, ...]:
        """List the open incidents that are judged by a policy."""
        chosen = select(incidents.c.key).where(incidents.c.open, incidents.c.policy == digest)
        with reading(self._engine) as connection:
            return tuple(connection.scalars(chosen.order_by(incidents.c.key)))

    def notices(self, incident: str) -> tuple[NoticeRow, ...]:
        """List who was told what about an incident, in order."""
        chosen = select(notices).where(notices.c.incident == incident)
        ordered = chosen.order_by(notices.c.at, notices.c.key)
        with reading(self._engine) as connection:
            return tuple(NoticeRow(*row) for row in connection.execute(ordered))


def _asked(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    equal = (
        (incidents.c.open, wanted.is_open),
        (incidents.c.phase, wanted.phase and wanted.phase.value),
        (incidents.c.severity, wanted.severity and wanted.severity.value),
        (incidents.c.facilitator, wanted.facilitator),
    )
    yield from (column == chosen for column, chosen in equal if chosen not in (None, ""))
    if wanted.service:
        of_service = select(incident_services.c.incident)
        yield incidents.c.key.in_(of_service.where(incident_services.c.service == wanted.service))
    if wanted.late:
        yield select(deadlines).where(_of_incident(), *_late(wanted.late)).exists()
    if wanted.title:
        yield incidents.c.title.icontains(wanted.title, autoescape=True)


def _of_incident() -> ColumnElement[bool]:
    return deadlines.c.incident == incidents.c.key


def _late(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return deadlines.c.due <= now, deadlines.c.kind.in_(PROMISES)


def _behind(connection: Connection, key: str) -> ColumnElement[bool]:
    row = connection.execute(select(incidents.c.gate_due).where(incidents.c.key == key)).first()
    if row is None:
        raise NotFoundError(f"there is no incident {key} to go on after", "start over: retro list")
    undue = incidents.c.gate_due.is_(None)
    further = incidents.c.key > key
    if row.gate_due is None:
        return and_(undue, further)
    later = incidents.c.gate_due > row.gate_due
    return or_(undue, later, and_(incidents.c.gate_due == row.gate_due, further))
