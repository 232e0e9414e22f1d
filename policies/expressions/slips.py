"""What the library says of a condition that does not compile, in the words of a policy file."""

import re
from collections.abc import Callable
from typing import NamedTuple

from policies.expressions.shapes import SHAPES, variables
from policies.language.wording import listed, meant, shortened


class Slip(NamedTuple):
    """Something wrong in a text: how many characters stand before it, and what it is."""

    offset: int
    problem: str


class _Said(NamedTuple):
    """A complaint of the library, and the condition it is about."""

    words: re.Match[str]
    text: str
    offset: int
    for_each: str


FUNCTIONS = (
    "all",
    "exists",
    "exists_one",
    "filter",
    "has",
    "size",
    "contains",
    "startsWith",
    "endsWith",
    "matches",
    "duration",
    "timestamp",
    "getFullYear",
    "getMonth",
    "getDayOfMonth",
    "getDayOfWeek",
    "getHours",
    "getMinutes",
    "int",
    "double",
    "string",
)

# fmt: off
CALLED = {
    "string":                    "text",
    "int":                       "a whole number",
    "uint":                      "a whole number",
    "double":                    "a decimal number",
    "bool":                      "yes or no",
    "google.protobuf.Timestamp": "a moment",
    "google.protobuf.Duration":  "a span of time",
    "timestamp":                 "a moment",
    "duration":                  "a span of time",
    "null_type":                 "null",
}

SPELT = {
    "and": "&&",
    "or":  "||",
    "not": "!",
    "=":   "==",
}
# fmt: on

_COMPLAINT = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)$", re.MULTILINE)
_LIST = re.compile(r"list\((.*)\)")


def slips_from(told: str, text: str, for_each: str) -> tuple[Slip, ...]:
    """Read what the library `told` of `text`; what only follows from a mistake is left out."""
    found = [
        _slip(words, _offset(text, int(line), int(column)), text, for_each)
        for line, column, words in _COMPLAINT.findall(told)
        if "'*error*'" not in words
    ]
    # One slip may lead to others: what stands first is what was meant otherwise.
    first = found[:1] if "Syntax error" in told else sorted(set(found))
    unknown = [one for one in first if one.problem.startswith(NO_FUNCTION)]
    return tuple(unknown or first) or (Slip(_deepest(text), TOO_DEEP),)


NO_FUNCTION = "there is no function"
TOO_DEEP = "is nested too deeply: split it into several rules"


def called(kind: str) -> str:
    """Call a type by what an author knows it as."""
    several = _LIST.fullmatch(kind)
    if several:
        return f"a list ({called(several[1])})"
    return CALLED.get(kind) or f"a whole {kind.rpartition('.')[2].lower()}"


def _offset(text: str, line: int, column: int) -> int:
    before = text.split("\n")[: line - 1]
    return min(sum(len(one) + 1 for one in before) + column - 1, len(text))


def _deepest(text: str) -> int:
    """Find where the most brackets are open; a guess, where the library names no place."""
    deepest = depth = place = 0
    for here, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if depth > deepest:
            deepest, place = depth, here
    return place


def _slip(words: str, offset: int, text: str, for_each: str) -> Slip:
    for pattern, worded in _WORDINGS:
        if found := pattern.match(words):
            return worded(_Said(found, text, offset, for_each))
    return Slip(offset, shortened(words[:1].lower() + words[1:], 200))


def _no_field(said: _Said) -> Slip:
    name, shape = said.words.groups()
    problem = f"{called(shape)[2:]} has no field “{name}”".removeprefix("whole ")
    # The library points at the dot before it, or at the bracket of has(…).
    place = max(said.text.find(name, said.offset), said.offset)
    return Slip(place, f"{problem}{meant(name, SHAPES.get(shape, {}))}")


def _unknown(said: _Said) -> Slip:
    name, _, rest = said.words[1].partition(".")
    if not rest and said.text[said.offset : said.offset + 1] == "(":
        place = said.text.rfind(name, 0, said.offset)
        return Slip(place, f"{NO_FUNCTION} “{name}”{meant(name, FUNCTIONS)}")
    place = said.text.rfind(name, 0, said.offset + len(name))
    known = variables(said.for_each)
    return Slip(max(place, 0), f"there is nothing called “{name}”{meant(name, known)}")


def _no_such_pair(said: _Said) -> Slip:
    operator, kinds = said.words[1].replace("_", "").strip("@"), _kinds(said.words[2])
    decimals = "; write a decimal number as 5.0" if {"int", "double"} <= {*kinds} else ""
    taken = listed(called(one) for one in kinds)
    return Slip(said.offset, f"“{operator}” does not go with {taken}{decimals}")


def _kinds(told: str) -> list[str]:
    return [one.strip() for one in told.replace(".(", ", ").split(",") if one.strip()]


def _syntax(said: _Said) -> Slip:
    found = said.words[1].strip()
    problem = "ends too early" if found == "<EOF>" else f"“{shortened(found, 40)}” is not expected"
    instead = f" (write {SPELT[found]})" if found in SPELT else ""
    return Slip(said.offset, f"{problem}{instead}")


def _missing(said: _Said) -> Slip:
    return Slip(said.offset, f"“{said.words[1]}” is missing")


_WORDINGS: tuple[tuple[re.Pattern[str], Callable[[_Said], Slip]], ...] = (
    (re.compile(r"undefined field '(.*?)' not found in struct 'retro\.(\w+)'"), _no_field),
    (re.compile(r"undeclared reference to '(.*?)'"), _unknown),
    (
        re.compile(r"found no matching overload for '(.*?)' applied to '\(?(.*?)\)?'$"),
        _no_such_pair,
    ),
    (
        re.compile(
            r"Syntax error: (?:mismatched|extraneous|no viable alternative at) input '(.*?)'"
        ),
        _syntax,
    ),
    (re.compile(r"Syntax error: missing '(.*?)' at"), _missing),
    (re.compile(r"Syntax error: token recognition error at: '(.*?)'?$"), _syntax),
)
