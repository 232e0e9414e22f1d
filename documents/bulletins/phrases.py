"""Texts of people inside Markdown of ours: on one line, cut, and never a mark of its own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from states.due import lasting

TITLE = 44
"""Characters of a title: with what stands around it, a line of 80."""

TEXT = 400
"""Characters of anything longer."""

_MARKS = re.compile(r"([\\`*\[\]<>|#~&]|(?<!\w)_|_(?!\w))")


def quoted(text: str, length: int = TITLE) -> str:
    """Write a title in quotes."""
    return f"“{plain(text, length)}”"


def plain(text: str, length: int = TEXT) -> str:
    """Write a text so that Markdown takes no character of it for a mark."""
    line = " ".join(text.split())
    cut = line if len(line) <= length else f"{line[: length - 1]}…"
    return _MARKS.sub(r"\\\1", cut)


def counted(count: int, one: str, many: str) -> str:
    """Write a number with its noun: `1 action`, `1,200 actions`."""
    return f"{count:,} {one if count == 1 else many}"


def late(late_by: timedelta) -> str:
    """Write how late something is."""
    return f"{lasting(late_by)} late"


def listed(words: Sequence[str], rows: Iterable[tuple[str, *tuple[int, ...]]]) -> Iterator[str]:
    """Write a list of names with counts: `- shop: 3 open, 1 late`.

    Mail and chat fold a table of Markdown into nonsense; a list reads well everywhere.
    """
    for name, *counts in rows:
        told = (f"{count:,} {word}" for count, word in zip(counts, words, strict=True))
        yield f"- {plain(name)}: {', '.join(told)}"
