"""The text a policy was read from, and complaints that point into it."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Protocol

from pydantic import ValidationError

from documents.positions import Path
from policies.file.problems import problem_of
from states.errors import InvalidError
from states.record.context import Severity
from states.values import value

Ids = Mapping[Path, str]
"""What checks are called, by where they stand: `[due-within]` says more than `[10]`."""

HINT = "compare with the packaged policy: retro policy show default"


class Places(Protocol):
    """Where each value of a policy was written: in one file, or in that and its parent."""

    def at(self, path: Path) -> str:
        """Write the place of a value."""

    def at_character(self, path: Path, offset: int) -> tuple[str, str]:
        """Return the place of one character of a text, and its line with a caret below."""


@value
class Mistake:
    """One thing that is wrong in a policy: where it stands, which value it is, and what is wrong.

    `excerpt` is the line it stands on, with a caret below, where one character is meant.
    """

    place: str
    path: str
    problem: str
    excerpt: str = ""

    def __str__(self) -> str:
        """Write it as editors and people read it."""
        told = f"{self.place}: {self.path}: {self.problem}"
        return f"{told}\n{self.excerpt}" if self.excerpt else told


class MistakenPolicyError(InvalidError):
    """A policy file does not hold together; `mistakes` says where."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        """Word every mistake."""
        super().__init__("\n".join(map(str, mistakes)), HINT)
        self.mistakes = mistakes


@value
class Source:
    """Where each value of a policy file stands, and at which severity it is being read."""

    places: Places
    severity: Severity | None = None
    ids: Ids = field(default_factory=dict)

    def refusal(self, *misfits: tuple[Path, str]) -> MistakenPolicyError:
        """Word mistakes: where each is, and what is wrong."""
        return MistakenPolicyError(tuple(self._mistake(*one) for one in misfits))

    def refusal_of(self, error: ValidationError, within: Path = ()) -> MistakenPolicyError:
        """Word every mistake that was found in the value at `within`."""
        return self.refusal(*((_place(one, within), problem_of(one)) for one in error.errors()))

    def refusal_within(self, path: Path, offset: int, problem: str) -> MistakenPolicyError:
        """Word a mistake in a text, and point at the character."""
        place, excerpt = self.places.at_character(path, offset)
        return MistakenPolicyError(
            (Mistake(place, _dotted(path, self.ids), self._told(problem), excerpt),)
        )

    def _mistake(self, path: Path, problem: str) -> Mistake:
        return Mistake(self.places.at(path), _dotted(path, self.ids), self._told(problem))

    def _told(self, problem: str) -> str:
        return f"{problem} (at {self.severity.value})" if self.severity else problem


@value
class Complain:
    """How one line of a policy is refused, by those who know what its texts mean."""

    source: Source
    path: Path

    def __call__(self, key: str, problem: str, offset: int | None = None) -> MistakenPolicyError:
        """Word what is wrong at `key`; with `offset`, at that character of its text."""
        at = (*self.path, key)
        if offset is None:
            return self.source.refusal((at, problem))
        return self.source.refusal_within(at, offset, problem)


def _place(error: Any, within: Path) -> Path:
    """Say where a mistake is; an unknown key is the place itself."""
    key = error.get("ctx", {}).get("key")
    steps = (*within, *error["loc"], *((key,) if isinstance(key, str) else ()))
    return tuple(one for one in steps if not str(one).startswith("["))


def _dotted(path: Path, ids: Ids) -> str:
    steps = []
    for length, one in enumerate(path, start=1):
        called = ids.get(path[:length], one)
        steps.append(f"[{called}]" if isinstance(one, int) else f".{one}")
    return "".join(steps).removeprefix(".") or "policy"
