"""Commands and events as JSON and back.

JSON leaves out what is empty, so entries stay short and say only what was said.
What comes back is checked field by field; an unknown field or name is refused.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_args

import rfc8785
from pydantic import TypeAdapter, ValidationError

from states.commands import Command
from states.errors import InvalidError
from states.events.event import Event

T = TypeVar("T")


def named(kinds: Any) -> dict[str, type]:
    """List the classes of a union by the names that stored entries know them by."""
    return {one.__name__: one for one in get_args(kinds)}


COMMANDS = named(Command)
EVENTS = named(Event)


def adapter_of(kind: Any) -> TypeAdapter[Any]:
    """Return the reader and writer of a type, built once."""
    return _built(kind)


@cache
def _built(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(thing: object) -> dict[str, Any]:
    """Write a command, event or any other value of the core as JSON values."""
    body: dict[str, Any] = _without_empty(adapter_of(type(thing)).dump_python(thing, mode="json"))
    return body


def from_json(kind: type[T], body: object) -> T:
    """Read a value of `kind`.

    Raises:
        InvalidError: a field is unknown, missing or out of bounds; it names each.
    """
    try:
        read: T = adapter_of(kind).validate_python(body)
    except ValidationError as error:
        raise InvalidError(complaints(error)) from error
    return read


def command_from(name: str, body: object) -> Command:
    """Read the command called `name`; raises `InvalidError` as `from_json` does."""
    if name not in COMMANDS:
        raise InvalidError(f"there is no command “{name}”", f"commands: {', '.join(COMMANDS)}")
    return from_json(COMMANDS[name], body)


def event_to_json(event: object) -> dict[str, Any]:
    """Write an event, of any history, with its name under `event`."""
    return {"event": type(event).__name__, **to_json(event)}


def size_of(event: Event) -> int:
    """Count the bytes that an event takes in an entry."""
    return len(rfc8785.dumps(event_to_json(event)))


def event_from(body: Mapping[str, Any]) -> Event:
    """Read what `event_to_json` wrote of an incident; raises `InvalidError` as `from_json` does."""
    event: Event = event_among(EVENTS, body)
    return event


def event_among(kinds: Mapping[str, type[T]], body: Mapping[str, Any]) -> T:
    """Read an event of the history that knows these; raises `InvalidError` as `from_json` does."""
    fields = {name: one for name, one in body.items() if name != "event"}
    name = str(body.get("event"))
    if name not in kinds:
        raise InvalidError(f"there is no event “{name}”", f"events: {', '.join(kinds)}")
    return from_json(kinds[name], fields)


def canonical(body: Any) -> bytes:
    """Write JSON values as RFC 8785 has it: one text for one meaning."""
    return rfc8785.dumps(body)


def digest(body: Any) -> str:
    """Name JSON values by the SHA-256 of their canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(body)).hexdigest()


def complaints(error: ValidationError) -> str:
    """Say in one line what pydantic found, field by field, with the values."""
    return "; ".join(_complaint(one) for one in error.errors())


def _complaint(one: Any) -> str:
    place = ".".join(str(part) for part in one["loc"]) or "value"
    given = "" if one["type"] == "missing" else f" (got {_shown(one['input'])})"
    told = one["msg"].removeprefix("Value error, ")
    return f"{place}: {told[0].lower()}{told[1:]}{given}"


def _shown(given: object) -> str:
    text = ascii(given) if isinstance(given, str) else repr(given)
    return text if len(text) <= 80 else f"{text[:77]}…"  # noqa: PLR2004  # a line of a terminal


def _without_empty(body: Any) -> Any:
    match body:
        case dict():
            kept = {name: _without_empty(one) for name, one in body.items()}
            return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
        case list():
            return [_without_empty(one) for one in body]
        case _:
            return body
