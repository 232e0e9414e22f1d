"""Work that takes a while, and whoever wants to see how far it is."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Watch(Protocol):
    """Goes through `work` one by one, and may show how far it is."""

    def __call__(self, work: Sequence[T], /) -> Iterable[T]:
        """Hand out the work."""


def unwatched(work: Sequence[T], /) -> Iterable[T]:
    """Go through `work` and show nothing."""
    return work
