"""Facts of a record by path: `context.severity`, `actions.A2.due`, `progress.A2.state`.

A path leads through the parts of the record to one value; what nobody said has no path in
`facts_of`, and can still be supposed. A path that leads nowhere is refused, never ignored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from documents.intake import annotations
from policies.language.wording import meant
from policies.supposing.parts import (
    KEYED,
    OF_ITEMS,
    PARTS,
    SINGLE,
    Part,
    fields_of,
    held,
    holding,
    names_for,
)
from policies.supposing.reading import read_value
from states.errors import InvalidError
from states.record.actions import Progress
from states.record.retrospective import Retrospective

UNSAID = (None, "", ())
BY_PERSON = "by"


class _Given(NamedTuple):
    """What is supposed, where, and when that is."""

    path: str
    value: object
    now: datetime | None


def facts_of(record: Retrospective) -> dict[str, object]:
    """List everything the record says, by path; what is empty is not said."""
    return dict(_facts(record))


def with_facts(
    record: Retrospective, facts: Mapping[str, object], now: datetime | None = None
) -> Retrospective:
    """Return the record with all of these facts, in their order; raises as `with_fact` does."""
    for path, given in facts.items():
        record = with_fact(record, path, given, now)
    return record


def with_fact(
    record: Retrospective, path: str, given: object, now: datetime | None = None
) -> Retrospective:
    """Return the record as it would be with `given` at `path`.

    Text is read as a record file has it; `+16d` counts from `now`. A whole item is put where
    its name stands, or added; None takes it away.

    Raises:
        InvalidError: nothing stands at such a path, or not such a value.
    """
    supposed = _Given(path, given, now)
    part, steps = _entered(record, path)
    if part not in KEYED:
        changed: Retrospective = _set(record, [part, *steps], supposed)
        return changed
    name, inner = _named(record, KEYED[part], steps, path)
    if given is None and not inner:
        return holding(record, KEYED[part], name, None)
    return holding(record, KEYED[part], name, _thing(record, KEYED[part], name, inner, supposed))


def without_fact(record: Retrospective, path: str) -> Retrospective:
    """Return the record as it would be had nobody said what stands at `path`.

    Raises:
        InvalidError: nothing can stand at such a path.
    """
    part, steps = _entered(record, path)
    if part not in KEYED:
        changed: Retrospective = _unset(record, [part, *steps], path)
        return changed
    name, inner = _named(record, KEYED[part], steps, path)
    thing = held(record, KEYED[part]).get(name)
    if thing is None:
        return record
    _must_not_rename(KEYED[part], inner, path)
    return holding(record, KEYED[part], name, _unset(thing, inner, path) if inner else None)


def value_at(record: Retrospective, path: str) -> object:
    """Return what stands at `path`; None where the record has no such thing.

    Raises:
        InvalidError: nothing can stand at such a path.
    """
    part, steps = _entered(record, path)
    thing: Any = getattr(record, part)
    if part in KEYED:
        name, steps = _named(record, KEYED[part], steps, path)
        thing = held(record, KEYED[part]).get(name)
    for step in steps:
        if thing is not None:
            _must_have(thing, step, path)
            thing = getattr(thing, step)
    return thing


def _facts(record: Retrospective) -> Iterator[tuple[str, object]]:
    for name in PARTS:
        if name not in KEYED:
            yield from _said(name, getattr(record, name))
    for part in KEYED.values():
        for name, thing in held(record, part).items():
            yield from _said(f"{part.name}.{name}", thing, part.key)


def _said(path: str, thing: Any, key: str = "") -> Iterator[tuple[str, object]]:
    if is_dataclass(thing):
        for name in fields_of(thing):
            if name != key:
                yield from _said(f"{path}.{name}", getattr(thing, name))
    elif thing not in UNSAID and thing is not False:
        yield path, thing


def _entered(record: Retrospective, path: str) -> tuple[str, list[str]]:
    part, *steps = path.split(".")
    if part not in PARTS:
        raise InvalidError(f"{path}: a record has no “{part}”{meant(part, PARTS)}")
    if part in SINGLE and not steps:
        known = ", ".join(fields_of(getattr(record, part)))
        raise InvalidError(f"{path}: say which of its facts: {known}")
    return part, steps


def _named(record: Retrospective, part: Part, steps: list[str], path: str) -> tuple[str, list[str]]:
    """Split the name of a thing from the steps within it; a name may have dots of its own."""
    known = [*names_for(record, part)]
    for length in range(len(steps), 0, -1):
        name, rest = ".".join(steps[:length]), steps[length:]
        leads_on = not rest or part.key != BY_PERSON or rest[0] in annotations(part.kind)
        if name in known and leads_on:
            return name, rest
    name, inside = ".".join(steps), steps[-1:] and steps[-1] in annotations(part.kind)
    if not name or part.name in OF_ITEMS or inside:
        asked = steps[0] if steps else ""
        raise InvalidError(f"{path}: {part.name} has no “{asked}”{meant(asked, known)}")
    return name, []


def _thing(
    record: Retrospective, part: Part, name: str, inner: list[str], supposed: _Given
) -> object:
    given = supposed.value
    if inner:
        _must_not_rename(part, inner, supposed.path)
        return _set(held(record, part).get(name, Progress()), inner, supposed)
    named = {part.key: name, **given} if part.key and isinstance(given, Mapping) else given
    return read_value(part.kind, named, supposed.path, supposed.now)


def _must_not_rename(part: Part, inner: list[str], path: str) -> None:
    if inner == [part.key]:
        raise InvalidError(f"{path}: it is the name of the thing, and stays as it is")


def _set(thing: Any, steps: list[str], supposed: _Given) -> Any:
    name, *rest = steps
    _must_have(thing, name, supposed.path)
    if rest:
        return replace(thing, **{name: _set(getattr(thing, name), rest, supposed)})
    kind = _field(thing, name).type
    return replace(thing, **{name: read_value(kind, supposed.value, supposed.path, supposed.now)})


def _unset(thing: Any, steps: list[str], path: str) -> Any:
    name, *rest = steps
    _must_have(thing, name, path)
    if rest:
        return replace(thing, **{name: _unset(getattr(thing, name), rest, path)})
    return replace(thing, **{name: _default(thing, name, path)})


def _default(thing: Any, name: str, path: str) -> object:
    default: object = _field(thing, name).default
    if default is MISSING:
        raise InvalidError(f"{path}: it is never empty; take away the whole that it belongs to")
    return default


def _field(thing: Any, name: str) -> Any:
    return next(one for one in fields(thing) if one.name == name)


def _must_have(thing: Any, name: str, path: str) -> None:
    if not is_dataclass(thing):
        raise InvalidError(f"{path}: nothing is said there that could have a “{name}”")
    known = fields_of(thing)
    if name not in known:
        raise InvalidError(f"{path}: there is no “{name}”{meant(name, known)}")
