"""The directory on SQL: everybody as of now, and every change in the history (R84)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from ledger.entry import Entry, written
from states.people import Directory, PartyKind, Person
from store import parties, shelf
from store.engine import reading, writing
from store.parties import Change
from store.projection import Difference, Row
from store.rows import write
from store.tables import PEOPLE
from store.tables import people as table


@dataclass(frozen=True, slots=True)
class _Seen:
    """A directory, and the entry up to which it is true."""

    head: str
    directory: Directory


class People:
    """Who there is; read again only after somebody has changed it."""

    def __init__(self, engine: Engine) -> None:
        """Keep the directory in the database of `engine`."""
        self._engine = engine
        self._seen = _Seen("", Directory())

    def directory(self) -> Directory:
        """Return everybody, as of now."""
        with reading(self._engine) as connection:
            return self.seen_by(connection)

    def is_known(self, name: str) -> bool:
        """Tell whether the directory has this id."""
        return self.directory().person_for(name) is not None

    def seen_by(self, connection: Connection) -> Directory:
        """Return everybody, as the transaction of `connection` sees them."""
        # The head first: rows newer than it are read again the next time, older ones never.
        seq, head = shelf.head_of(connection, PEOPLE)
        if head != self._seen.head:
            self._seen = _Seen(head, Directory(_stored(connection), seq))
        return self._seen.directory

    def replace_people(
        self, people: Iterable[Person], actor: Mapping[str, str], now: datetime
    ) -> Change:
        """Make this who is there, and write down what that changes; others leave today (UTC).

        Raises:
            ConflictError: somebody else is changing it as well.
            InvalidError: a person's row is too large.
        """
        with writing(self._engine) as connection:
            # The head first: a change made after it takes our entry's place and is noticed.
            seq, head = shelf.head_of(connection, PEOPLE)
            old, today = _stored(connection), now.date()
            new = parties.with_those_left(old, {one.id: one for one in people}, today)
            change = parties.change_between(old, new, today)
            for events in parties.in_portions(parties.events_of(change, new)):
                kept = shelf.put(connection, _entry(seq + 1, head, actor, now, events))
                seq, head = kept.seq, kept.hash
            write(connection, table, _difference(change, new))
        return change


def _entry(
    seq: int, prev: str, actor: Mapping[str, str], now: datetime, events: list[dict[str, Any]]
) -> Entry:
    return Entry(
        incident=PEOPLE,
        seq=seq,
        prev=prev,
        at=written(now),
        actor=dict(actor),
        command={"id": f"{PEOPLE}/{seq}", "name": "ReplacePeople"},
        events=tuple(events),
    )


def _difference(change: Change, new: parties.People) -> Difference:
    come, changed = change.added, (*change.changed, *change.left)
    return Difference([], *([row_of(new[one]) for one in ids] for ids in (come, changed)))


def row_of(person: Person) -> Row:
    """Write a person as a row."""
    fields = (column.name for column in table.columns)
    return {**{name: getattr(person, name) for name in fields}, "kind": person.kind.value}


def _stored(connection: Connection) -> dict[str, Person]:
    rows = connection.execute(table.select().order_by(table.c.id)).mappings()
    return {row["id"]: Person(**{**row, "kind": PartyKind(row["kind"])}) for row in rows}
