"""A proof shows what is so, and no other proof shows it."""

import hashlib
from collections.abc import Iterator
from itertools import combinations_with_replacement as pairs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped]  # it says no types

from ledger.tree import (
    EMPTY,
    BadProofError,
    consistency,
    inclusion,
    leaf,
    must_have_grown,
    must_include,
    node,
    root,
)
from tests.ledger.trees import alike, growth_of, leaf_of, nodes_of, path_of, tree_of

SIZES = range(1, 131)
LARGE = [255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_900]
FORGED = [1, 2, 3, 5, 8, 11, 13]
"""The sizes whose proofs are forged in every way."""

STRANGE = hashlib.sha256(b"strange").digest()

# fmt: off
# What certificate-transparency's own tests have: eight entries, and the roots on the way there.
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
           "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# fmt: on


def _published(level: int, index: int) -> bytes:
    if not level:
        return leaf(bytes.fromhex(ENTRIES[index]))
    return node(_published(level - 1, 2 * index), _published(level - 1, 2 * index + 1))


@pytest.mark.parametrize("size", range(9))
def test_a_tree_has_its_published_root(size: int) -> None:
    assert root(size, _published).hex() == ROOTS[size]


def test_a_tree_without_entries_has_a_root() -> None:
    assert root(0, nodes_of) == EMPTY == tree_of(0, 0)


@pytest.mark.parametrize("size", [*SIZES, *LARGE])
def test_a_root_is_what_the_rfc_says(size: int) -> None:
    assert root(size, nodes_of) == tree_of(0, size)


@pytest.mark.parametrize("size", SIZES)
def test_every_entry_of_a_tree_is_proven_to_be_in_it(size: int) -> None:
    for index in range(size):
        proof = inclusion(index, size, nodes_of)

        assert proof == (*path_of(index, 0, size),)
        must_include(leaf_of(index), index, size, proof, tree_of(0, size))


@pytest.mark.parametrize("new", SIZES)
def test_every_tree_is_proven_to_have_grown_from_every_smaller_one(new: int) -> None:
    for old in range(1, new + 1):
        proof = consistency(old, new, nodes_of)

        assert proof == (*growth_of(old, 0, new),)
        must_have_grown(old, tree_of(0, old), new, tree_of(0, new), proof)


@pytest.mark.parametrize("size", LARGE)
def test_entries_of_a_large_tree_are_proven_to_be_in_it(size: int) -> None:
    for index in {0, 1, 255, size // 3, size // 2, size - 2, size - 1} & {*range(size)}:
        proof = inclusion(index, size, nodes_of)

        assert proof == (*path_of(index, 0, size),)
        must_include(leaf_of(index), index, size, proof, tree_of(0, size))


@pytest.mark.parametrize(("old", "new"), [*pairs(LARGE, 2)])
def test_a_large_tree_is_proven_to_have_grown(old: int, new: int) -> None:
    proof = consistency(old, new, nodes_of)

    assert proof == (*growth_of(old, 0, new),)
    must_have_grown(old, tree_of(0, old), new, tree_of(0, new), proof)


@given(st.data())
def test_a_tree_of_any_size_is_proven(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 2**62))
    part = data.draw(st.integers(1, size))
    nodes = alike(STRANGE)

    must_include(STRANGE, part - 1, size, inclusion(part - 1, size, nodes), root(size, nodes))
    must_have_grown(
        part, root(part, nodes), size, root(size, nodes), consistency(part, size, nodes)
    )


@pytest.fixture(scope="module")
def other() -> InmemoryTree:
    """Build the same tree with somebody else's code."""
    tree = InmemoryTree()
    tree.append_entries([str(number).encode() for number in range(max(SIZES))])
    return tree


@pytest.mark.parametrize("size", SIZES)
def test_somebody_elses_tree_has_the_same_root_and_proofs(size: int, other: InmemoryTree) -> None:
    assert other.get_root(size) == root(size, nodes_of)
    for index in range(size):
        told, path = leaf_of(index), inclusion(index, size, nodes_of)
        assert other.prove_inclusion(index + 1, size).path == [told, *path]


