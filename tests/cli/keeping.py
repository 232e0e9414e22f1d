"""Somebody who keeps a log in a folder, honestly or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger.checkpoint import Checkpoint
from ledger.note import Ed25519Key, Note
from ledger.tiles import appended, nodes_in
from ledger.tree import leaf, root
from tests.ledger.keys import LOG


def entries(count: int, flavour: str = "") -> list[bytes]:
    """Make entries that differ from those of another flavour."""
    return [f"{flavour}{number}".encode() for number in range(count)]


@dataclass(frozen=True)
class Keeper:
    """A log under a folder; what it holds is whatever was laid out last."""

    folder: Path
    keys: Sequence[Ed25519Key] = (LOG,)

    def lay_out(self, texts: Sequence[bytes], size: int | None = None) -> None:
        """Publish a log, and sign it; `size` lies about how many entries there are."""
        hashes = [leaf(one) for one in texts]
        tiles = [*appended(0, hashes, lambda _, __: b"")]
        for tile, content in tiles:
            self._write(tile.path, content)
        held = {(tile.level, tile.index): content for tile, content in tiles}
        tree = nodes_in(lambda level, index: held[level, index])
        self.sign(size or len(texts), root(len(texts), tree))

    def sign(self, size: int, root_hash: bytes) -> None:
        """Publish a checkpoint, whatever the tiles may hold."""
        text = str(Checkpoint(self.keys[0].name, size, root_hash))
        note = Note(text, tuple(one.sign(text) for one in self.keys))
        self._write("checkpoint", str(note).encode())

    def _write(self, name: str, content: bytes) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
