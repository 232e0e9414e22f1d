"""Who gets bulletins: people by id, and `role:x` for all who hold a role."""

from collections.abc import Iterable
from datetime import date

from states.people import Directory, has_left
from states.spelling import did_you_mean

ROLE = "role:"


def recipients(named: Iterable[str], people: Directory, today: date) -> tuple[str, ...]:
    """List everybody who is meant and here, each once."""
    found = (one for name in named for one in _meant(name, people, today))
    return tuple(dict.fromkeys(found))


def reasons_for_nobody(named: Iterable[str], people: Directory, today: date) -> tuple[str, ...]:
    """Say of each name behind which there is nobody why that is so."""
    return tuple(
        f"{one}: {_why_nobody(one, people, today)}"
        for one in named
        if not _meant(one, people, today)
    )


def _why_nobody(name: str, people: Directory, today: date) -> str:
    if name.startswith(ROLE):
        return _why_not_held(name.removeprefix(ROLE), people)
    person = people.person_for(name)
    if person is None:
        return f"there is no “{name}” in the people directory{did_you_mean(name, people.people)}"
    return f"left on {person.left}" if has_left(person, today) else "a team, and no person"


def _why_not_held(role: str, people: Directory) -> str:
    gone = ", ".join(one.id for one in people.people.values() if role in one.roles and one.left)
    return f"nobody has that role any more, since {gone} left" if gone else "nobody has that role"


def _meant(name: str, people: Directory, today: date) -> tuple[str, ...]:
    if name.startswith(ROLE):
        return people.with_role(name.removeprefix(ROLE), today)
    return (name,) if people.is_here(name, today) else ()
