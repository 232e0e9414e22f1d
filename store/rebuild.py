"""Drop the read model and fill it again from the entries, in one transaction."""

from collections.abc import Callable, Iterator
from itertools import groupby, islice
from operator import attrgetter

from sqlalchemy import Connection, Engine, func, select

from store import shelf
from store.folded import Folded
from store.projection import VIEWS, Difference
from store.rows import write
from store.streams import STREAMS
from store.tables import entries
from store.upkeep import alone

AT_ONCE = 200
"""How many incidents are written together."""

Progress = Callable[[int, int], None]


def rebuild(engine: Engine, progress: Progress) -> None:
    """Make the read model what the entries say; `progress` hears how many incidents of how many.

    Raises:
        UnreachableError: the database does not answer; the read model is as it was.
    """
    with alone(engine) as connection:
        refill(connection, progress)


def refill(connection: Connection, progress: Progress) -> None:
    """Do so in a transaction that is open already."""
    for view in VIEWS:
        connection.execute(view.table.delete())
    for name, stream in STREAMS.items():
        if stream.table is not None:
            connection.execute(stream.table.delete())
            rows = stream.rows(shelf.entries_since(connection, name, 1))
            write(connection, stream.table, Difference(come=rows))
    _fill(connection, progress)


def _fill(connection: Connection, progress: Progress) -> None:
    done, total = 0, _count(connection)
    histories = _histories(connection)
    while some := list(islice(histories, AT_ONCE)):
        for view in VIEWS:
            rows = [row for history in some for row in view.rows(history)]
            write(connection, view.table, Difference(come=rows))
        done += len(some)
        progress(done, total)


def _count(connection: Connection) -> int:
    of_incidents = entries.c.incident.not_in([*STREAMS])
    keys = select(func.count(entries.c.incident.distinct())).where(of_incidents)
    return connection.scalar(keys) or 0


def _histories(connection: Connection) -> Iterator[Folded]:
    for incident, kept in groupby(shelf.every_entry(connection), attrgetter("incident")):
        if incident not in STREAMS:
            yield Folded(incident).with_all(kept)
