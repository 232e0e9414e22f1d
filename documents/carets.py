"""From a character of a text back to the file that it was read from.

A text in YAML may be quoted, escaped, folded or hung below its key; whoever complains about
one character of it knows only how far in it stands.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

Spot = tuple[int, int]
"""Line and column, counted from 0."""

_ESCAPES = {"x": 4, "u": 6, "U": 10}


def spot_of(lines: Sequence[str], start: Spot, offset: int) -> Spot:
    """Say where character `offset` stands of the text that begins at `start`."""
    row, column = start
    mark = lines[row][column : column + 1]
    if mark in ("|", ">"):
        characters = _hung(lines, row + 1, folds=mark == ">")
    elif mark in ("'", '"'):
        characters = _flowing(lines, (row, column + 1), mark)
    else:
        characters = _flowing(lines, start, "")
    return next(islice(characters, offset, None), start)


def _hung(lines: Sequence[str], first: int, *, folds: bool) -> Iterator[Spot]:
    below = range(first, len(lines))
    indent = next((_indent(lines[row]) for row in below if lines[row].strip()), 0)
    for row in below:
        yield from ((row, column) for column in range(indent, len(lines[row])))
        if not (folds and _is_swallowed(lines, row)):
            yield row, len(lines[row])


def _flowing(lines: Sequence[str], start: Spot, quote: str) -> Iterator[Spot]:
    first, column = start
    for row in range(first, len(lines)):
        while column < len(lines[row].rstrip()):
            yield row, column
            column += _width(lines[row], column, quote)
        if not _is_swallowed(lines, row):
            yield row, column
        column = _indent(lines[row + 1]) if row + 1 < len(lines) else 0


def _is_swallowed(lines: Sequence[str], row: int) -> bool:
    # Of a break and the empty lines after it, only the empty lines are part of the text.
    after = lines[row + 1 : row + 2]
    return bool(lines[row].strip()) and bool(after) and not after[0].strip()


def _width(line: str, column: int, quote: str) -> int:
    if quote == "'" and line.startswith("''", column):
        return 2
    if quote == '"' and line[column] == "\\":
        return _ESCAPES.get(line[column + 1 : column + 2], 2)
    return 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
