"""A log as its keeper has laid it out: static files at a path or an address."""

from dataclasses import dataclass

from connectors.witness_text import read_bytes
from ledger.note import BadNoteError, Note, note_from
from ledger.tiles import WIDTH, Tile, nodes_in
from ledger.tree import HASH, Nodes
from states.errors import NotFoundError, UnreachableError

CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True)
class Published:
    """The files of a log, as C2SP's tlog-tiles has them; nobody has checked any."""

    place: str

    def note(self) -> Note:
        """Read the checkpoint as it is now.

        Raises:
            BadNoteError: something else lies there.
            NotFoundError: nothing does.
            UnreachableError: nobody can tell.
        """
        written = read_bytes(self._at(CHECKPOINT))
        if written is None:
            raise NotFoundError(
                f"{self.place} holds no checkpoint",
                "name the folder or the address under which the log is published (log_dir)",
            )
        try:
            return note_from(written.decode())
        except UnicodeDecodeError as error:
            raise BadNoteError("not a signed note: no text") from error

    def nodes(self, size: int) -> Nodes:
        """Read the hashes of the log as it was at that size; raises `UnreachableError`."""

        def read(level: int, index: int) -> bytes:
            return self._hashes(Tile(level, index, min(WIDTH, (size >> 8 * level) - index * WIDTH)))

        return nodes_in(read)

    def _hashes(self, tile: Tile) -> bytes:
        # What was a part when the checkpoint was read may have become whole in the meantime.
        for path in dict.fromkeys((tile.path, Tile(tile.level, tile.index).path)):
            if written := read_bytes(self._at(path)):
                return written[: tile.width * HASH]
        raise UnreachableError(
            f"{self.place} lacks {tile.path}, of which its checkpoint speaks",
            "look again in a minute · if it stays away, ask whoever keeps the log",
        )

    def _at(self, name: str) -> str:
        return f"{self.place.rstrip('/')}/{name}"
