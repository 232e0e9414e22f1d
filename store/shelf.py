"""Where entries stand: written once, read in order. No other file touches the table."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import IntegrityError

from ledger.canonical import leaf_hash
from ledger.entry import Entry, entry_from
from states.errors import BrokenHistoryError, ConflictError
from store.prepared import change, found
from store.tables import entries

PAGE = 500
"""How many rows a stream holds at a time."""


class Kept(NamedTuple):
    """An entry as it stands: its text, which is the truth, and what it is found by."""

    incident: str
    seq: int
    command: str
    hash: str
    prev: str
    at: datetime
    text: bytes

    def entry(self) -> Entry:
        """Read the text; raises `BrokenHistoryError` when somebody has spoilt it."""
        try:
            return entry_from(self.text)
        except ValueError as error:
            raise BrokenHistoryError(self.incident, self.seq, str(error)) from error


# Built once: every command asks these.
ALL = select(*(entries.c[name] for name in Kept._fields))
PUT = entries.insert()
OF_COMMAND = ALL.where(entries.c.command == bindparam("command"))
OF_INCIDENT = entries.c.incident == bindparam("incident")
SINCE = ALL.where(OF_INCIDENT, entries.c.seq >= bindparam("seq")).order_by(entries.c.seq)
NEWEST = (
    select(entries.c.seq, entries.c.hash).where(OF_INCIDENT).order_by(entries.c.seq.desc()).limit(1)
)


def as_kept(entry: Entry) -> Kept:
    """Say how an entry stands once it is written; raises `EntryTooLargeError`."""
    text = entry.text()
    return Kept(
        incident=entry.incident,
        seq=entry.seq,
        command=entry.command["id"],
        hash=leaf_hash(text),
        prev=entry.prev,
        at=entry.moment,
        text=text,
    )


def put(connection: Connection, entry: Entry) -> Kept:
    """Write an entry.

    Raises:
        ConflictError: its place is taken, or its command is answered already.
        EntryTooLargeError: it does not fit.
    """
    kept = as_kept(entry)
    try:
        change(connection, PUT, [kept._asdict()])
    except IntegrityError as error:
        raise ConflictError(
            f"entry {kept.seq} of {kept.incident}, or an answer to command {kept.command},"
            " was written by somebody else in the meantime",
            "ask again: nothing was lost, and what they wrote is taken into account",
        ) from error
    return kept


def answer_for(connection: Connection, command: str) -> Entry | None:
    """Find the entry that answers a command id, of any incident."""
    rows = found(connection, OF_COMMAND, command=command)
    return Kept(*rows[0]).entry() if rows else None


def entries_since(connection: Connection, incident: str, seq: int) -> list[Kept]:
    """Read one incident's entries in order, number `seq` included."""
    return [Kept(*row) for row in found(connection, SINCE, incident=incident, seq=seq)]


def every_entry(connection: Connection) -> Iterator[Kept]:
    """Stream the entries of all incidents, one incident after another, each in order."""
    chosen = ALL.order_by(entries.c.incident, entries.c.seq).execution_options(yield_per=PAGE)
    return (Kept(*row) for row in connection.execute(chosen))


def entries_after(connection: Connection, moment: datetime) -> Iterator[Kept]:
    """Stream the entries written at a moment (UTC) or later, stream by stream, each in order."""
    chosen = ALL.where(entries.c.at >= moment).order_by(entries.c.incident, entries.c.seq)
    return (Kept(*row) for row in connection.execute(chosen.execution_options(yield_per=PAGE)))


def head_of(connection: Connection, incident: str) -> tuple[int, str]:
    """Find the newest entry's number and hash; 0 and nothing where there is none."""
    rows = found(connection, NEWEST, incident=incident)
    return rows[0] if rows else (0, "")
