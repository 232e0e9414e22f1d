"""What fields may hold, in words; read from the JSON schema that pydantic makes of their types."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from docs.pages.markdown import code
from states.values import TEXT_LIMIT

NOTHING: tuple[Any, ...] = (None, "", [], {})
DEFINED = "#/$defs/"

# fmt: off
FORMATS = {
    "date-time": "moment",
    "date":      "day",
    "span":      "span of time",
    "clock":     "time of day",
}

TYPES = {
    "string":  "line",
    "boolean": "`true` or `false`",
    "number":  "number",
    "object":  "mapping",
    "":        "anything",
}
# fmt: on


class Field(NamedTuple):
    """One field: its name, what it may hold, and its default."""

    name: str
    shape: str
    default: str


def fields_of(kind: type) -> Iterator[Field]:
    """Read the fields of a dataclass or model; one that only tells kinds apart is left out."""
    schema = TypeAdapter(kind).json_schema()
    required = schema.get("required", ())
    for name, one in schema.get("properties", {}).items():
        if "const" not in one:
            yield Field(code(name), shape(one, schema), _default(one, required=name in required))


def shape(one: dict[str, Any], schema: dict[str, Any]) -> str:
    """Say what a field may hold; `schema` has the definitions that it names."""
    match one:
        case {"$ref": str(name)}:
            return _defined(name.removeprefix(DEFINED), schema)
        case {"anyOf": choices} | {"oneOf": choices}:
            return _either(choices, schema)
        case {"type": "array", "items": items}:
            return f"list: {shape(items, schema)}"
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"mapping: {shape(values, schema)}"
        case _:
            return _plain(one)


def _plain(one: dict[str, Any]) -> str:
    if "enum" in one:
        return f"one of {', '.join(map(code, one['enum']))}"
    if one.get("type") == "integer":
        return _whole_number(one)
    if one.get("maxLength") == TEXT_LIMIT:
        return "text"
    return FORMATS.get(one.get("format", "")) or TYPES[one.get("type", "")]


def _defined(name: str, schema: dict[str, Any]) -> str:
    found = schema["$defs"][name]
    return shape(found, schema) if "enum" in found else f"[{name}](#{name.lower()})"


def _either(choices: list[dict[str, Any]], schema: dict[str, Any]) -> str:
    there = [one for one in choices if one.get("type") != "null"]
    if [one.get("type") for one in there] == ["number", "string"]:
        return "number"  # a decimal, which JSON would rather have as text
    return " or ".join(shape(one, schema) for one in there)


def _whole_number(one: dict[str, Any]) -> str:
    least, most = one.get("minimum"), one.get("maximum")
    if least is None:
        return "whole number"
    return f"whole number, {least} to {most}" if most else f"whole number, {least} or more"


def _default(one: dict[str, Any], *, required: bool) -> str:
    if required:
        return "required"
    default = one.get("default")
    return "" if default in NOTHING else code(json.dumps(default).strip('"'))
