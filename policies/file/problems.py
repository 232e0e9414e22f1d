"""What is wrong with a value, as somebody says it who writes policies and no programs."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from policies.file.shape import NAME, PARENT, SLUG, VERSION
from policies.language.wording import listed, shortened
from states.spelling import did_you_mean

# fmt: off
PATTERNS: Mapping[str, str] = {
    VERSION: "a version is three numbers without leading zeros: 1.0.0",
    PARENT:  "write the policy and its version: default@1.0.0",
    SLUG:    "write small letters, digits and single dashes: due-within",
    NAME:    "write small letters, digits, - and _, a letter first: p1_days",
}
"""What a text has to look like, by the pattern that it does not match."""

WANTED: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys(
        ("tuple_type", "list_type"),
        lambda given: f"a list is wanted: [{given if isinstance(given, str | int) else '…'}]",
    ),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_from_float"), lambda _: "a whole number is wanted: 3"
    ),
    **dict.fromkeys(("bool_type", "bool_parsing"), lambda _: "true or false is wanted"),
    **dict.fromkeys(
        ("dict_type", "model_type", "model_attributes_type"),
        lambda _: "keys and values are wanted: {key: value}",
    ),
    "string_type": lambda given: f'a text is wanted: "{given}"' if isinstance(given, int)
                   else "a text is wanted",
}
"""What is wanted in place of a value, by how pydantic calls the mistake."""
# fmt: on

_CHOICE = re.compile(r"'([^']*)'")


def problem_of(error: Any) -> str:
    """Say what is wrong with a value, and which value it is."""
    given = error["input"]
    told = _told(error, given)
    shown = "" if isinstance(given, dict | list | tuple) else f" (got {shortened(repr(given))})"
    return f"{told[0].lower()}{told[1:]}{shown}"


def _told(error: Any, given: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in WANTED:
        return WANTED[kind](given)
    if kind in ("enum", "literal_error"):
        choices = _CHOICE.findall(context["expected"])
        return f"write {listed(choices, 'or')}{did_you_mean(str(given), choices)}"
    if kind == "string_pattern_mismatch" and context["pattern"] in PATTERNS:
        return PATTERNS[context["pattern"]]
    told: str = error["msg"]
    return told.removeprefix("Value error, ")
