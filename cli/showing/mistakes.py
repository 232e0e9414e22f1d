"""What is wrong in a policy file, as editors, people and machines read it."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

from policies.file.source import Mistake, MistakenPolicyError
from states.errors import InvalidError


class Level(Enum):
    """How much it matters."""

    ERROR = "error"
    WARNING = "warning"


class Remark(NamedTuple):
    """One thing about one place of a file."""

    level: Level
    mistake: Mistake

    @property
    def lines(self) -> Iterator[str]:
        """Write it as editors link it: `payments.yaml:12:5: error: …`."""
        place, path, problem, excerpt = self._parts
        yield f"{place}: {self.level.value}: {f'{path}: ' if path else ''}{problem}"
        yield from ([excerpt] if excerpt else [])

    @property
    def body(self) -> dict[str, Any]:
        """Write it as JSON values."""
        place, path, problem, _ = self._parts
        return {"place": place, "level": self.level.value, "path": path, "problem": problem}

    @property
    def _parts(self) -> tuple[str, str, str, str]:
        one = self.mistake
        return one.place, one.path, one.problem, one.excerpt


def remarks_on(error: InvalidError) -> Iterator[Remark]:
    """List what a refusal says, one mistake each."""
    if isinstance(error, MistakenPolicyError):
        yield from (Remark(Level.ERROR, one) for one in error.mistakes)
        return
    hint = f"  → {error.hint}" if error.hint else ""
    for line in str(error).splitlines():
        place, _, problem = line.partition(": ")
        yield Remark(Level.ERROR, Mistake(place, "", problem, hint))
