"""Whether the database still holds what was written: every chain, and the read model.

Cut-off ends and histories forged as a whole are for signed checkpoints to find.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, select

from ledger.chain import Break
from ledger.entry import written
from states.errors import RetrogateError
from store import shelf
from store.engine import reading
from store.folded import Folded
from store.links import links_broken
from store.projection import VIEWS, Row
from store.shelf import Kept
from store.streams import STREAMS
from store.tables import entries

UNFOLDABLE = (RetrogateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What folding a forged entry may come to."""


def verify(engine: Engine, incident: str | None = None) -> tuple[Break, ...]:
    """Check one incident, or everything; nothing found means that all is well.

    Raises:
        UnreachableError: the database does not answer.
    """
    with reading(engine) as connection:
        if incident is None:
            return tuple(_everything(connection))
        return tuple(_stream(connection, incident, shelf.entries_since(connection, incident, 0)))


def _everything(connection: Connection) -> Iterator[Break]:
    for incident, kept in groupby(shelf.every_entry(connection), attrgetter("incident")):
        yield from _stream(connection, incident, list(kept))
    for view in VIEWS:
        yield from _orphans(connection, view.table)
    for name in STREAMS:
        if not shelf.head_of(connection, name)[0]:
            yield from _stream(connection, name, [])


def _stream(connection: Connection, incident: str, kept: list[Kept]) -> Iterator[Break]:
    broken = links_broken(incident, kept)
    yield from broken
    if broken:
        return
    try:
        yield from chain.from_iterable(misfiled(one) for one in kept)
        shown = _shown(incident, kept)
    except UNFOLDABLE as error:
        yield Break(incident, len(kept), "entries that can be folded", _broke(error))
        return
    for table, rows in shown:
        yield from _unlike(connection, table, rows, Folded(incident, len(kept)))


def misfiled(kept: Kept) -> Iterator[Break]:
    """Say where what an entry is found by is not what it says of itself."""
    meant = shelf.as_kept(kept.sealed(), kept.seals)
    for name, expected, found in zip(Kept._fields, meant, kept, strict=True):
        if expected != found:
            said, stands = f"{name} {_told(expected)}", f"{name} {_told(found)}"
            yield Break(kept.incident, kept.seq, said, stands)


def _shown(incident: str, kept: list[Kept]) -> list[tuple[Table, list[Row]]]:
    if stream := STREAMS.get(incident):
        rows = stream.rows(kept)
        return [] if stream.table is None else [(stream.table, rows)]
    history = Folded(incident).with_all(kept)
    return [(view.table, view.rows(history)) for view in VIEWS]


def _broke(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _unlike(
    connection: Connection, table: Table, rows: list[Row], history: Folded
) -> Iterator[Break]:
    expected = _by_key(table, rows)
    found = _by_key(table, _stored(connection, table, history.incident))
    for key in sorted(expected.keys() | found.keys()):
        if expected.get(key) != found.get(key):
            said, shown = _difference(expected.get(key), found.get(key))
            place = f"{table.name} {key}"
            yield Break(history.incident, history.seq, f"{place}: {said}", f"{place}: {shown}")


def _stored(connection: Connection, table: Table, incident: str) -> list[Row]:
    chosen = table.select()
    if incident not in STREAMS:
        chosen = chosen.where(_owner(table) == incident)
    return [dict(row) for row in connection.execute(chosen).mappings()]


def _owner(table: Table) -> Column[str]:
    return next(iter(table.primary_key))


def _by_key(table: Table, rows: list[Row]) -> dict[str, Row]:
    return {"/".join(row[one.name] for one in table.primary_key): row for row in rows}


def _difference(expected: Row | None, found: Row | None) -> tuple[str, str]:
    if expected is None or found is None:
        return ("a row" if expected else "no row", "a row" if found else "no row")
    differ = [name for name in expected if expected[name] != found[name]]
    return _fields(expected, differ), _fields(found, differ)


def _fields(row: Row, names: list[str]) -> str:
    return ", ".join(f"{name} {_told(row[name])}" for name in names)


def _told(stored: Any) -> str:
    match stored:
        case None | "" | ():
            return "nothing"
        case datetime():
            return written(stored)
        case tuple():
            return ", ".join(stored)
        case str():
            return f"“{stored}”"
        case _:
            return str(stored)


def _orphans(connection: Connection, table: Table) -> Iterator[Break]:
    owner = _owner(table)
    strays = select(owner).distinct().where(owner.not_in(select(entries.c.incident)))
    for incident in connection.scalars(strays.order_by(owner)):
        yield Break(incident, 0, f"nothing in {table.name}", "rows that no entry made")
