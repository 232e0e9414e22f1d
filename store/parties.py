"""The directory as a history: who came, who changed, who went, each with the whole row.

A person who is removed stays in the entries that named them.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ledger.canonical import canonical
from ledger.entry import LIMIT, Entry
from ledger.sealing import SALT, sealed
from states.codec import from_json, to_json
from states.errors import InvalidError
from states.people import Person
from store.erased import told
from store.shelf import Kept
from store.tables import PEOPLE

ADDED, CHANGED, REMOVED = "PersonAdded", "PersonChanged", "PersonRemoved"

ROOM = LIMIT - 4_096
"""Bytes of one entry that its events may fill."""

People = Mapping[str, Person]
NOBODY: People = MappingProxyType({})


class Change(NamedTuple):
    """What makes one directory of another, by id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def change_between(old: People, new: People) -> Change:
    """Compare two directories."""
    return Change(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(one for one in old.keys() & new.keys() if old[one] != new[one])),
        removed=tuple(sorted(old.keys() - new.keys())),
    )


def events_of(change: Change, old: People, new: People) -> Iterator[dict[str, Any]]:
    """Say a change as events."""
    named = ((ADDED, change.added, new), (CHANGED, change.changed, new))
    for event, ids, source in (*named, (REMOVED, change.removed, old)):
        yield from ({"event": event, "person": to_json(source[one])} for one in ids)


def in_portions(events: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Divide events so that each portion fits into one entry.

    Raises:
        InvalidError: a single person does not fit.
    """
    portion: list[dict[str, Any]] = []
    left = ROOM
    for event in events:
        size = _size(event)
        if size > left and portion:
            yield portion
            portion, left = [], ROOM
        portion.append(event)
        left -= size
    if portion:
        yield portion


def folded(kept: Iterable[Kept], before: People = NOBODY) -> dict[str, Person]:
    """Fold the directory's history from its first entry, or from those who were there before."""
    people = {**before}
    for event in (event for one in kept for event in told(one.entry())):
        person = from_json(Person, event["person"])
        people.pop(person.id, None)
        if event["event"] != REMOVED:
            people[person.id] = person
    return people


def _shut(event: dict[str, Any]) -> dict[str, Any]:
    # As it will stand in its entry: a seal takes more room than a short name.
    alone = Entry(PEOPLE, 1, "", "", {}, {}, events=(event,))
    return sealed(alone, lambda: bytes(SALT))[0].events[0]


def _size(event: dict[str, Any]) -> int:
    size = len(canonical(_shut(event))) + 1
    if size > ROOM:
        raise InvalidError(
            f"the row of “{event['person']['id']}” has {size} bytes; at most {ROOM} fit",
            "give them fewer roles",
        )
    return size
