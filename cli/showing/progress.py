"""How far a long search is, on stderr and only for somebody who watches."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click

T = TypeVar("T")
WORTH_SHOWING = 200
WORTH_SHOWING_OF_HISTORIES = 20
"""Less than that is over before anybody looks."""


def watched(work: Sequence[T], /) -> Iterable[T]:
    """Go through `work`, and draw a bar for a terminal."""
    return _shown(work, "searching", WORTH_SHOWING)


def replaying(work: Sequence[T], /) -> Iterable[T]:
    """Go through whole histories, and draw a bar for a terminal."""
    return _shown(work, "replaying", WORTH_SHOWING_OF_HISTORIES)


def _shown(work: Sequence[T], label: str, least: int) -> Iterable[T]:
    if len(work) < least or not sys.stderr.isatty():
        return work
    return _drawn(work, label)


def _drawn(work: Sequence[T], label: str) -> Iterator[T]:
    with click.progressbar(work, label=label, file=sys.stderr) as steps:
        yield from steps
