"""Who gets bulletins: people by id, and `role:x` for all who hold a role."""

from collections.abc import Iterable
from datetime import date

from states.people import Directory

ROLE = "role:"


def recipients(named: Iterable[str], people: Directory, today: date) -> tuple[str, ...]:
    """List everybody who is meant and here, each once."""
    found = (one for name in named for one in _meant(name, people, today))
    return tuple(dict.fromkeys(found))


def nobody_behind(named: Iterable[str], people: Directory, today: date) -> tuple[str, ...]:
    """List the names behind which there is nobody."""
    return tuple(one for one in named if not _meant(one, people, today))


def _meant(name: str, people: Directory, today: date) -> tuple[str, ...]:
    if name.startswith(ROLE):
        return people.with_role(name.removeprefix(ROLE), today)
    return (name,) if people.is_here(name, today) else ()
