"""Where each value of a file stands, so that a complaint can point at it."""

from collections.abc import Mapping

from states.values import value

Path = tuple[str | int, ...]
"""The keys and list places that lead to a value, from the top."""


@value
class Positions:
    """The places of one file; lines and columns count from 1."""

    name: str
    places: Mapping[Path, tuple[int, int]]

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
