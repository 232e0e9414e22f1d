"""The hash tree of RFC 6962: its root, and proofs that an entry is in it and that it only grew.

A tree is read through `Nodes`: the hash of each complete, aligned subtree. Nothing here knows
where they are kept. RFC 9162 has the same tree in fewer words; the sections named are its.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

LEAF, NODE = b"\x00", b"\x01"
"""Leaves and inner nodes hash under different prefixes (2.1.1), or one could pass for the other."""

HASH = 32
"""Bytes of a hash."""

EMPTY = hashlib.sha256().digest()
"""The root of a tree without entries."""

Nodes = Callable[[int, int], bytes]
"""The hash of the complete subtree of 2**level leaves that is the index-th of its level."""


class BadProofError(ValueError):
    """A proof does not lead where it must."""


def leaf(text: bytes) -> bytes:
    """Hash an entry."""
    return hashlib.sha256(LEAF + text).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into one."""
    return hashlib.sha256(NODE + left + right).digest()


def root(size: int, nodes: Nodes) -> bytes:
    """Return the root of the tree over the first `size` entries."""
    return _subtree(0, size, nodes) if size else EMPTY


def inclusion(index: int, size: int, nodes: Nodes) -> tuple[bytes, ...]:
    """Prove that entry `index` is in the tree of `size` entries (2.1.3.1).

    Raises:
        BadProofError: there is no such entry in that tree.
    """
    _must_hold(index, size)
    return tuple(_path(index, 0, size, nodes))


def consistency(old: int, new: int, nodes: Nodes) -> tuple[bytes, ...]:
    """Prove that the tree of `new` entries begins with the tree of `old` ones (2.1.4.1).

    Raises:
        BadProofError: `old` is no size of a tree that `new` could have grown from.
    """
    _must_be_older(old, new)
    return tuple(_grown(old, 0, new, nodes, known=True))


def must_include(
    entry: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes
) -> None:
    """Check that the hash of an entry stands at `index` of the tree with that root (2.1.3.2).

    Take `size` and `expected` from one signed checkpoint: a root does not say its size.

    Raises:
        BadProofError: the proof does not show it.
    """
    _must_hold(index, size)
    _must_be_hashes(entry, *proof)
    sides = _sides(index, size)
    _must_be_long(proof, len(sides))
    _must_lead(_climbed(entry, proof, sides), expected)


def must_have_grown(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree of `new` entries begins with the tree of `old` ones (2.1.4.2).

    Raises:
        BadProofError: the proof does not show it.
    """
    _must_be_older(old, new)
    _must_be_hashes(old_root, new_root, *proof)
    if old == new:
        _must_be_long(proof, 0)
        _must_lead(new_root, old_root)
        return
    whole = old & -old
    sides = _sides(old - 1, new)[whole.bit_length() - 1 :]
    _must_be_long(proof, len(sides) + (old != whole))
    start, *path = (old_root, *proof) if old == whole else proof
    lefts = [one for one, is_left in zip(path, sides, strict=True) if is_left]
    _must_lead(_climbed(start, lefts, [True] * len(lefts)), old_root)
    _must_lead(_climbed(start, path, sides), new_root)


def _sides(index: int, size: int) -> list[bool]:
    # One step from a leaf to the root each: whether what it meets stands on its left. Up to where
    # its way joins that of the last leaf either may; beyond, all that is right is met already.
    turns = (index ^ (size - 1)).bit_length()
    ahead = (index >> turns).bit_count()
    return [bool(index >> turn & 1) for turn in range(turns)] + [True] * ahead


def _climbed(start: bytes, path: Iterable[bytes], sides: Iterable[bool]) -> bytes:
    found = start
    for one, is_left in zip(path, sides, strict=True):
        found = node(one, found) if is_left else node(found, one)
    return found


def _must_hold(index: int, size: int) -> None:
    if not 0 <= index < size:
        raise BadProofError(f"a tree of {size} entries has no entry {index}")


def _must_be_older(old: int, new: int) -> None:
    if not 0 < old <= new:
        raise BadProofError(f"a tree of {new} entries did not grow from one of {old}")


def _must_be_long(proof: Sequence[bytes], length: int) -> None:
    if len(proof) != length:
        raise BadProofError(f"the proof has {len(proof)} hashes; {length} lead to the root")


def _must_be_hashes(*given: bytes) -> None:
    # Two halves of other lengths could be cut from the same bytes, and hash to the same node.
    for one in given:
        if len(one) != HASH:
            raise BadProofError(f"“{one.hex()}” is no hash: {len(one)} bytes, not {HASH}")


def _must_lead(found: bytes, expected: bytes) -> None:
    if found != expected:
        raise BadProofError(f"the proof leads to {found.hex()}, not to {expected.hex()}")


def _subtree(start: int, end: int, nodes: Nodes) -> bytes:
    size = end - start
    if size == size & -size:
        level = size.bit_length() - 1
        return nodes(level, start >> level)
    middle = start + _split(size)
    return node(_subtree(start, middle, nodes), _subtree(middle, end, nodes))


def _path(index: int, start: int, end: int, nodes: Nodes) -> Iterator[bytes]:
    if end - start == 1:
        return
    middle = start + _split(end - start)
    if index < middle:
        yield from _path(index, start, middle, nodes)
        yield _subtree(middle, end, nodes)
    else:
        yield from _path(index, middle, end, nodes)
        yield _subtree(start, middle, nodes)


def _grown(old: int, start: int, end: int, nodes: Nodes, *, known: bool) -> Iterator[bytes]:
    if old == end:
        # Whoever checks knows the root of the old tree; any other part of it must be told.
        if not known:
            yield _subtree(start, end, nodes)
        return
    middle = start + _split(end - start)
    if old <= middle:
        yield from _grown(old, start, middle, nodes, known=known)
        yield _subtree(middle, end, nodes)
    else:
        yield from _grown(old, middle, end, nodes, known=False)
        yield _subtree(start, middle, nodes)


def _split(size: int) -> int:
    # The largest power of two below the size.
    return 1 << (size - 1).bit_length() - 1
