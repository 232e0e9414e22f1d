"""The words and numbers that a rule names: what would keep it is often among them."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property

from policies.edition import Rule
from policies.file.lines import WrittenLine
from policies.file.model import (
    PolicyFile,
)

_LITERAL = re.compile(r"'([^']{1,80})'|\"([^\"]{1,80})\"|(?<![\w.])([0-9]{1,9})(?![\w.])")


class Literals:
    """What some rules name."""

    def __init__(self, *rules: Rule, file: PolicyFile) -> None:
        """Take rules, and the file that has their lines."""
        self._rules, self._file = rules, file

    @cached_property
    def words(self) -> tuple[str, ...]:
        """List the words."""
        return tuple(dict.fromkeys(one for one in self._named() if isinstance(one, str)))

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """List the numbers, and their neighbours."""
        named = (one for one in self._named() if isinstance(one, int))
        return tuple(dict.fromkeys(near for one in named for near in (one, one + 1, one - 1)))

    def _named(self) -> Iterator[str | int]:
        for rule in self._rules:
            yield from literals_in(rule.check)
            for line in self._file.gates[rule.gate.value].checks:
                if isinstance(line, WrittenLine) and line.id == rule.id:
                    yield from literals_in((line.where, line.require, line.at_least, line.at_most))


def literals_in(thing: object) -> Iterator[str | int]:
    """Find the words and numbers in the parameters of a check, and in the text of a rule."""
    match thing:
        case bool():
            return
        case Enum():
            yield from literals_in(thing.value)
        case int():
            yield thing
        case str():
            yield thing
            for single, double, number in _LITERAL.findall(thing):
                yield int(number) if number else single or double
        case tuple() | list():
            for one in thing:
                yield from literals_in(one)
        case _ if is_dataclass(thing):
            for field in fields(thing):
                yield from literals_in(getattr(thing, field.name))
        case _:
            return
