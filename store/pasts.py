"""Recorded incidents, entry by entry, and the directory of each day: what a simulation replays."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection, Engine, select

from policies.simulating.past import Past, Staff, Step
from states.codec import event_from
from states.people import Directory, Person
from store import parties, shelf
from store.engine import reading
from store.shelf import Kept
from store.streams import STREAMS
from store.tables import PEOPLE, entries, incidents


class Pasts:
    """Whatever has happened."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of `engine`."""
        self._engine = engine

    def keys(self, since: datetime) -> tuple[str, ...]:
        """List the incidents that are open, or of which anything was written since (UTC)."""
        alive = select(incidents.c.key).where(incidents.c.open)
        busy = select(entries.c.incident).where(entries.c.at >= since)
        with reading(self._engine) as connection:
            found = {*connection.scalars(alive), *connection.scalars(busy.distinct())}
        return tuple(sorted(found - STREAMS.keys()))

    def of(self, incident: str) -> Past:
        """Return the history of one incident; an empty one where there is none."""
        with reading(self._engine) as connection:
            found = shelf.entries_since(connection, incident, 1)
        return Past(incident, tuple(_step(one) for one in found))

    @cached_property
    def staff(self) -> Staff:
        """The directory, as it has been."""
        with reading(self._engine) as connection:
            return staff_in(connection)


def staff_in(connection: Connection) -> Staff:
    """Return the directory as it has been, as the transaction sees it."""
    return staff_of(shelf.entries_since(connection, PEOPLE, 1))


def staff_of(found: Iterable[Kept]) -> Staff:
    """Return the directory as its entries have it, from the first one on."""
    return Staff(tuple(_revisions(found)))


def _step(kept: Kept) -> Step:
    entry = kept.entry()
    events = tuple(map(event_from, entry.events))
    return Step(entry.seq, entry.moment, entry.actor["person"], events)


def _revisions(found: Iterable[Kept]) -> Iterator[tuple[datetime, Directory]]:
    people: dict[str, Person] = {}
    for one in found:
        people = parties.folded([one], people)
        yield one.at, Directory(people, one.seq)
