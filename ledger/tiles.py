"""Tiles: 256 hashes side by side, as C2SP's tlog-tiles lays them out in static files.

https://c2sp.org/tlog-tiles. Tile (level, index) holds the hashes of complete subtrees of
256**level leaves; the hashes of the seven levels between are made from them when asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ledger.tree import HASH, Nodes, node

HEIGHT = 8
WIDTH = 1 << HEIGHT
GROUP = 1000
"""Files of a folder, at most: an index is written in groups of three digits."""

REMEMBERED = 64
"""Tiles that a reader keeps at hand; a proof asks for five of a million entries' tree."""

Tiles = Callable[[int, int], bytes]
"""The hashes of a tile by its level and its index, one behind the other."""


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """The place of a tile; `width` is below 256 only at the growing end."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Name its file: `tile/0/x001/234.p/5`."""
        return f"tile/{self.level}/{_numbered(self.index, self.width)}"


class BadTileError(ValueError):
    """A tile does not hold what a tree of that size needs."""

    def __init__(self, tile: Tile, found: int) -> None:
        """Say which tile it is, how many hashes are needed and how many are there."""
        super().__init__(
            f"tile {tile.level}/{tile.index} has {found} hashes where {tile.width} are needed"
        )


def entries_path(index: int, width: int = WIDTH) -> str:
    """Name the file of the entries whose hashes are in the lowest tile `index`."""
    return f"tile/entries/{_numbered(index, width)}"


def bundled(entries: Sequence[bytes]) -> bytes:
    """Write entries as such a file has them: each after its length in 16 bits."""
    return b"".join(len(one).to_bytes(2) + one for one in entries)


def unbundled(written: bytes) -> Iterator[bytes]:
    """Read the entries of such a file.

    Raises:
        ValueError: it ends within an entry.
    """
    start = 0
    while start < len(written):
        end = start + 2 + int.from_bytes(written[start : start + 2])
        if end > len(written):
            raise ValueError(f"a file of entries ends within the one that begins at byte {start}")
        yield written[start + 2 : end]
        start = end


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """List the tiles of a tree of `size` entries that a tree of `since` had not, or had shorter."""
    level = 0
    while size > since:
        for index in range(since // WIDTH, -(-size // WIDTH)):
            yield Tile(level, index, min(WIDTH, size - index * WIDTH))
        level, size, since = level + 1, size // WIDTH, since // WIDTH


def appended(size: int, hashes: Sequence[bytes], read: Tiles) -> Iterator[tuple[Tile, bytes]]:
    """Say how tiles read once a tree of `size` entries has grown by the hashes of further ones.

    They are those that `tiles_of` lists; only the last tile of each level is read.
    """
    level = 0
    while hashes:
        first, kept = divmod(size, WIDTH)
        row = [*_kept(read, Tile(level, first, kept)), *hashes] if kept else hashes
        parts = [row[at : at + WIDTH] for at in range(0, len(row), WIDTH)]
        for index, part in enumerate(parts, first):
            yield Tile(level, index, len(part)), b"".join(part)
        hashes = [_rows([*one])[-1][0] for one in parts if len(one) == WIDTH]
        level, size = level + 1, size // WIDTH


def nodes_in(read: Tiles) -> Nodes:
    """Read a tree of one size from its tiles, each once.

    What is returned raises `BadTileError` for a hash that a tile is too short to hold.
    """

    @lru_cache(maxsize=REMEMBERED)
    def rows(level: int, index: int) -> list[list[bytes]]:
        return _rows(_split(read(level, index)))

    def found(level: int, index: int) -> bytes:
        height, within = divmod(level, HEIGHT)
        place, start = divmod(index, WIDTH >> within)
        known = rows(height, place)
        if within >= len(known) or start >= len(known[within]):
            needed = start + 1 << within
            raise BadTileError(Tile(height, place, needed), len(known[0]))
        return known[within][start]

    return found


def _rows(hashes: list[bytes]) -> list[list[bytes]]:
    # The hashes of a tile, and above them those of ever larger subtrees that it makes complete.
    rows = [hashes]
    while len(hashes) > 1:
        hashes = [node(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=False)]
        rows.append(hashes)
    return rows


def _kept(read: Tiles, tile: Tile) -> list[bytes]:
    hashes = _split(read(tile.level, tile.index))
    if len(hashes) < tile.width:
        raise BadTileError(tile, len(hashes))
    return hashes[: tile.width]


def _split(tile: bytes) -> list[bytes]:
    return [tile[at : at + HASH] for at in range(0, len(tile) - HASH + 1, HASH)]


def _numbered(index: int, width: int) -> str:
    # In groups of three, so that no folder grows large: 1234067 is x001/x234/067.
    groups = [f"{index % GROUP:03}"]
    while index := index // GROUP:
        groups.append(f"x{index % GROUP:03}")
    part = f".p/{width}" if width < WIDTH else ""
    return "/".join(reversed(groups)) + part
