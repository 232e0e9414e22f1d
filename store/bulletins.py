"""The history of bulletins: what was sent to whom, each once."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, or_

from documents.bulletins import events as happened
from documents.bulletins.events import BulletinSent, BulletinUnsent, Event
from documents.bulletins.facts import Kind
from ledger.entry import Entry, written
from states.codec import event_to_json
from states.envelope import ENGINE
from states.errors import ConflictError
from store import shelf
from store.engine import reading, writing
from store.erased import told
from store.tables import BULLETINS, entries

TRIES = 20
"""How often an entry is written anew whose place another one took."""

LOOKED_AT = 500
"""Entries among which those are looked for who did not get the latest bulletin."""


class Bulletins:
    """What became of each bulletin."""

    def __init__(self, engine: Engine) -> None:
        """Keep it in the database of `engine`."""
        self._engine = engine

    def sent(self, key: str) -> BulletinSent | None:
        """Find what became of a bulletin to one person; None where it is not sent yet."""
        with reading(self._engine) as connection:
            entry = shelf.answer_for(connection, _command(key))
        return next((one for one in _events(entry) if isinstance(one, BulletinSent)), None)

    def note(self, event: Event, now: datetime) -> None:
        """Write down what became of a bulletin, once; a second word on it changes nothing.

        Raises:
            ConflictError: too many write at the same moment; nothing was written.
            UnreachableError: the database does not answer.
        """
        for attempt in range(1, TRIES + 1):
            try:
                self._write(event, now)
            except ConflictError:
                if attempt == TRIES:
                    raise
            else:
                return

    def newest(self, limit: int, kind: Kind | None = None) -> tuple[Event, ...]:
        """List what became of the latest bulletins, of all kinds or of one, the newest first."""
        return self._newest(limit, *([or_(_sent(kind), _sent(kind, sent=False))] if kind else ()))

    def unsent(self) -> tuple[BulletinUnsent, ...]:
        """List who did not get the latest bulletin of a kind."""
        found = self.newest(LOOKED_AT)
        last = {one.kind: one.moment for one in reversed(found)}
        lost = (one for one in found if isinstance(one, BulletinUnsent))
        return tuple(one for one in lost if one.moment == last[one.kind])

    def last(self, kind: Kind) -> datetime | None:
        """Say for which moment (UTC) a bulletin of this kind was last sent, if ever."""
        return next((one.moment for one in self._newest(1, _sent(kind))), None)

    def _newest(self, limit: int, *which: ColumnElement[bool]) -> tuple[Event, ...]:
        with reading(self._engine) as connection:
            found = shelf.newest_of(connection, BULLETINS, limit, *which)
        return tuple(event for one in found for event in _events(one.entry()))

    def _write(self, event: Event, now: datetime) -> None:
        name = _command(event.key, sent=isinstance(event, BulletinSent))
        with writing(self._engine) as connection:
            if shelf.answer_for(connection, name):
                return
            seq, head = shelf.head_of(connection, BULLETINS)
            shelf.put(connection, _entry(seq + 1, head, name, event, now))


def _sent(kind: Kind, *, sent: bool = True) -> ColumnElement[bool]:
    name = _command(f"bulletin/{kind.value}/", sent=sent)
    return entries.c.command.startswith(name, autoescape=True)


def _command(key: str, *, sent: bool = True) -> str:
    return f"{'sent' if sent else 'unsent'}/{key}"


def _entry(seq: int, prev: str, name: str, event: Event, now: datetime) -> Entry:
    return Entry(
        incident=BULLETINS,
        seq=seq,
        prev=prev,
        at=written(now),
        actor={"person": ENGINE, "via": "engine"},
        command={"id": name, "name": "NoteBulletin"},
        events=(event_to_json(event),),
    )


def _events(entry: Entry | None) -> Iterator[Event]:
    yield from map(happened.read, told(entry) if entry else ())
