"""A policy that extends another, as one: mappings merge, lists replace, checks merge by id.

Every value keeps the place it came from, in the one file or in the other, so that a complaint
points at whatever has to be changed.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from documents.positions import Path
from policies.file.shape import SLUG
from policies.file.source import Places, Source
from policies.file.straying import Body, elsewhere, ids_of, list_of, mapping_of
from states.record.context import Severity
from states.values import value

HEAD = frozenset({"extends", "loosens"})
"""Keys that say how a policy extends another: one that is written out has none."""


@value
class Marked:
    """What a file says, and where."""

    body: Body
    places: Places

    def is_own(self, path: Path) -> bool:
        """Tell whether a value is written in this file, and not in one that it extends."""
        return not isinstance(self.places, Origins) or self.places.is_own(path)

    def source(self, severity: Severity | None = None) -> Source:
        """Return what complaints about it are worded by, as it is read at a severity."""
        return Source(self.places, severity, dict(_called(self.body)))


@value
class Origins:
    """Where each value of a merged policy comes from, by its path there."""

    roots: Mapping[Path, tuple[Places, Path]]

    def at(self, path: Path) -> str:
        """Write the place of a value in the file that says it."""
        places, within = self._found(path)
        return places.at(within)

    def at_character(self, path: Path, offset: int) -> tuple[str, str]:
        """Return the place of one character of a text, and its line with a caret below."""
        places, within = self._found(path)
        return places.at_character(within, offset)

    def is_own(self, path: Path) -> bool:
        """Tell whether a value is written in the policy that extends the other."""
        return self._found(path)[0] is self.roots[()][0]

    def _found(self, path: Path) -> tuple[Places, Path]:
        beginnings = (path[:length] for length in range(len(path), -1, -1))
        root = next(one for one in beginnings if one in self.roots)
        places, within = self.roots[root]
        return places, (*within, *path[len(root) :])


def merged(child: Marked, parent: Marked) -> tuple[Body, Origins]:
    """Write out what `child` leaves to `parent`, which stands by itself."""
    misplaced = frozenset(name for name, _ in elsewhere(child.body, parent.body).values())
    weaving = _Weaving(child.places, parent.places, misplaced)
    body = weaving.mapping(child.body, parent.body, ())
    return body, Origins(weaving.roots)


def _called(body: Body) -> Iterator[tuple[Path, str]]:
    for gate, lines in mapping_of(body.get("gates")).items():
        for place, name in enumerate(ids_of(mapping_of(lines))):
            if re.match(SLUG, name) and name != str(None):
                yield ("gates", gate, "checks", place), name


def _is_spent(key: str, path: Path) -> bool:
    return key in HEAD if not path else key == "remove" and path[0] == "gates"


class _Weaving:
    """One walk over both, which remembers whose each value is."""

    def __init__(self, child: Places, parent: Places, misplaced: frozenset[str]) -> None:
        self._child = child
        self._parent = parent
        self._misplaced = misplaced
        self.roots: dict[Path, tuple[Places, Path]] = {}

    def mapping(self, child: Body, parent: Body, path: Path) -> Body:
        """Merge two mappings that stand at `path`, in the order of the parent."""
        self.roots[path] = self._child, path
        keys = dict.fromkeys((*parent, *child))
        return {
            key: self._one(key, child, parent, path) for key in keys if not _is_spent(key, path)
        }

    def _one(self, key: str, child: Body, parent: Body, path: Path) -> Any:
        here = (*path, key)
        if key == "checks" and path[:1] == ("gates",) and isinstance(child.get(key, []), list):
            return self._checks(child, parent, here)
        if key not in child and path == ("gates",) and self._misplaced:
            return self.mapping({}, parent[key], here)
        if key not in child:
            self.roots[here] = self._parent, here
            return parent[key]
        given, inherited = child[key], parent.get(key)
        if isinstance(given, dict) and isinstance(inherited, dict):
            return self.mapping(given, inherited, here)
        self.roots[here] = self._child, here
        return given

    def _checks(self, child: Body, parent: Body, path: Path) -> list[Any]:
        """Keep the parent's order; what the child has under the same id takes its place."""
        own, inherited = ids_of(child), ids_of(parent)
        # What is misplaced is complained of by itself, and not of its other half as well.
        gone = {*map(str, list_of(child.get("remove"))), *self._misplaced.difference(own)}
        kept = [name for name in inherited if name not in gone]
        replaced = {name: own.index(name) for name in kept if name in own}
        added = [place for place in range(len(own)) if place not in replaced.values()]
        lines = [
            *(
                (child, replaced[name]) if name in replaced else (parent, inherited.index(name))
                for name in kept
            ),
            *((child, place) for place in added),
        ]
        self.roots[path] = self._child, path
        for place, (file, before) in enumerate(lines):
            places = self._child if file is child else self._parent
            self.roots[*path, place] = places, (*path, before)
        return [file["checks"][before] for file, before in lines]
