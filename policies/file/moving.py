"""Keys that stand on lines of their own, put in order line by line.

A key takes along the comments right above it, and everything indented below it. Comments at
the top that a blank line sets apart are about the file, and stay there.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from documents.positions import Path
from policies.file.order import ordered

Block = tuple[CommentedMap, Path]


def moved(text: str, read: Callable[[str], Any]) -> str:
    """Return `text` with every such key in order; `read` tells what stands where."""
    while block := next(_out_of_order(read(text), ()), None):
        text = "\n".join(_in_order(text.split("\n"), *block))
    return text


def children(node: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """List what stands in a mapping or list, with its path."""
    if isinstance(node, CommentedMap):
        yield from (((*path, key), one) for key, one in node.items())
    elif isinstance(node, CommentedSeq):
        yield from (((*path, place), one) for place, one in enumerate(node))


def _out_of_order(node: Any, path: Path) -> Iterator[Block]:
    on_lines = isinstance(node, CommentedMap) and not node.fa.flow_style()
    if on_lines and [*node] != ordered([*node], path):
        yield node, path
    for below, one in children(node, path):
        yield from _out_of_order(one, below)


def _in_order(lines: list[str], node: CommentedMap, path: Path) -> list[str]:
    rows = {key: node.lc.key(key)[0] for key in node}
    column = node.lc.key(next(iter(node)))[1]
    top, end = min(rows.values()), _end(lines, max(rows.values()), column)
    # The first key of a list item stands behind its dash, which stays where it is.
    dash = lines[top][:column]
    lines = [*lines[:top], " " * column + lines[top][column:], *lines[top + 1 :]]
    begins = [
        _begin(lines, row, is_first=row == top, in_list=bool(dash.strip())) for row in rows.values()
    ]
    parts = {
        key: lines[begin:after]
        for key, (begin, after) in zip(rows, pairwise([*begins, end]), strict=True)
    }
    rest = [line for key in ordered([*rows], path) for line in parts[key]]
    key_row = next(row for row, line in enumerate(rest) if not _is_remark(line))
    rest[key_row] = dash + rest[key_row][column:]
    return [*lines[: begins[0]], *rest, *lines[end:]]


def _begin(lines: list[str], row: int, *, is_first: bool, in_list: bool) -> int:
    if is_first and in_list:
        return row
    above = row
    while above and _is_remark(lines[above - 1]):
        above -= 1
    header = [place for place in range(row) if not lines[place].strip()] if not above else []
    return header[-1] + 1 if header else above


def _end(lines: list[str], row: int, column: int) -> int:
    end = row + 1
    for place in range(row + 1, len(lines)):
        line = lines[place]
        if _is_remark(line):
            continue
        if len(line) - len(line.lstrip()) <= column and not line[column:].startswith("- "):
            break
        end = place + 1
    return end


def _is_remark(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
