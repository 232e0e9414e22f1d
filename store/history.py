"""Read histories: entries as they were written, and the record of any past moment."""

from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import get_close_matches
from itertools import takewhile

from sqlalchemy import Connection, Engine, select

from ledger.entry import Entry
from states.errors import NotFoundError
from states.record.retrospective import Retrospective
from store import shelf
from store.engine import reading
from store.folded import Folded
from store.tables import incidents

LOOKED_AT = 5_000
"""How many of the newest keys a misspelt one is compared with; all of them would take a second."""

END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class History:
    """What anybody or anything did."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of `engine`."""
        self._engine = engine

    def must_know(self, incident: str) -> None:
        """Raise `NotFoundError` where there is no such incident; it names one that reads alike."""
        self._kept(incident)

    def entries_of(self, incident: str) -> tuple[Entry, ...]:
        """Return one incident's entries from the first, refusals included.

        Raises:
            NotFoundError: there is no such incident; it names one that reads alike.
        """
        return tuple(one.entry() for one in self._kept(incident))

    def entry(self, incident: str, seq: int) -> Entry:
        """Return one entry by its number; raises `NotFoundError` where there is none."""
        with reading(self._engine) as connection:
            found = shelf.entries_since(connection, incident, seq)
        if not found:
            raise NotFoundError(f"{incident} has no entry {seq}", f"retro history {incident}")
        return found[0].entry()

    def entries_all(self) -> Iterator[Entry]:
        """Stream every entry, the directory's included: stream by stream, each in order."""
        with reading(self._engine) as connection:
            for one in shelf.every_entry(connection):
                yield one.entry()

    def record_of(self, incident: str, as_of: datetime = END_OF_TIME) -> Retrospective | None:
        """Return the record as it is, or as it was; None where it had not been opened yet.

        Raises:
            NotFoundError: as `entries_of`.
        """
        # A clock put back does not reorder a history: what follows a later entry is later.
        known = takewhile(lambda one: one.at <= as_of, self._kept(incident))
        return Folded(incident).with_all(known).record

    def keys_open(self) -> tuple[str, ...]:
        """List the incidents in which something is still owed."""
        wanted = select(incidents.c.key).where(incidents.c.open).order_by(incidents.c.key)
        with reading(self._engine) as connection:
            return tuple(connection.scalars(wanted))

    def _kept(self, incident: str) -> list[shelf.Kept]:
        with reading(self._engine) as connection:
            found = shelf.entries_since(connection, incident, 1)
            if not found:
                raise _unknown(connection, incident)
        return found


def _unknown(connection: Connection, incident: str) -> NotFoundError:
    newest = select(incidents.c.key).order_by(incidents.c.key.desc()).limit(LOOKED_AT)
    near = get_close_matches(incident, connection.scalars(newest).all(), n=1)
    hint = f"did you mean {near[0]}?" if near else "see what there is: retro list"
    return NotFoundError(f"there is no incident {incident}", hint)
