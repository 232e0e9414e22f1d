"""The place in its own file at which a policy asks less than the one it extends.

What follows from a parameter shows at a line of the parent, which is not to be changed: the
value of the parameter is.
"""

from collections.abc import Iterator
from typing import Any

from documents.positions import Path
from policies.file.merging import Origins
from policies.file.parameters import used_in
from policies.file.saying import said
from policies.loosening.loosened import Loosened

EXTENDS: Path = ("extends",)


def own_place(one: Loosened | None, path: Path, body: dict[str, Any], origins: Origins) -> Path:
    """Return `path` where it is the child's own, else the value there that it follows from."""
    if origins.is_own(path):
        return path
    given = [*_given(_at(body, path), body, origins)]
    meant = (here for here, written in given if one and one.now.endswith(said(written)))
    return next(meant, next((here for here, _ in given), EXTENDS))


def _at(body: Any, path: Path) -> Any:
    for step in path:
        known = isinstance(step, int) or step in body
        body = body[step] if known else {}
    return body


def _given(part: Any, body: dict[str, Any], origins: Origins) -> Iterator[tuple[Path, Any]]:
    """List the values that the child gives to the parameters of a part: where, and which."""
    for name in used_in(part):
        for path, written in _values(("params", name), body["params"][name]):
            if origins.is_own(path):
                yield path, written


def _values(here: Path, param: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
    yield (*here, "default"), param["default"]
    for severity, written in param.get("by_severity", {}).items():
        yield (*here, "by_severity", severity), written