# Forgeries.


def _flipped(hashes: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
    for place, one in enumerate(hashes):
        for bit in range(256):
            changed = int.from_bytes(one) ^ 1 << bit
            yield (*hashes[:place], changed.to_bytes(32), *hashes[place + 1 :])


def _moved(proof: tuple[bytes, ...], *roots: bytes) -> Iterator[tuple[bytes, ...]]:
    for place in range(len(proof)):
        yield proof[:place] + proof[place + 1 :]
        yield (*proof[:place], *reversed(proof[place : place + 2]), *proof[place + 2 :])
        yield (*proof[:place], proof[place][:-1], *proof[place + 1 :])
        yield (*proof[:place], proof[place] + b"\0", *proof[place + 1 :])
        yield (*proof[:place], b"", *proof[place + 1 :])
    for more in (STRANGE, bytes(32), b"", *proof, *roots):
        yield (more, *proof)
        yield (*proof, more)


def _is_included(
    entry: bytes, index: int, size: int, proof: tuple[bytes, ...], expected: bytes
) -> bool:
    try:
        must_include(entry, index, size, proof, expected)
    except BadProofError:
        return False
    return True


def _has_grown(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: tuple[bytes, ...]
) -> bool:
    try:
        must_have_grown(old, old_root, new, new_root, proof)
    except BadProofError:
        return False
    return True


@pytest.mark.parametrize("size", FORGED)
def test_one_bit_in_a_proof_of_an_entry_is_seen(size: int) -> None:
    for index in range(size):
        honest = (tree_of(0, size), leaf_of(index), *inclusion(index, size, nodes_of))

        for expected, entry, *proof in _flipped(honest):
            assert not _is_included(entry, index, size, (*proof,), expected)


@pytest.mark.parametrize("new", FORGED)
def test_one_bit_in_a_proof_of_growth_is_seen(new: int) -> None:
    for old in range(1, new + 1):
        honest = (tree_of(0, old), tree_of(0, new), *consistency(old, new, nodes_of))

        for before, after, *proof in _flipped(honest):
            assert not _has_grown(old, before, new, after, (*proof,))


@pytest.mark.parametrize("size", FORGED)
def test_a_proof_of_an_entry_is_not_cut_lengthened_or_shuffled(size: int) -> None:
    expected = tree_of(0, size)
    for index in range(size):
        proof = inclusion(index, size, nodes_of)

        for forged in {*_moved(proof, expected, leaf_of(index))} - {proof}:
            assert not _is_included(leaf_of(index), index, size, forged, expected)


@pytest.mark.parametrize("new", FORGED)
def test_a_proof_of_growth_is_not_cut_lengthened_or_shuffled(new: int) -> None:
    after = tree_of(0, new)
    for old in range(1, new + 1):
        before, proof = tree_of(0, old), consistency(old, new, nodes_of)

        for forged in {*_moved(proof, before, after)} - {proof}:
            assert not _has_grown(old, before, new, after, forged)


@pytest.mark.parametrize("size", FORGED)
def test_a_proof_of_an_entry_serves_no_other_entry_place_or_tree(size: int) -> None:
    expected = tree_of(0, size)
    for index in range(size):
        entry, proof = leaf_of(index), inclusion(index, size, nodes_of)

        for place in {*range(-1, size + 2)} - {index}:
            assert not _is_included(entry, place, size, proof, expected)
            assert not _is_included(leaf_of(place), index, size, proof, expected)
        for other_size in {*range(-1, 20)} - {size}:
            assert not _is_included(entry, index, other_size, proof, tree_of(0, max(other_size, 0)))


@pytest.mark.parametrize("new", FORGED)
def test_a_proof_of_growth_serves_no_other_trees(new: int) -> None:
    after = tree_of(0, new)
    for old in range(1, new + 1):
        before, proof = tree_of(0, old), consistency(old, new, nodes_of)

        assert not _has_grown(old, STRANGE, new, after, proof)
        assert not _has_grown(old, before, new, STRANGE, proof)
        assert old == new or not _has_grown(old, after, new, before, proof)
        assert old == new or not _has_grown(new, after, old, before, proof)
        for size in {*range(-1, 20)} - {old, new}:
            there = tree_of(0, max(size, 0))
            assert not _has_grown(size, there, new, after, proof)
            assert not _has_grown(old, before, size, there, proof)


@pytest.mark.parametrize("size", [1, 2, 7])
def test_an_inner_node_does_not_pass_for_an_entry(size: int) -> None:
    inner = root(2 * size, nodes_of)
    below = inclusion(0, 2 * size, nodes_of)

    assert not _is_included(inner, 0, 2 * size, below[1:], tree_of(0, 2 * size))


# Refusals say the values.

# fmt: off
TWO = (leaf_of(1),)
TURNED = node(leaf_of(1), leaf_of(0))
WRONG_WAY = f"the proof leads to {TURNED.hex()}, not to {tree_of(0, 2).hex()}"
REFUSED_ENTRIES = [
    (2, 2, TWO,             "a tree of 2 entries has no entry 2"),
    (-1, 2, TWO,            "a tree of 2 entries has no entry -1"),
    (0, 0, (),              "a tree of 0 entries has no entry 0"),
    (0, 2, (),              "the proof has 0 hashes; 1 lead to the root"),
    (0, 2, TWO * 3,         "the proof has 3 hashes; 1 lead to the root"),
    (0, 2, (b"\xab",),      "“ab” is no hash: 1 bytes, not 32"),
    (1, 2, TWO,             WRONG_WAY),
]
REFUSED_GROWTH = [
    (0, 2, TWO,             "a tree of 2 entries did not grow from one of 0"),
    (3, 2, TWO,             "a tree of 2 entries did not grow from one of 3"),
    (1, 2, (),              "the proof has 0 hashes; 1 lead to the root"),
    (2, 2, TWO,             "the proof has 1 hashes; 0 lead to the root"),
    (1, 2, (b"",),          "“” is no hash: 0 bytes, not 32"),
]
# fmt: on


@pytest.mark.parametrize(("index", "size", "proof", "complaint"), REFUSED_ENTRIES)
def test_a_refused_proof_of_an_entry_says_why(
    index: int, size: int, proof: tuple[bytes, ...], complaint: str
) -> None:
    with pytest.raises(BadProofError) as caught:
        must_include(leaf_of(0), index, size, proof, tree_of(0, 2))
    assert str(caught.value) == complaint


@pytest.mark.parametrize(("old", "new", "proof", "complaint"), REFUSED_GROWTH)
def test_a_refused_proof_of_growth_says_why(
    old: int, new: int, proof: tuple[bytes, ...], complaint: str
) -> None:
    with pytest.raises(BadProofError) as caught:
        must_have_grown(old, tree_of(0, max(old, 0)), new, tree_of(0, 2), proof)
    assert str(caught.value) == complaint


def test_what_is_no_hash_is_no_entry_and_no_root() -> None:
    with pytest.raises(BadProofError, match="is no hash: 0 bytes"):
        must_include(b"", 0, 1, (), b"")
    with pytest.raises(BadProofError, match="is no hash: 0 bytes"):
        must_have_grown(1, b"", 1, b"", ())


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_an_entry_that_is_not_there_is_not_proven(index: int, size: int) -> None:
    with pytest.raises(BadProofError, match=f"a tree of {size} entries has no entry {index}"):
        inclusion(index, size, nodes_of)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3), (0, 0)])
def test_growth_from_what_was_not_is_not_proven(old: int, new: int) -> None:
    with pytest.raises(BadProofError, match=f"a tree of {new} entries did not grow from one of"):
        consistency(old, new, nodes_of)
