"""Where entries stand: written once, read in order. No other file touches the table.

A text that may be erased lies beside its entry (`store.seals`), and is put back on reading.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from secrets import token_bytes
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, select
from sqlalchemy.exc import IntegrityError

from ledger.canonical import leaf_hash
from ledger.entry import Entry, entry_from
from ledger.sealing import MARK, SALT, Seal, opened, sealed
from states.errors import BrokenHistoryError, ConflictError
from store import seals
from store.prepared import change, found
from store.tables import entries

PAGE = 500
"""How many rows a stream holds at a time."""

SEALED = f'"{MARK}"'.encode()

Salts = Callable[[Entry], Iterator[bytes]]
"""Gives an entry the salts of its seals, in order."""


class Kept(NamedTuple):
    """An entry as it stands: its text, which is the truth, what it is found by, and its seals."""

    incident: str
    seq: int
    command: str
    hash: str
    prev: str
    at: datetime
    text: bytes
    seals: tuple[Seal, ...] = ()

    def entry(self) -> Entry:
        """Read the entry, every text in its place; `BrokenHistoryError` where one was spoilt."""
        if SEALED not in self.text:
            return self.sealed()
        try:
            return opened(self.sealed(), self.seals)
        except ValueError as error:
            raise BrokenHistoryError(self.incident, self.seq, str(error)) from error

    def sealed(self) -> Entry:
        """Read the entry as it is hashed; raises `BrokenHistoryError` where it was spoilt."""
        try:
            return entry_from(self.text)
        except ValueError as error:
            raise BrokenHistoryError(self.incident, self.seq, str(error)) from error


COLUMNS = Kept._fields[:-1]
"""The columns of the table: seals lie elsewhere."""

# Built once: every command asks these.
ALL = select(*(entries.c[name] for name in COLUMNS))
PUT = entries.insert()
OF_COMMAND = ALL.where(entries.c.command == bindparam("command"))
OF_INCIDENT = entries.c.incident == bindparam("incident")
SINCE = ALL.where(OF_INCIDENT, entries.c.seq >= bindparam("seq")).order_by(entries.c.seq)
AT = ALL.where(OF_INCIDENT, entries.c.seq == bindparam("seq"))
NEWEST = (
    select(entries.c.seq, entries.c.hash).where(OF_INCIDENT).order_by(entries.c.seq.desc()).limit(1)
)


def as_kept(entry: Entry, beside: tuple[Seal, ...] = ()) -> Kept:
    """Say how a sealed entry stands once it is written; raises `EntryTooLargeError`."""
    text = entry.text()
    return Kept(
        incident=entry.incident,
        seq=entry.seq,
        command=entry.command["id"],
        hash=leaf_hash(text),
        prev=entry.prev,
        at=entry.moment,
        text=text,
        seals=beside,
    )


def fresh(_: Entry) -> Iterator[bytes]:
    """Draw salts that nobody can guess."""
    while True:
        yield token_bytes(SALT)


def put(connection: Connection, entry: Entry, salts: Salts = fresh) -> Kept:
    """Write an entry, and its texts beside it.

    Raises:
        ConflictError: its place is taken, or its command is answered already.
        EntryTooLargeError: it does not fit.
    """
    kept = as_kept(*sealed(entry, salts(entry).__next__))
    try:
        change(connection, PUT, [{name: getattr(kept, name) for name in COLUMNS}])
    except IntegrityError as error:
        raise ConflictError(
            f"entry {kept.seq} of {kept.incident}, or an answer to command {kept.command},"
            " was written by somebody else in the meantime",
            "ask again: nothing was lost, and what they wrote is taken into account",
        ) from error
    seals.put(connection, kept.incident, kept.seq, kept.seals)
    return kept


def answer_for(connection: Connection, command: str) -> Entry | None:
    """Find the entry that answers a command id, of any incident."""
    rows = found(connection, OF_COMMAND, command=command)
    kept = _with_seals(connection, [Kept(*row) for row in rows])
    return kept[0].entry() if kept else None


def entries_since(connection: Connection, incident: str, seq: int) -> list[Kept]:
    """Read one incident's entries in order, number `seq` included."""
    rows = found(connection, SINCE, incident=incident, seq=seq)
    return _with_seals(connection, [Kept(*row) for row in rows])


def following(connection: Connection, incident: str, seq: int, name: str) -> list[Kept] | None:
    """Read what follows entry `seq`, whose hash is `name`; None where it does not stand there."""
    # One statement, the known entry included: it proves itself in the same snapshot.
    kept = [Kept(*row) for row in found(connection, SINCE, incident=incident, seq=seq)]
    if seq and (not kept or kept[0].hash != name):
        return None
    return _with_seals(connection, kept[1:] if seq else kept)


def newest_of(
    connection: Connection, incident: str, limit: int, *where: ColumnElement[bool]
) -> list[Kept]:
    """Read one incident's latest entries of which `where` is true, the newest first."""
    chosen = ALL.where(entries.c.incident == incident, *where)
    rows = connection.execute(chosen.order_by(entries.c.seq.desc()).limit(limit))
    return _with_seals(connection, [Kept(*row) for row in rows])


def every_entry(connection: Connection) -> Iterator[Kept]:
    """Stream the entries of all incidents, one incident after another, each in order."""
    return _streamed(connection)


def entries_after(connection: Connection, moment: datetime) -> Iterator[Kept]:
    """Stream the entries written at a moment (UTC) or later, stream by stream, each in order."""
    return _streamed(connection, entries.c.at >= moment)


def entry_at(connection: Connection, incident: str, seq: int) -> Kept:
    """Read one entry that is there."""
    (row,) = found(connection, AT, incident=incident, seq=seq)
    (kept,) = _with_seals(connection, [Kept(*row)])
    return kept


def head_of(connection: Connection, incident: str) -> tuple[int, str]:
    """Find the newest entry's number and hash; 0 and nothing where there is none."""
    rows = found(connection, NEWEST, incident=incident)
    return rows[0] if rows else (0, "")


def _with_seals(connection: Connection, kept: list[Kept]) -> list[Kept]:
    # Entries first, texts second: whatever came between is newer, and asked for by nobody here.
    shut = [one.seq for one in kept if SEALED in one.text]
    if not shut:
        return kept
    return _beside(kept, seals.since(connection, kept[0].incident, min(shut)))


def _streamed(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Kept]:
    chosen = ALL.where(*where).order_by(entries.c.incident, entries.c.seq)
    rows = connection.execute(chosen.execution_options(yield_per=PAGE))
    for page in rows.partitions():
        kept = [Kept(*row) for row in page]
        first, last = ((one.incident, one.seq) for one in (kept[0], kept[-1]))
        yield from _beside(kept, seals.between(connection, first, last, where))


def _beside(kept: Iterable[Kept], texts: seals.Seals) -> list[Kept]:
    return [one._replace(seals=texts.get((one.incident, one.seq), ())) for one in kept]
