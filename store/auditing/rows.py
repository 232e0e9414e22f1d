"""Entries as an audit reads them: each with the hash that the tree has of it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import Connection, LargeBinary, and_, bindparam, cast, select

from store.prepared import found
from store.tables import entries, leaves

IN_TREE = and_(leaves.c.incident == entries.c.incident, leaves.c.seq == entries.c.seq)


class Row(NamedTuple):
    """An entry as it stands, what it is found by, and its hash in the tree, None without one."""

    incident: str
    seq: int
    command: str
    hash: str
    prev: str
    at: datetime
    text: bytes
    leaf: str | None


# A forger may leave a text where bytes stood, and one that no driver can read.
TEXT = cast(entries.c.text, LargeBinary)
COLUMNS = (*(entries.c[name] for name in Row._fields[:-2]), TEXT, leaves.c.hash)
BETWEEN = (
    select(*COLUMNS)
    .outerjoin(leaves, IN_TREE)
    .where(entries.c.incident.between(bindparam("first"), bindparam("last")))
    .order_by(entries.c.incident, entries.c.seq)
)


def rows_between(connection: Connection, first: str, last: str) -> Iterator[tuple[str, list[Row]]]:
    """Read the incidents from one key to another, both included, each with its entries."""
    rows = map(Row._make, found(connection, BETWEEN, first=first, last=last))
    return ((key, list(some)) for key, some in groupby(rows, attrgetter("incident")))


def rows_of(connection: Connection, incident: str) -> list[Row]:
    """Read the entries of one history; none where there is none."""
    return [row for _, rows in rows_between(connection, incident, incident) for row in rows]
