"""Trees by the letter of RFC 6962, section 2.1: slow, and nothing to get wrong."""

import hashlib
from collections.abc import Callable
from functools import cache

from ledger.tiles import Tile, Tiles, appended
from ledger.tree import Nodes


def leaf_of(number: int) -> bytes:
    """Hash the entry that holds nothing but its number."""
    return hashlib.sha256(b"\x00" + str(number).encode()).digest()


@cache
def tree_of(start: int, end: int) -> bytes:
    """Hash the entries from `start` to before `end` (MTH)."""
    if end == start:
        return hashlib.sha256(b"").digest()
    if end - start == 1:
        return leaf_of(start)
    middle = start + _power_below(end - start)
    return hashlib.sha256(b"\x01" + tree_of(start, middle) + tree_of(middle, end)).digest()


def path_of(index: int, start: int, end: int) -> list[bytes]:
    """List what proves that entry `start + index` is among them (PATH)."""
    if end - start == 1:
        return []
    half = _power_below(end - start)
    middle = start + half
    if index < half:
        return [*path_of(index, start, middle), tree_of(middle, end)]
    return [*path_of(index - half, middle, end), tree_of(start, middle)]


def growth_of(old: int, start: int, end: int, *, known: bool = True) -> list[bytes]:
    """List what proves that they begin with the first `old` of them (SUBPROOF)."""
    if old == end - start:
        return [] if known else [tree_of(start, end)]
    half = _power_below(end - start)
    middle = start + half
    if old <= half:
        return [*growth_of(old, start, middle, known=known), tree_of(middle, end)]
    return [*growth_of(old - half, middle, end, known=False), tree_of(start, middle)]


def nodes_of(level: int, index: int) -> bytes:
    """Return the hash of a complete subtree."""
    return tree_of(index << level, index + 1 << level)


def shelf_of(size: int) -> dict[Tile, bytes]:
    """Lay out all tiles of a tree, by their definition."""
    tiles: dict[Tile, bytes] = {}
    level = 0
    while count := size >> 8 * level:
        for index in range(0, count, 256):
            places = range(index, min(index + 256, count))
            hashes = [nodes_of(8 * level, place) for place in places]
            tiles[Tile(level, index // 256, len(hashes))] = b"".join(hashes)
        level += 1
    return tiles


def reader_of(shelf: dict[Tile, bytes]) -> Tiles:
    """Read the newest form of each tile from a shelf."""
    newest = {(tile.level, tile.index): shelf[tile] for tile in sorted(shelf)}
    return lambda level, index: newest[level, index]


def grown(sizes: list[int]) -> dict[Tile, bytes]:
    """Append entries until each of these sizes was reached, and return all tiles ever written."""
    shelf: dict[Tile, bytes] = {}
    size = 0
    for goal in sizes:
        hashes = [leaf_of(number) for number in range(size, goal)]
        shelf.update(appended(size, hashes, reader_of(shelf)))
        size = goal
    return shelf


def alike(repeated: bytes) -> Nodes:
    """Make a tree of any size whose entries are all the same."""
    level_of: Callable[[int], bytes] = cache(
        lambda level: (
            hashlib.sha256(b"\x01" + level_of(level - 1) * 2).digest() if level else repeated
        )
    )
    return lambda level, index: level_of(level)


def _power_below(size: int) -> int:
    power = 1
    while power * 2 < size:
        power *= 2
    return power
