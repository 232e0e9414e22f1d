"""Where each value of a file stands, so that a complaint can point at it."""

from collections.abc import Mapping
from dataclasses import field

from documents.carets import spot_of
from states.values import value

SHOWN = 90
Path = tuple[str | int, ...]
"""The keys and list places that lead to a value, from the top."""


@value
class Positions:
    """The places of one file; lines and columns count from 1.

    `places` are those of keys and list items, `texts` are where the texts behind them begin.
    """

    name: str
    places: Mapping[Path, tuple[int, int]]
    texts: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    def of(self, path: Path) -> tuple[int, int]:
        """Return line and column of `path`, or of the nearest value around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return 1, 1

    def at(self, path: Path) -> str:
        """Write the place as editors link it, `payments.yaml:12:5`; the name alone if unknown."""
        if not self.places:
            return self.name
        line, column = self.of(path)
        return f"{self.name}:{line}:{column}"

    def at_character(self, path: Path, offset: int) -> tuple[str, str]:
        """Return the place of one character of a text, and its line with a caret below."""
        line, column = self.texts.get(path, (0, 0))
        if not line:
            return self.at(path), ""
        row, column = spot_of(self.lines, (line - 1, column - 1), offset)
        return f"{self.name}:{row + 1}:{column + 1}", _pointed_at(self.lines[row], column)


def _pointed_at(line: str, column: int) -> str:
    # A line is shown around the place, however long it is.
    first = max(0, column - SHOWN // 2)
    shown = line[first : first + SHOWN]
    indent = len(shown) - len(shown.lstrip())
    return f"  {shown.strip()}\n  {' ' * (column - first - indent)}^"
