"""A policy that extends another, as one: mappings merge, lists replace, checks merge by id.

Every value keeps the place it came from, in the one file or in the other, so that a complaint
points at whatever has to be changed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from documents.positions import Path
from policies.source import Places
from policies.wording import meant
from states.values import value

Body = dict[str, Any]
HEAD = frozenset({"extends", "loosens"})
"""Keys that say how a policy extends another: one that is written out has none."""


@value
class Marked:
    """What a file says, and where."""

    body: Body
    places: Places


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
    weaving = _Weaving(child.places, parent.places)
    body = weaving.mapping(child.body, parent.body, ())
    return body, Origins(weaving.roots)


def needless_removals(child: Marked, parent: Marked) -> Iterator[tuple[Path, str]]:
    """List each check that `child` takes away and `parent` has not: where, and what is wrong."""
    for gate, lines in _mapping(child.body.get("gates")).items():
        known = _ids(_mapping(parent.body["gates"].get(gate)))
        for place, name in enumerate(_list(_mapping(lines).get("remove"))):
            if name not in known:
                problem = f"there is no check “{name}” to take away{meant(str(name), known)}"
                yield ("gates", gate, "remove", place), problem


def _mapping(given: Any) -> Body:
    return given if isinstance(given, dict) else {}


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _ids(gate: Body) -> list[str]:
    return [str(_mapping(line).get("id")) for line in _list(gate.get("checks"))]


def _is_spent(key: str, path: Path) -> bool:
    return key in HEAD if not path else key == "remove" and path[0] == "gates"


class _Weaving:
    """One walk over both, which remembers whose each value is."""

    def __init__(self, child: Places, parent: Places) -> None:
        self._child = child
        self._parent = parent
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
        removed = [*map(str, _list(child.get("remove")))]
        own, inherited = _ids(child), _ids(parent)
        kept = [name for name in inherited if name not in removed]
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
