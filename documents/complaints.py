"""What is wrong with one file: all of it at once, each with its place and its value.

`WORDS` is the whole vocabulary; a kind of mistake it does not know keeps pydantic's words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from documents.positions import Path, Positions
from states.codec import adapter_of
from states.errors import InvalidError
from states.spelling import did_you_mean

T = TypeVar("T")
LIMIT = 50
_SHOWN = 60
_WORD = re.compile(r"[\w@+-]{1,64}")

# fmt: off
WORDS: Mapping[str, str] = {
    "bool_parsing":          "{given} is neither true nor false",
    "bool_type":             "{given} is neither true nor false",
    "dataclass_type":        "{given} is not a mapping of fields",
    "decimal_parsing":       "{given} is not a number",
    "enum":                  "{given} is none of {options}{guess}",
    "greater_than_equal":    "{given} is less than {ge}",
    "int_parsing":           "{given} is not a whole number",
    "int_type":              "{given} is not a whole number",
    "less_than":             "{given} is too large",
    "less_than_equal":       "{given} is more than {le}",
    "missing":               "is missing",
    "model_attributes_type": "{given} is not a mapping of fields",
    "string_too_long":       "has {length} characters, more than {max_length}",
    "string_type":           "{given} is not a text; write it in quotes",
    "tuple_type":            "{given} is not a list",
    "union_tag_invalid":     "has the type “{tag}”, which is none of {options}{guess}",
    "union_tag_not_found":   "has no `type`",
    "value_error":           "{given} {error}",
}
# fmt: on


class Complaints:
    """Everything wrong with one file, in the order of its lines."""

    def __init__(self, tree: object, positions: Positions, named_by: str = "") -> None:
        """Begin with nothing to complain about; items of a list may be named by a field."""
        self._tree = tree
        self._positions = positions
        self._named_by = named_by
        self._found: dict[Path, str] = {}

    def add(self, path: Path, problem: str) -> None:
        """Complain about the value at `path`; raises `InvalidError` when it is one too many."""
        self._found[path] = problem
        if len(self._found) == LIMIT:
            raise self._refusal("there may be more: this is where reading stopped")

    def add_unknown(self, path: Path, known: Iterable[str]) -> None:
        """Complain about a field that does not exist; `known` are those that do."""
        names = [*known]
        guess = did_you_mean(str(path[-1]), names) or f"; there is {', '.join(names)}"
        self.add(path, f"is not a field{guess}")

    def checked(self, kind: type[T], ready: object) -> T:
        """Make a `kind` of what was prepared from the file.

        Raises:
            InvalidError: one line for each complaint, those made before included.
        """
        try:
            made: T = adapter_of(kind).validate_python(ready)
        except ValidationError as error:
            self._add_each(error)
            raise self._refusal() from error
        if self._found:
            raise self._refusal()
        return made

    def _add_each(self, error: ValidationError) -> None:
        for one in error.errors():
            path = _path_in(self._tree, one["loc"])
            if path not in self._found:
                self.add(path, problem_of(one))

    def _refusal(self, hint: str = "correct the file and repeat") -> InvalidError:
        lines = (
            f"{self._positions.at(path)}: {'.'.join(self._named(path))}: {self._found[path]}"
            for path in sorted(self._found, key=self._positions.of)
        )
        return InvalidError("\n".join(lines), hint)

    def _named(self, path: Path) -> Iterator[str]:
        """Spell a path; `people.ana.left` says more than `people.3.left`."""
        around: Any = self._tree
        for step in path:
            around = _within(around, step)
            name = around.get(self._named_by) if isinstance(around, dict) else None
            is_named = isinstance(step, int) and isinstance(name, str) and _WORD.fullmatch(name)
            yield str(name if is_named else step)


def problem_of(error: Any) -> str:
    """Say what one entry of `ValidationError.errors()` found."""
    if error["type"] not in WORDS:
        return f"{shown(error['input'])}: {error['msg'][0].lower()}{error['msg'][1:]}"
    context = error.get("ctx", {})
    options = re.findall(r"'([^']*)'", context.get("expected_tags") or context.get("expected", ""))
    given = context.get("tag", error["input"])
    words = {
        **context,
        "given": shown(given),
        "options": ", ".join(options),
        "guess": did_you_mean(str(given), options),
        "length": len(str(given)),
    }
    return WORDS[error["type"]].format_map(words)


def shown(given: object) -> str:
    """Write a value within a sentence: visible, and never longer than a line."""
    text = str(given).lower() if isinstance(given, bool) else str(given)
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"“{''.join(char if char.isprintable() else '�' for char in short)}”"


def _within(around: Any, step: str | int) -> Any:
    try:
        return around[step]
    except (LookupError, TypeError):
        return None  # what is complained about is missing, or is not what it has to be


def _path_in(tree: Any, steps: Iterable[str | int]) -> Path:
    """Leave out of pydantic's path what is not in the file, such as the name of a union's arm."""
    path: Path = ()
    *inner, last = steps
    for step in inner:
        if not isinstance(tree, dict) or step in tree:
            path, tree = (*path, step), tree[step]
    return (*path, last)
