"""A list as a table that fits its terminal: no word in it is ever broken.

A table that is too wide has some of its columns below its rows (`BELOW`), does without those
that the list can spare, cuts titles (`CUT`), and lets other texts go on in the next line.
Where that is not enough, each row is written as lines of its own.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, product, zip_longest
from typing import NamedTuple

BELOW = (frozenset({"command", "record"}), frozenset({"command", "record", "first"}))
"""What goes below: what is there to be copied, and where that is not enough, prose."""

CUT = frozenset({"title"})
PROSE = frozenset({"first", "asks"})
EASY = 32
"""The least width in which prose is read with ease."""

ROOM = (20, 12)
"""How much of a title is shown: better the first, and the second where there is no room."""

GAP = 2
INDENT = 5


class Column(NamedTuple):
    """One column, as texts."""

    name: str
    cells: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Write the name as a heading."""
        return self.name.replace("_", " ")

    @property
    def widest(self) -> int:
        """Measure the longest line."""
        lines = chain.from_iterable(text.splitlines() for text in (self.heading, *self.cells))
        return max(map(_length, lines))

    def least(self, room: int) -> int:
        """Measure the longest word; a title is cut to `room`."""
        if self.name in CUT:
            return min(self.widest, room)
        words = chain.from_iterable(text.split() for text in self.cells)
        longest = max(map(_length, (self.heading, *words)))
        return max(longest, min(self.widest, EASY)) if self.name in PROSE else longest


class Layout(NamedTuple):
    """The columns of a table with their widths, and what stands below each row."""

    columns: Sequence[Column]
    widths: Sequence[int]
    below: Sequence[Column] = ()

    def line(self, texts: Sequence[str]) -> Iterator[str]:
        """Write one row, in as many lines as its longest cell needs."""
        cells = [
            _cut(text, width) if one.name in CUT else _wrapped(text, width)
            for one, text, width in zip(self.columns, texts, self.widths, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = map(_padded, parts, self.widths)
            yield (" " * GAP).join(padded).rstrip()


def table_lines(columns: Sequence[Column], width: int, spare: Sequence[str]) -> Iterator[str]:
    """Write a table of `width`, its heading first; `spare` can be left out, the first one first."""
    layout = _layout_for(columns, width, spare)
    if layout is None:
        yield from _cards(columns, width)
        return
    yield from layout.line([one.heading for one in layout.columns])
    for place in range(len(columns[0].cells)):
        yield from layout.line([one.cells[place] for one in layout.columns])
        for one in layout.below:
            yield from _indented(one.cells[place], width)


def pair_lines(pairs: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Write names and what they stand for, side by side."""
    names = max((_length(name) for name, _ in pairs), default=0)
    layout = Layout([Column("", ()), Column("", ())], [names, width - names - GAP])
    for pair in pairs:
        yield from layout.line(pair)


def _layout_for(columns: Sequence[Column], width: int, spare: Sequence[str]) -> Layout | None:
    natural = [one.widest for one in columns]
    if _whole(natural) <= width:
        return Layout(columns, natural)
    for below, room, count in product(BELOW, ROOM, range(len(spare) + 1)):
        kept = [one for one in columns if one.name not in {*below, *spare[:count]}]
        if _whole([one.least(room) for one in kept]) <= width:
            under = [one for one in columns if one.name in below]
            return Layout(kept, _shrunk(kept, width, room), under)
    return None


def _shrunk(columns: Sequence[Column], width: int, room: int) -> list[int]:
    """Take from the widest, as long as each keeps its longest word."""
    widths = [one.widest for one in columns]
    least = [one.least(room) for one in columns]
    while _whole(widths) > width:
        able = (place for place, one in enumerate(widths) if one > least[place])
        widths[max(able, key=widths.__getitem__)] -= 1
    return widths


def _whole(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _cards(columns: Sequence[Column], width: int) -> Iterator[str]:
    for place in range(len(columns[0].cells)):
        yield from ([""] if place else [])
        yield from pair_lines([(one.heading, one.cells[place]) for one in columns], width)


def _indented(text: str, width: int) -> Iterator[str]:
    """Write what stands below a row; a command stays whole, to be copied."""
    lines = [text] if text.startswith("retro ") else _wrapped(text, width - INDENT)
    yield from (" " * INDENT + one for one in lines if one)


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for part in text.splitlines() or [""]:
        line = ""
        for word in part.split():
            longer = f"{line} {word}" if line else word
            if line and _length(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def _cut(text: str, width: int) -> list[str]:
    line = " ".join(text.split())
    if _length(line) <= width:
        return [line]
    from rich.cells import set_cell_size  # as below

    return [f"{set_cell_size(line, width - 1).rstrip()}…"]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _length(text))


def _length(text: str) -> int:
    from rich.cells import cell_len  # it knows wide letters; 40 ms, which only tables need

    return cell_len(text)
