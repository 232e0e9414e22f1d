"""Long lines of a page, folded between words at the edge of a terminal.

A command is never folded: it is there to be copied. What has lines of its own keeps them.
"""

from collections.abc import Iterable, Iterator
from textwrap import wrap

HANGING = 2
"""How much further in a folded line goes on, behind its mark."""


def folded(lines: Iterable[str], width: int | None) -> Iterator[str]:
    """Fold what is wider than `width`; a pipe has no width, and keeps its lines."""
    for line in lines:
        if width is None or len(line) <= width or _is_whole(line):
            yield line
        else:
            yield from _folded(line, width)


def _is_whole(line: str) -> bool:
    return "\n" in line or line.lstrip().startswith("retro ")


def _folded(line: str, width: int) -> list[str]:
    inset = " " * (len(line) - len(line.lstrip()) + HANGING)
    return wrap(
        line,
        width,
        subsequent_indent=inset,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )
