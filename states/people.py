"""Who there is: the people and teams a record may name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from difflib import get_close_matches
from enum import Enum
from typing import Annotated

from pydantic import StringConstraints

from states.values import Count, Day, Line, value


class PartyKind(Enum):
    """Whether a name in the directory is one person or many."""

    PERSON = "person"
    TEAM = "team"


Name = Annotated[str, StringConstraints(max_length=64, pattern=r"^[^\W_][\w.@+-]*$")]
"""What somebody is called by: letters, digits and . @ + - _, a letter or digit first."""


@value
class Person:
    """One row of the people directory; `left` is the first day they are no longer there.

    `routes` name the ways to reach them, the best first; without any, those of their `team` are
    taken. `region` is where they have public holidays: `PT` or `DE-BY`.
    """

    id: Name
    name: Line = ""
    email: Line = ""
    manager: Line = ""
    roles: tuple[Line, ...] = ()
    zone: Line = "UTC"
    kind: PartyKind = PartyKind.PERSON
    left: Day | None = None
    team: Line = ""
    routes: tuple[Line, ...] = ()
    region: Line = ""


@value
class Directory:
    """Everybody, by id; `revision` is the entry of its history as of which it is true."""

    people: Mapping[str, Person] = field(default_factory=dict)
    revision: Count = field(default=0, compare=False)

    def person_for(self, name: str) -> Person | None:
        """Find a person or team by id."""
        return self.people.get(name)

    def is_here(self, name: str, today: date) -> bool:
        """Tell whether `name` is a person who has not left by `today`."""
        person = self.person_for(name)
        return (
            person is not None and person.kind is PartyKind.PERSON and not has_left(person, today)
        )

    def here(self, today: date) -> tuple[str, ...]:
        """List the people who have not left by `today`, by id."""
        return tuple(one for one in sorted(self.people) if self.is_here(one, today))

    def with_role(self, role: str, today: date) -> tuple[str, ...]:
        """List the people who hold `role` and are here, by id."""
        return tuple(
            sorted(
                p.id for p in self.people.values() if role in p.roles and self.is_here(p.id, today)
            )
        )

    def manager_of(self, name: str) -> str:
        """Name the manager of `name`, or answer with an empty string."""
        person = self.person_for(name)
        return person.manager if person else ""

    def highest(self, today: date, besides: str = "") -> tuple[str, ...]:
        """Name the one who is here and has the most people below them; nobody where none is."""
        below = Counter(above for one in self.here(today) for above in self._above(one))
        able = (one for one in self.here(today) if one != besides)
        return tuple(sorted(able, key=lambda one: (-below[one], one))[:1])

    def _above(self, name: str) -> tuple[str, ...]:
        above: dict[str, None] = {}
        while (name := self.manager_of(name)) and name not in above:
            above[name] = None
        return tuple(above)

    def near(self, name: str) -> str:
        """Name the id most like `name`, or answer with an empty string."""
        return next(iter(get_close_matches(name, self.people, n=1)), "")


def has_left(person: Person, today: date) -> bool:
    """Tell whether `person` is gone on `today`."""
    return person.left is not None and person.left <= today
