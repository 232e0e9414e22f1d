"""The directory as a history: who came, who changed, who left, each with the whole row.

Nobody is ever taken out: whoever is left out of a directory stays in it as one who left.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from ledger.canonical import canonical
from ledger.entry import LIMIT, Entry
from ledger.sealing import SALT, sealed
from states.codec import from_json, to_json
from states.errors import InvalidError
from states.people import Person, has_left
from store.erased import told
from store.shelf import Kept
from store.tables import PEOPLE

ADDED, CHANGED, LEFT = "PersonAdded", "PersonChanged", "PersonLeft"
REMOVED = "PersonRemoved"
"""Somebody is in the directory no more: only older entries say so."""

ROOM = LIMIT - 4_096
"""Bytes of one entry that its events may fill."""

People = Mapping[str, Person]
NOBODY: People = MappingProxyType({})


class Change(NamedTuple):
    """What makes one directory of another, by id; who `left` was there the day before."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def with_those_left(old: People, given: People, today: date) -> People:
    """Add to the people who are given whoever was there before, as one who left by `today`."""
    out = (one for name, one in old.items() if name not in given)
    gone = (one if has_left(one, today) else replace(one, left=today) for one in out)
    return {**{one.id: one for one in gone}, **given}


def change_between(old: People, new: People, today: date) -> Change:
    """Compare two directories, of which the new one has everybody of the old one."""
    differing = sorted(one for one in old if old[one] != new[one])
    left = [one for one in differing if has_left(new[one], today) > has_left(old[one], today)]
    return Change(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(one for one in differing if one not in left),
        left=tuple(left),
    )


def events_of(change: Change, new: People) -> Iterator[dict[str, Any]]:
    """Say a change as events."""
    for event, ids in ((ADDED, change.added), (CHANGED, change.changed), (LEFT, change.left)):
        yield from ({"event": event, "person": to_json(new[one])} for one in ids)


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
