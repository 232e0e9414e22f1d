"""What an editor needs to check a policy file while it is written, as a JSON Schema.

Made from the models that read the file and from the catalogue of checks, so it knows each
parameter of each. A policy that extends another may leave out what every other one needs.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from policies.catalogue import CATALOGUE
from policies.edition import Catalogued
from policies.file.merging import HEAD
from policies.file.model import PolicyFile
from policies.file.parameters import FIXED, LITERAL
from states.lifecycle import GATED

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DEFINED = "#/$defs/"
PARAMETER = {
    "type": "string",
    "pattern": r"^\$[a-z][a-z0-9_-]*$",
    "description": "Stands for the value of a parameter.",
}
FORMS = {
    "if": {"required": ["uses"]},
    "then": {"$ref": f"{DEFINED}CheckLine"},
    "else": {"$ref": f"{DEFINED}WrittenLine"},
}
SAID = frozenset({*LITERAL, *FIXED, *HEAD})
"""Keys below which no parameter can stand."""

SPELT_OUT = frozenset({"Param", "ClockTerms", "QuietLine", "RungLine", "Loosening"})
"""What stands below them."""

INHERITED = frozenset(
    {
        "Param",
        "QuietLine",
        "ActionTerms",
        "StalledTerms",
        "WaiverTerms",
        "WithdrawalTerms",
        "GateLine",
        "DeadlineLine",
    }
)
"""Mappings of which a policy that extends another says only what differs."""


def policy_schema() -> Schema:
    """Return the JSON Schema of a policy file."""
    file, definitions = _generated()
    gates = file["properties"]["gates"]
    gates |= {
        "properties": {one.value: gates["additionalProperties"] for one in GATED},
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "title": "A policy of Retrogate",
        "description": file["description"],
        "type": "object",
        "additionalProperties": False,
        "required": ["policy", "version"],
        "properties": {
            key: one if key in SAID else _or_parameter(one, definitions)
            for key, one in file["properties"].items()
        },
        "if": {"not": {"required": ["extends"]}},
        "then": _needed(file, definitions),
        "$defs": {name: _definition(name, definitions) for name in definitions}
        | {"Parameter": PARAMETER},
    }


def _generated() -> tuple[Schema, dict[str, Schema]]:
    """Let pydantic describe the file and every check, with what they share told once."""
    kinds: dict[str, type] = {"": PolicyFile, **CATALOGUE}
    wanted: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (name, "validation", TypeAdapter(kind)) for name, kind in kinds.items()
    ]
    made, shared = TypeAdapter.json_schemas(wanted)
    definitions: dict[str, Schema] = shared["$defs"]
    file = definitions.pop("PolicyFile")
    parameters = {name: made[name, "validation"] for name in CATALOGUE}
    definitions["GateLine"]["properties"]["checks"]["items"] = FORMS
    definitions["CheckLine"] = _by_catalogue(definitions["CheckLine"], parameters)
    return file, definitions


def _by_catalogue(line: Schema, parameters: Mapping[str, Schema]) -> Schema:
    """Let a line use the checks there are, each with its own parameters."""
    uses = {"oneOf": [_choice(name, check) for name, check in CATALOGUE.items()]}
    return {
        **line,
        "properties": {**line["properties"], "uses": uses},
        "allOf": [
            {
                "if": {"properties": {"uses": {"const": name}}, "required": ["uses"]},
                "then": {"properties": {"with": one}},
            }
            for name, one in parameters.items()
        ],
    }


def _choice(name: str, check: type[Catalogued]) -> Schema:
    return {"const": name, "description": check.title}


def _definition(name: str, definitions: dict[str, Schema]) -> Schema:
    """Describe what a name stands for, with parameters where they may stand."""
    one = definitions[name]
    if name in INHERITED:
        one = {key: told for key, told in one.items() if key != "required"}
    if name in SPELT_OUT or "properties" not in one:
        return one
    properties = one["properties"]
    return {
        **one,
        "properties": {key: _or_parameter(properties[key], definitions) for key in properties},
    }


def _or_parameter(told: Schema, definitions: dict[str, Schema]) -> Schema:
    """Let a parameter stand for a value; a mapping is always written out."""
    if _is_mapping(told.get("items", told), definitions):
        return told
    if "items" in told:
        told = {**told, "items": _or_parameter(told["items"], definitions)}
    return {"anyOf": [told, {"$ref": f"{DEFINED}Parameter"}]}


def _is_mapping(told: Schema, definitions: dict[str, Schema]) -> bool:
    choices = (_followed(one, definitions) for one in told.get("anyOf", [told]))
    return any(one.get("type") == "object" or "then" in one for one in choices)


def _needed(told: Schema, definitions: dict[str, Schema]) -> Schema:
    """Gather which keys a policy needs that extends none, mapping by mapping."""
    one = _followed(told, definitions)
    below = {key: _needed(value, definitions) for key, value in one.get("properties", {}).items()}
    kept = {key: found for key, found in below.items() if found}
    required = {"required": one["required"]} if "required" in one else {}
    return {**required, **({"properties": kept} if kept else {})}


def _followed(told: Schema, definitions: dict[str, Schema]) -> Schema:
    return definitions.get(told.get("$ref", "").removeprefix(DEFINED), told)
