"""What bulletins tell, over all incidents: what is owed, and what happened in a week."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, and_, select

from documents.bulletins.digest import Owed
from documents.bulletins.facts import Week
from documents.bulletins.happenings import TOLD, happenings
from documents.bulletins.telling import Headline, Known, Overdue, Teller
from states.codec import event_from
from states.events.event import Event
from states.people import Directory
from states.record.actions import ActionState
from states.record.context import Impact
from states.record.deadlines import DeadlineKind
from store import shelf
from store.engine import reading
from store.folded import Folded
from store.read_model import MOST, OWED, PROMISES
from store.shelf import Kept
from store.streams import STREAMS
from store.tables import actions, deadlines, factors, incidents

COSTED = 50
"""Incidents of a week whose record is read for what they cost; of the others nothing is said."""

NAMES = frozenset(one.__name__ for one in TOLD)

STILL_OWED = (
    select(*(actions.c[name] for name in Owed.__dataclass_fields__ if name in actions.c))
    .add_columns(incidents.c.phase, deadlines.c.kept)
    .join(incidents, incidents.c.key == actions.c.incident)
    .outerjoin(
        deadlines,
        and_(
            deadlines.c.incident == actions.c.incident,
            deadlines.c.subject == actions.c.id,
            deadlines.c.kind == DeadlineKind.ACTION.value,
        ),
    )
    .where(incidents.c.open, actions.c.state.in_(OWED))
)

LATE = (
    select(
        deadlines.c.incident,
        deadlines.c.subject,
        actions.c.title,
        deadlines.c.owner,
        deadlines.c.due,
    )
    .join(
        actions,
        and_(actions.c.incident == deadlines.c.incident, actions.c.id == deadlines.c.subject),
        isouter=True,
    )
    .where(deadlines.c.kind.in_(PROMISES))
    .order_by(deadlines.c.due, deadlines.c.incident, deadlines.c.id)
)


class Overview:
    """Questions about all incidents at once."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of `engine`."""
        self._engine = engine

    def owed(self) -> tuple[Owed, ...]:
        """List what is still owed in open incidents."""
        with reading(self._engine) as connection:
            return tuple(map(_owed, connection.execute(STILL_OWED).mappings()))

    def week(self, since: datetime, until: datetime, people: Directory) -> Week:
        """Say what happened from one moment (UTC) to another, and what is late then."""
        with reading(self._engine) as connection:
            found = happenings(_events(shelf.entries_after(connection, since), until))
            ends = list(islice((*found.ended, *found.opened), COSTED))
            known = _known(connection, sorted(found.incidents), ends)
            passed = connection.execute(LATE.where(deadlines.c.due <= until))
            late = [_overdue(one) for one in passed.mappings()]
        return Teller(since, until, known, people).week(found, late)


def _owed(row: RowMapping) -> Owed:
    return Owed(**{**row, "state": ActionState(row["state"])})


def _overdue(row: RowMapping) -> Overdue:
    return Overdue(**{**row, "title": row["title"] or ""})


def _events(kept: Iterable[Kept], until: datetime) -> Iterator[tuple[str, Event]]:
    for one in kept:
        if one.at < until and one.incident not in STREAMS:
            for body in one.entry().events:
                if body["event"] in NAMES:
                    yield one.incident, event_from(body)


def _known(connection: Connection, keys: list[str], ends: list[str]) -> Known:
    headlines = select(
        incidents.c.key, incidents.c.title, incidents.c.severity, incidents.c.services
    )
    titles = select(actions.c.incident, actions.c.id, actions.c.title, actions.c.owner)
    texts = select(factors.c.incident, factors.c.id, factors.c.text)
    promised = [*_of(connection, titles, actions.c.incident, keys)]
    conditions = _of(connection, texts, factors.c.incident, keys)
    return Known(
        incidents={
            key: Headline(*rest) for key, *rest in _of(connection, headlines, incidents.c.key, keys)
        },
        titles={(one[0], one[1]): one[2] for one in (*promised, *conditions)},
        owners={(one[0], one[1]): one[3] for one in promised},
        impacts={key: _impact(connection, key) for key in ends},
    )


def _of(connection: Connection, chosen: Select[Any], key: Any, keys: list[str]) -> Iterator[Any]:
    for start in range(0, len(keys), MOST):
        yield from connection.execute(chosen.where(key.in_(keys[start : start + MOST])))


def _impact(connection: Connection, key: str) -> Impact:
    record = Folded(key).with_all(shelf.entries_since(connection, key, 1)).record
    return record.impact if record else Impact()
