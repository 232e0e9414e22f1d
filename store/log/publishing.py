"""Lay the log out as static files, as C2SP's tlog-tiles has it: what anybody verifies it by.

Tiles come first and the checkpoint last, so that a reader finds whatever a checkpoint speaks of.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine, select

from ledger.checkpoint import Checkpoint, checkpoint_from
from ledger.note import note_from
from ledger.tiles import WIDTH, Tile, bundled, entries_path, tiles_of
from ledger.tree import HASH
from states.errors import InvalidError
from store.engine import reading
from store.log.checkpoints import Signed, newest_in
from store.log.growing import tiles_of as stored_tiles
from store.log.origin import origin_from
from store.tables import entries, leaves

CHECKPOINT = "checkpoint"


class Folder(Protocol):
    """Where files are laid out; each raises `UnreachableError`."""

    @property
    def name(self) -> str:
        """What it is called."""

    def read(self, name: str) -> bytes | None:
        """Read a file; None where there is none."""

    def write(self, name: str, content: bytes) -> None:
        """Write a file so that it is there as a whole, or as it was."""

    def drop(self, name: str) -> None:
        """Remove a folder with what is in it, if it is there."""

    def set_aside(self, name: str) -> None:
        """Move all that is published into a folder of its own."""

    def alone(self) -> AbstractContextManager[bool]:
        """Keep others out while inside; False where somebody else is inside already."""


def publish(engine: Engine, folder: Folder) -> bool:
    """Publish what was signed last, and say whether there was anything to publish.

    Whoever published more already is left alone: a checkpoint never gives way to an older one.

    Raises:
        UnreachableError: the database or the folder does not answer.
    """
    with folder.alone() as first, reading(engine) as connection:
        signed = newest_in(connection) if first else None
        if signed is None:
            return False
        known = published_in(folder)
        if known and _is_older(known, signed.checkpoint):
            folder.set_aside(f"before-{signed.checkpoint.origin.replace('/', '-')}")
            known = None
        if known and known.size >= signed.checkpoint.size:
            return False
        _lay_out(connection, folder, signed, known.size if known else 0)
    return True


def published_in(folder: Folder) -> Checkpoint | None:
    """Read what is published; None where nothing is.

    Raises:
        InvalidError: something else lies there.
    """
    written = folder.read(CHECKPOINT)
    if written is None:
        return None
    try:
        return checkpoint_from(note_from(written.decode()).text)
    except ValueError as error:
        raise InvalidError(
            f"{folder.name} holds no checkpoint: {error}",
            "move it away, and the log is published there anew",
        ) from error


def _is_older(known: Checkpoint, ours: Checkpoint) -> bool:
    before, here = origin_from(known.origin), origin_from(ours.origin)
    return bool(before and here and before < here and before.installation == here.installation)


def _lay_out(connection: Connection, folder: Folder, signed: Signed, since: int) -> None:
    read = stored_tiles(connection)
    for tile in tiles_of(signed.checkpoint.size, since):
        folder.write(tile.path, read(tile.level, tile.index)[: tile.width * HASH])
        if tile.level == 0:
            path = entries_path(tile.index, tile.width)
            folder.write(path, bundled([*_entries(connection, tile)]))
    folder.write(CHECKPOINT, str(signed.note).encode())
    _tidy(folder, signed.checkpoint.size, since)


def _entries(connection: Connection, tile: Tile) -> Iterator[bytes]:
    start = tile.index * WIDTH
    wanted = (
        select(entries.c.text)
        .join(leaves, (leaves.c.incident == entries.c.incident) & (leaves.c.seq == entries.c.seq))
        .where(leaves.c.place.between(start, start + tile.width - 1))
        .order_by(leaves.c.place)
    )
    return iter(connection.scalars(wanted))


def _tidy(folder: Folder, size: int, since: int) -> None:
    # Nobody asks for a part of a tile that is there as a whole.
    for tile in tiles_of(size, since):
        if tile.width == WIDTH:
            folder.drop(f"{tile.path}.p")
            if tile.level == 0:
                folder.drop(f"{entries_path(tile.index)}.p")
