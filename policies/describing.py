"""What a check of the catalogue is, as its code says: for `retro policy checks`."""

import re
import sys
from dataclasses import MISSING, fields
from inspect import getdoc
from typing import Any

from pydantic import TypeAdapter

from policies.catalogue import tighter_of
from policies.edition import Catalogued
from policies.file.direction import Direction
from states.values import value

_REQUIREMENT = re.compile(r"\bR[0-9]+\b")

# fmt: off
WAYS = {
    Direction.UP:    "more is stricter",
    Direction.DOWN:  "less is stricter",
    Direction.MORE:  "the longer list is stricter",
    Direction.FEWER: "the shorter list is stricter",
    None:            "",
}

SHAPES = {
    "integer": "whole number",
    "string":  "text",
    "boolean": "true or false",
}
# fmt: on


@value
class Parameter:
    """One parameter of a check; the default is written as a policy file does."""

    name: str
    holds: str
    default: str
    stricter: str


@value
class Description:
    """One check: what it asks, what it may be told, where it comes from, how it is written.

    A check of language names the version of its `lexicon`.
    """

    id: str
    title: str
    about: str
    requirements: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    example: str
    lexicon: str = ""


def description_of(kind: type[Catalogued]) -> Description:
    """Describe a check of the catalogue."""
    about, module = getdoc(kind) or "", sys.modules[kind.__module__].__doc__ or ""
    found = _REQUIREMENT.findall(about) or _REQUIREMENT.findall(module)
    parameters = _parameters(kind)
    return Description(
        id=kind.id,
        title=kind.title,
        about=about,
        requirements=tuple(dict.fromkeys(found)),
        parameters=parameters,
        example=_example(kind.id, parameters),
        lexicon=getattr(kind, "lexicon", ""),
    )


def _parameters(kind: type[Catalogued]) -> tuple[Parameter, ...]:
    schema, tighter = TypeAdapter(kind).json_schema(), tighter_of(kind)
    return tuple(
        Parameter(
            name=field.name,
            holds=_holds(schema["properties"][field.name], schema),
            default="" if field.default is MISSING else _written(schema["properties"][field.name]),
            stricter=WAYS[tighter.get(field.name)],
        )
        for field in fields(kind)  # type: ignore[arg-type]  # every check is a value
    )


def _holds(told: dict[str, Any], schema: dict[str, Any]) -> str:
    told = schema.get("$defs", {}).get(told.get("$ref", "").removeprefix("#/$defs/"), told)
    if told.get("type") == "array":
        return f"list of {_holds(told['items'], schema)}"
    if "enum" in told:
        return " | ".join(told["enum"])
    return SHAPES[told["type"]]


def _written(told: dict[str, Any]) -> str:
    default = told["default"]
    return f"[{', '.join(default)}]" if isinstance(default, list) else str(default)


def _example(name: str, parameters: tuple[Parameter, ...]) -> str:
    given = ", ".join(f"{one.name}: {one.default or '[service-owner]'}" for one in parameters)
    told = f", with: {{{given}}}" if given else ""
    return f"- {{id: {re.sub('[._]', '-', name)}, uses: {name}{told}}}"
