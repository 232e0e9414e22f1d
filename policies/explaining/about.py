"""What is said of one thing of a record, for whoever writes the command that says it."""

import shlex
from datetime import date, datetime
from enum import Enum
from typing import Any

from policies.supposing.parts import KEYED, SINGLE, held
from policies.supposing.stage import Facts
from states.record.retrospective import Retrospective
from states.values import value


@value
class About:
    """The facts about one thing, the record before and after, and whether to say them in full."""

    part: str
    name: str
    facts: Facts
    record: Retrospective
    after: Retrospective
    full: bool = False

    @property
    def key(self) -> str:
        """Name the incident."""
        return self.record.incident

    @property
    def path(self) -> str:
        """Name the thing as paths do."""
        return f"{self.part}.{self.name}" if self.name else self.part

    def thing_in(self, record: Retrospective) -> Any:
        """Find the thing in a record; None where it is not there."""
        if self.part in SINGLE:
            return getattr(record, self.part)
        return held(record, KEYED[self.part]).get(self.name)

    def word(self, stand_in: str, said: object) -> str:
        """Write a value as a word of a command: itself, or what a person replaces."""
        if self.full or not stand_in:
            return shlex.quote(_written(said))
        return f'"{stand_in}"' if " " in stand_in else stand_in


def by_thing(facts: Facts) -> list[tuple[str, str, Facts]]:
    """Put together what is said of one thing: its part, its name, and the facts."""
    together: dict[tuple[str, str], dict[str, object]] = {}
    for path, said in facts.items():
        part, _, rest = path.partition(".")
        name = rest if part == "approvals" else rest.partition(".")[0] if part in KEYED else ""
        together.setdefault((part, name), {})[path] = said
    return [(part, name, some) for (part, name), some in together.items()]


def _written(said: object) -> str:
    match said:
        case datetime():
            return f"{said:%Y-%m-%dT%H:%M}Z"
        case date():
            return f"{said}"
        case Enum():
            return str(said.value)
        case _:
            return str(said)
