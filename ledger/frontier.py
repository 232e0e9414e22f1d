"""A tree that only grows, of which nothing is kept but what its root needs.

For whoever reads a million entries in order and wants the root at each checkpoint.
"""

from functools import reduce

from ledger.tree import EMPTY, node


class Frontier:
    """The roots of the complete subtrees that a tree consists of, the largest first."""

    def __init__(self) -> None:
        """Begin without entries."""
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, entry: bytes) -> None:
        """Add the hash of the next entry."""
        grown = entry
        # As a carry runs through the ones of a number, so two subtrees of a size become one.
        for _ in range((~self.size & self.size + 1).bit_length() - 1):
            grown = node(self._peaks.pop(), grown)
        self._peaks.append(grown)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the tree as it stands."""
        if not self._peaks:
            return EMPTY
        return reduce(lambda right, left: node(left, right), reversed(self._peaks))
