"""Texts of people inside Markdown of ours: on one line, cut, and never a mark of its own."""

import re
from collections.abc import Iterable, Iterator, Sequence

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


def days_late(days: int) -> str:
    """Write how late something is."""
    return f"{counted(days, 'day', 'days')} late" if days else "late since today"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write a Markdown table: names to the left, numbers to the right."""
    cells = [heads, *([_cell(one) for one in row] for row in rows)]
    widths = [max(3, *(len(row[place]) for row in cells)) for place in range(len(heads))]
    rules = ["-" * widths[0], *(f"{'-' * (width - 1)}:" for width in widths[1:])]
    for row in (cells[0], rules, *cells[1:]):
        numbers = (one.rjust(width) for one, width in zip(row[1:], widths[1:], strict=True))
        yield f"| {' | '.join((row[0].ljust(widths[0]), *numbers))} |"


def _cell(one: object) -> str:
    return f"{one:,}" if isinstance(one, int) else plain(str(one))
