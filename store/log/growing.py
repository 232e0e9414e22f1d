"""The tree in the database: its leaves, its tiles, and the lock under which it grows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, Engine, bindparam, func, select, text

from ledger.tiles import BadTileError, Tile, Tiles, appended, nodes_in
from ledger.tree import root
from states.errors import BrokenHistoryError
from store.engine import writing
from store.prepared import change, found
from store.projection import Difference, Row
from store.rows import write
from store.tables import LOG, leaves, tiles

# The number is ours; the schema's name keeps two installations in one database apart.
LOCKS = {"postgresql": "SELECT pg_advisory_xact_lock(7283175, hashtext(current_schema()))"}

PUT = leaves.insert()
SIZE = select(func.coalesce(func.max(leaves.c.place) + 1, 0))
TILE = select(tiles.c.hashes).where(
    tiles.c.level == bindparam("level"), tiles.c.number == bindparam("number")
)


class Leaf(NamedTuple):
    """An entry as the tree has it: where it stands in its own history, and its hash."""

    incident: str
    seq: int
    hash: str


@contextmanager
def growing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction in which nobody else lets the tree grow, or signs it.

    Raises:
        UnreachableError: the database does not answer, or somebody is growing it all the time.
    """
    with writing(engine) as connection:
        # SQLite has one writer at a time anyway.
        if lock := LOCKS.get(connection.dialect.name):
            connection.execute(text(lock))
        yield connection


def size_of(connection: Connection) -> int:
    """Count the entries in the tree."""
    ((size,),) = found(connection, SIZE)
    return int(size)


def root_of(connection: Connection, size: int) -> bytes:
    """Return the root of the tree over the first `size` entries.

    Raises:
        BrokenHistoryError: the tiles do not hold it.
    """
    with _whole():
        return root(size, nodes_in(tiles_of(connection)))


def tiles_of(connection: Connection) -> Tiles:
    """Read tiles as the transaction sees them; one that is not there has no hashes."""

    def read(level: int, index: int) -> bytes:
        rows = found(connection, TILE, level=level, number=index)
        return bytes(rows[0][0]) if rows else b""

    return read


def grow(connection: Connection, more: Sequence[Leaf]) -> None:
    """Put further entries behind the last one, and bring the tiles up to date.

    Raises:
        BrokenHistoryError: the tiles do not hold the tree as it was.
    """
    size = size_of(connection)
    change(connection, PUT, [{"place": at, **one._asdict()} for at, one in enumerate(more, size)])
    hashes = [bytes.fromhex(one.hash) for one in more]
    with _whole():
        grown = [*appended(size, hashes, tiles_of(connection))]
    write(connection, tiles, _difference(grown, size))


@contextmanager
def _whole() -> Iterator[None]:
    try:
        yield
    except BadTileError as error:
        raise BrokenHistoryError(LOG, 0, str(error)) from error


def _difference(grown: Sequence[tuple[Tile, bytes]], size: int) -> Difference:
    rows = {tile: _row(tile, hashes) for tile, hashes in grown}
    known = {tile for tile in rows if _width(tile, size) > 0}
    return Difference(
        come=[row for tile, row in rows.items() if tile not in known],
        changed=[row for tile, row in rows.items() if tile in known],
    )


def _width(tile: Tile, size: int) -> int:
    # How many hashes the tile had in a tree of that size.
    return (size >> 8 * tile.level) - (tile.index << 8)


def _row(tile: Tile, hashes: bytes) -> Row:
    return {"level": tile.level, "number": tile.index, "hashes": hashes}
