"""Where the texts lie that may be erased one day; entries hold their digests alone."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select, tuple_

from ledger.sealing import Seal
from store.prepared import change, found
from store.tables import entries, seals

PUT = seals.insert()
COLUMNS = (seals.c.incident, seals.c.seq, seals.c.digest, seals.c.salt, seals.c.text)
PLACE = (seals.c.incident, seals.c.seq)
SINCE = select(*COLUMNS).where(
    seals.c.incident == bindparam("incident"), seals.c.seq >= bindparam("seq")
)
ERASE = seals.delete().where(
    seals.c.incident == bindparam("at_incident"), seals.c.digest == bindparam("at_digest")
)
OF_ENTRY = (seals.c.incident == entries.c.incident) & (seals.c.seq == entries.c.seq)

Place = tuple[str, int]
Seals = Mapping[Place, tuple[Seal, ...]]
"""The seals of entries, by incident and number."""


def put(connection: Connection, incident: str, seq: int, shut: Sequence[Seal]) -> None:
    """Write the texts of an entry beside it."""
    rows = [
        {"incident": incident, "seq": seq, "digest": one.digest, "salt": one.salt, "text": one.text}
        for one in shut
    ]
    if rows:
        change(connection, PUT, rows)


def since(connection: Connection, incident: str, seq: int) -> Seals:
    """Read the texts of one incident's entries, number `seq` included."""
    return _by_place(found(connection, SINCE, incident=incident, seq=seq))


def known(connection: Connection, incident: str, digests: Sequence[str]) -> frozenset[str]:
    """Say which of these digests name texts of an incident that are still there."""
    chosen = select(seals.c.digest).where(seals.c.incident == incident, seals.c.digest.in_(digests))
    return frozenset(connection.scalars(chosen))


def between(
    connection: Connection, first: Place, last: Place, where: Iterable[ColumnElement[bool]]
) -> Seals:
    """Read the texts of those entries from `first` to `last` of which `where` is true."""
    chosen = (
        select(*COLUMNS)
        .join(entries, OF_ENTRY)
        .where(tuple_(*PLACE) >= tuple_(*first), tuple_(*PLACE) <= tuple_(*last), *where)
    )
    return _by_place(connection.execute(chosen))


def erase(connection: Connection, incident: str, digests: Iterable[str]) -> None:
    """Forget texts for ever; their digests stay where they stand."""
    change(connection, ERASE, [{"at_incident": incident, "at_digest": one} for one in digests])


def _by_place(rows: Iterable[Sequence[Any]]) -> Seals:
    grouped = groupby(sorted(rows, key=itemgetter(0, 1, 2)), key=itemgetter(0, 1))
    return {place: tuple(Seal(*row[2:]) for row in found) for place, found in grouped}
