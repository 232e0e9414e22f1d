"""YAML without its traps: mappings, lists, texts, whole numbers, true, false and null.

Only what a reader sees at once has a meaning: `no`, `22:30`, `1.10` and `2026-03-01` stay text.
Whatever can hide, repeat or multiply content is refused where it stands.
"""

import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from documents.complaints import shown
from documents.plain_text import fault, plain_text
from documents.positions import Path, Positions
from states.errors import InvalidError
from states.values import printable

DEPTH_LIMIT = 20
VALUES_LIMIT = 50_000

_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_WORDS: Mapping[str, str | bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_IN_FULL = "write the content out wherever it is needed"
_SYNTAX = "quote a text that holds “: ” or “ #” or begins with a sign; check the indent"


def load(text: str, name: str) -> dict[str, Any]:
    """Read the one mapping that `text` holds; `name` is what complaints call the file.

    Raises:
        InvalidError: `NAME:LINE:COLUMN: what is wrong`, with a hint.
    """
    return load_marked(text, name)[0]


def load_marked(text: str, name: str, most: int = VALUES_LIMIT) -> tuple[dict[str, Any], Positions]:
    """Read as `load` does, but `most` values at most, and say where each stands."""
    plain = plain_text(text, name)
    reading = _Reading(plain, name, most)
    tree = reading.document()
    return tree, Positions(name, reading.places, reading.texts, tuple(plain.split("\n")))


def meaning(bare: str) -> str | int | bool | None:
    """Say what a text means when it stands without quotes."""
    return int(bare) if _WHOLE_NUMBER.fullmatch(bare) else _WORDS.get(bare, bare)


def _place(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


class _Reading:
    """One walk over the events of one file; it never holds more than it has checked."""

    def __init__(self, text: str, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self.places: dict[Path, tuple[int, int]] = {}
        self.texts: dict[Path, tuple[int, int]] = {}
        self._events = YAML(typ="safe", pure=True).parse(text)
        self._here = 1, 1

    def document(self) -> dict[str, Any]:
        """Read the only document."""
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            raise self._refused("the file is empty", "write `key: value` lines")
        if isinstance(start, DocumentStartEvent) and (start.version or start.tags):
            raise self._refused("a % directive", "delete the line")
        if not isinstance(self._next(), MappingStartEvent):
            raise self._refused("the file is not a mapping", "write `key: value` lines")
        tree = self._mapping(())
        self._next()
        if not isinstance(self._next(), StreamEndEvent):
            raise self._refused("a second document begins", "keep one document in a file")
        return tree

    def _next(self) -> Event:
        try:
            event: Event = next(self._events)
        except MarkedYAMLError as error:
            self._here = _place(error.problem_mark or error.context_mark)
            raise self._refused(str(error.problem or error.context), _SYNTAX) from error
        except (YAMLError, ArithmeticError, ValueError) as error:
            raise self._refused("after here the text cannot be read", _SYNTAX) from error
        self._here = _place(event.start_mark)
        self._refuse_shorthand(event)
        return event

    def _refused(self, problem: str, hint: str) -> InvalidError:
        return fault(self._name, self._here, problem, hint)

    def _refuse_shorthand(self, event: Event) -> None:
        if isinstance(event, NodeEvent) and event.anchor:
            raise self._refused(f"the anchor or alias {shown(event.anchor)}", _IN_FULL)
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag:
            hint = "delete it: a value's type follows from its text"
            raise self._refused(f"the tag {shown(event.tag)}", hint)

    def _value(self, event: Event, path: Path) -> Any:
        if isinstance(event, ScalarEvent):
            self.texts[path] = self._here
            return self._scalar(event)
        if len(path) >= DEPTH_LIMIT:
            raise self._refused(f"nested deeper than {DEPTH_LIMIT}", "flatten the structure")
        return self._mapping(path) if isinstance(event, MappingStartEvent) else self._list(path)

    def _mapping(self, path: Path) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._key(event, tree)
            self._mark((*path, key))
            tree[key] = self._value(self._next(), (*path, key))
        return tree

    def _key(self, event: Event, tree: dict[str, Any]) -> str:
        if not isinstance(event, ScalarEvent):
            raise self._refused("a key that is not a word", "write `key: value`")
        if event.implicit[0] and event.value == "<<":
            raise self._refused("the merge key “<<”", _IN_FULL)
        if event.value in tree:
            raise self._refused(f"{shown(event.value)} is here twice", "keep one of them")
        return self._printable(event.value)

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            place = (*path, len(items))
            self._mark(place)
            items.append(self._value(event, place))
        return items

    def _mark(self, path: Path) -> None:
        self.places[path] = self._here
        if len(self.places) > self._most:
            raise self._refused(f"more than {self._most} values", "split the file")

    def _scalar(self, event: ScalarEvent) -> Any:
        text = self._printable(event.value)
        return meaning(text) if event.implicit[0] else text

    def _printable(self, text: str) -> str:
        try:
            return printable(text)
        except ValueError as error:
            raise self._refused(str(error), "delete the escape") from error
