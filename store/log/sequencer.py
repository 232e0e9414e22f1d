"""Give every entry its place in the tree, without a gap.

The order of commits is not that of numbers drawn before them, so no place is drawn when an
entry is written: it is left pending in the same transaction, and takes its place here.
"""

from sqlalchemy import Engine, and_, exists, select

from store.engine import reading
from store.log.growing import Leaf, grow, growing
from store.prepared import found
from store.projection import Difference
from store.rows import write
from store.tables import entries, pending

PORTION = 1_000
"""Entries that take their places in one transaction: writers wait for it on SQLite."""

WAITS = select(exists().where(pending.c.seq > 0))
OF_ENTRY = and_(pending.c.incident == entries.c.incident, pending.c.seq == entries.c.seq)
WAITING = (
    select(pending.c.incident, pending.c.seq, entries.c.hash)
    .join(entries, OF_ENTRY)
    .order_by(pending.c.incident, pending.c.seq)
    .limit(PORTION)
)


def sequence(engine: Engine) -> int:
    """Give every pending entry its place, and say how many took theirs here.

    Raises:
        BrokenHistoryError: the tiles do not hold the tree as it was.
        UnreachableError: the database does not answer; no entry is lost, and none comes twice.
    """
    placed = 0
    while _waits(engine) and (more := _next_portion(engine)):
        placed += more
    return placed


def _waits(engine: Engine) -> bool:
    # Asked beforehand, or an idle worker would take SQLite's write lock every second.
    with reading(engine) as connection:
        return bool(connection.scalar(WAITS))


def _next_portion(engine: Engine) -> int:
    with growing(engine) as connection:
        waiting = [Leaf(*row) for row in found(connection, WAITING)]
        if waiting:
            grow(connection, waiting)
            gone = [{"incident": one.incident, "seq": one.seq} for one in waiting]
            write(connection, pending, Difference(gone=gone))
    return len(waiting)
