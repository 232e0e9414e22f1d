"""From what a file says to what a dataclass of the core takes, field by field.

The dataclass is the only model: a field's annotation decides who reads it.
What no reader is named for passes as it is, numbers as the text that was written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from documents.complaints import Complaints
from documents.positions import Path

Readers = Mapping[Any, Callable[[Any, Path], Any]]
"""Who reads a field, by its annotation: takes what is given and where, may raise `ValueError`."""


def read_fields(
    known: Mapping[str, Any], given: Any, path: Path, readers: Readers, wrong: Complaints
) -> Any:
    """Prepare the `known` fields; what cannot be read is complained about and left out."""
    if not isinstance(given, dict):
        return given
    ready = {}
    for name, one in given.items():
        if name not in known:
            wrong.add_unknown((*path, name), known)
        elif one is not None:
            try:
                ready[name] = readers.get(known[name], _plain)(one, (*path, name))
            except ValueError as error:
                wrong.add((*path, name), str(error))
    return ready


@cache
def annotations(kind: type) -> Mapping[str, Any]:
    """Say what each field of a dataclass is annotated with."""
    return {field.name: field.type for field in fields(kind)}


def as_text(given: Any) -> Any:
    """Return `given` with its whole numbers as text: `title: 42` is a title."""
    match given:
        case list():
            return [as_text(one) for one in given]
        case int() if not isinstance(given, bool):
            return str(given)
        case _:
            return given


def twins(items: Iterable[Any]) -> Iterator[tuple[int, str]]:
    """Find the prepared items whose id an earlier one has: their place and id."""
    seen = set()
    for place, item in enumerate(items):
        name = item.get("id") if isinstance(item, dict) else None
        if isinstance(name, str) and name:
            if name in seen:
                yield place, name
            seen.add(name)


def _plain(given: Any, _path: Path) -> Any:
    return as_text(given)
