"""Tiles lie where C2SP says, hold what it says, and are enough to read the tree from."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.tiles import (
    BadTileError,
    Tile,
    appended,
    bundled,
    entries_path,
    nodes_in,
    tiles_of,
    unbundled,
)
from ledger.tree import consistency, inclusion, root
from tests.ledger.trees import (
    grown,
    growth_of,
    leaf_of,
    nodes_of,
    path_of,
    reader_of,
    shelf_of,
    tree_of,
)

# fmt: off
PATHS = [
    (Tile(0, 0),              "tile/0/000"),
    (Tile(0, 0, 1),           "tile/0/000.p/1"),
    (Tile(1, 999, 255),       "tile/1/999.p/255"),
    (Tile(2, 1000),           "tile/2/x001/000"),
    (Tile(63, 1_234_067, 7),  "tile/63/x001/x234/067.p/7"),
]

# https://c2sp.org/tlog-tiles has the second and the fourth as its examples.
LAYOUTS = [
    (0,      []),
    (256,    [(0, 1, 256), (1, 1, 1)]),
    (257,    [(0, 2, 1), (1, 1, 1)]),
    (70_000, [(0, 274, 112), (1, 2, 17), (2, 1, 1)]),
    (65_536, [(0, 256, 256), (1, 1, 256), (2, 1, 1)]),
]
"""Of each size and level: how many tiles, and how wide the last one is."""

EDGES = [1, 2, 255, 256, 257, 511, 512, 513, 700]
# fmt: on


@pytest.mark.parametrize(("tile", "path"), PATHS)
def test_a_tile_has_its_path(tile: Tile, path: str) -> None:
    assert tile.path == path


def test_entries_have_their_path() -> None:
    assert entries_path(5, 3) == "tile/entries/005.p/3"
    assert entries_path(1_234_067) == "tile/entries/x001/x234/067"


@pytest.mark.parametrize(("size", "layout"), LAYOUTS)
def test_a_tree_has_its_tiles(size: int, layout: list[tuple[int, int, int]]) -> None:
    tiles = [*tiles_of(size)]

    for level, count, last in layout:
        of_level = [tile for tile in tiles if tile.level == level]
        assert [tile.index for tile in of_level] == [*range(count)]
        assert {tile.width for tile in of_level[:-1]} <= {256}
        assert of_level[-1].width == last
    assert len(tiles) == sum(count for _, count, _ in layout)


@given(st.integers(0, 200_000), st.integers(0, 2000))
def test_a_grown_tree_has_those_tiles_more_that_it_had_not(since: int, more: int) -> None:
    assert {*tiles_of(since + more, since)} == {*tiles_of(since + more)} - {*tiles_of(since)}


@pytest.mark.parametrize("size", [0, *EDGES, 65_535, 65_536, 65_537, 65_900])
def test_a_tree_that_grows_at_once_has_the_tiles_of_its_definition(size: int) -> None:
    assert grown([size]) == shelf_of(size)


@pytest.mark.parametrize("start", [0, 65_200])
@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 600), max_size=5))
def test_a_tree_that_grows_in_parts_has_the_tiles_of_its_definition(
    start: int, parts: list[int]
) -> None:
    shelf, size = shelf_of(start), start
    for part in parts:
        fresh = dict(appended(size, [leaf_of(size + one) for one in range(part)], reader_of(shelf)))
        assert [*fresh] == [*tiles_of(size + part, size)]
        shelf |= fresh
        size += part

    assert shelf_of(size).items() <= shelf.items()


@pytest.mark.parametrize("size", [*EDGES, 65_537])
def test_a_tree_is_read_from_its_tiles(size: int) -> None:
    nodes = nodes_in(reader_of(shelf_of(size)))

    assert root(size, nodes) == tree_of(0, size)
    for index in {0, 1, size // 2, size - 1} & {*range(size)}:
        assert inclusion(index, size, nodes) == (*path_of(index, 0, size),)
        assert consistency(index + 1, size, nodes) == (*growth_of(index + 1, 0, size),)


def test_every_node_is_in_the_tiles() -> None:
    nodes = nodes_in(reader_of(shelf_of(600)))

    for level in range(10):
        for index in range(600 >> level):
            assert nodes(level, index) == nodes_of(level, index)


def test_a_tile_of_a_larger_tree_serves_a_smaller_one() -> None:
    nodes = nodes_in(reader_of(shelf_of(700)))

    for old, new in pairwise(EDGES):
        assert consistency(old, new, nodes) == (*growth_of(old, 0, new),)


def test_each_tile_is_read_once() -> None:
    asked: list[tuple[int, int]] = []
    read = reader_of(shelf_of(1000))

    def noted(level: int, index: int) -> bytes:
        asked.append((level, index))
        return read(level, index)

    nodes = nodes_in(noted)
    for index in range(256):
        inclusion(index, 1000, nodes)

    assert sorted(asked) == [(0, 0), (0, 3), (1, 0)]


@pytest.mark.parametrize(
    ("level", "index", "complaint"),
    [
        (0, 300, "tile 0/1 has 44 hashes where 45 are needed"),
        (5, 9, "tile 0/1 has 44 hashes where 64 are needed"),
        (7, 3, "tile 0/1 has 44 hashes where 256 are needed"),
        (8, 1, "tile 1/0 has 1 hashes where 2 are needed"),
        (9, 0, "tile 1/0 has 1 hashes where 2 are needed"),
    ],
)
def test_a_tile_that_is_too_short_is_refused(level: int, index: int, complaint: str) -> None:
    nodes = nodes_in(reader_of(shelf_of(300)))

    with pytest.raises(BadTileError) as caught:
        nodes(level, index)
    assert str(caught.value) == complaint


def test_nothing_is_appended_to_a_tile_that_was_cut() -> None:
    shelf = shelf_of(300)
    cut = {tile: hashes[:-1] for tile, hashes in shelf.items()}

    with pytest.raises(BadTileError, match="tile 0/1 has 43 hashes where 44 are needed"):
        dict(appended(300, [leaf_of(300)], reader_of(cut)))


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_entries_are_read_back_from_their_file(entries: list[bytes]) -> None:
    assert [*unbundled(bundled(entries))] == entries


def test_an_entry_of_the_largest_size_has_room_and_a_larger_one_has_not() -> None:
    assert len(bundled([b"x" * 65_535])) == 65_537
    with pytest.raises(OverflowError):
        bundled([b"x" * 65_536])


@pytest.mark.parametrize("cut", [1, 2, 4])
def test_a_file_that_ends_within_an_entry_is_refused(cut: int) -> None:
    written = bundled([b"one", b"two"])

    with pytest.raises(ValueError, match="ends within the one that begins at byte 5"):
        [*unbundled(written[:-cut])]
