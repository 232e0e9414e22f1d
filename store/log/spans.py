"""Where in the tree lies what an auditor asks for: one incident, or all of a period."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from ledger.note import Note
from states.errors import UnreachableError
from store.log.notes import FIRST, NEWEST, note_for, size_in
from store.tables import checkpoints, entries, leaves

OF_ENTRY = and_(leaves.c.incident == entries.c.incident, leaves.c.seq == entries.c.seq)
BOUNDS = select(func.min(leaves.c.place), func.max(leaves.c.place) + 1).join(entries, OF_ENTRY)
COUNT = select(func.count()).select_from(entries.outerjoin(leaves, OF_ENTRY))


class Period(NamedTuple):
    """From a moment (UTC) to before another one."""

    since: datetime
    until: datetime


Wanted = str | Period
"""The key of an incident, or all that was opened in a period."""


class Span(NamedTuple):
    """Places in the tree, the second one excluded."""

    start: int
    end: int

    def widened(self, size: int) -> "Span":
        """Take in the neighbours: what comes before a period and after it shows its ends."""
        return Span(max(self.start - 1, 0), min(self.end + 1, size))


class NotSignedError(UnreachableError):
    """What is to be proven has not been signed yet."""

    def __init__(self, waiting: int) -> None:
        """Say how many entries wait."""
        said = f"{waiting} of these entries {'is' if waiting == 1 else 'are'}"
        super().__init__(
            f"{said if waiting else 'the log is'} not signed yet",
            "a worker signs within a second, and says what stops it: retro up · retro worker",
        )


def around(connection: Connection, wanted: Wanted) -> tuple[Note | None, ...]:
    """Find the last checkpoint signed before a period, and the first one signed after it."""
    if isinstance(wanted, str):
        return ()
    before = NEWEST.where(checkpoints.c.at <= wanted.since)
    after = FIRST.where(checkpoints.c.at >= wanted.until)
    return note_for(connection, before), note_for(connection, after)


def must_be_signed(connection: Connection, wanted: Wanted, size: int) -> None:
    """Raise `NotSignedError` where a checkpoint of so many entries leaves something out."""
    left_out = or_(leaves.c.place.is_(None), leaves.c.place >= size)
    waiting = connection.scalar(COUNT.where(_asked(wanted), left_out))
    if waiting or not size:
        raise NotSignedError(waiting or 0)


def span_of(connection: Connection, wanted: Wanted, size: int) -> Span:
    """Say where it lies in the tree of `size` entries.

    A period reaches from checkpoint to checkpoint: by our clock alone, an entry could hide
    behind a moment that is not its own.
    """
    first, end = connection.execute(BOUNDS.where(_asked(wanted))).one()
    found = Span(first or 0, end or 0)
    if isinstance(wanted, str):
        return found
    before, after = map(size_in, around(connection, wanted))
    return Span(before if first is None else min(first, before), max(found.end, after or size))


def names_in(connection: Connection, span: Span) -> set[str]:
    """Name every history that has an entry there."""
    there = leaves.c.place.between(span.start, span.end - 1)
    return {*connection.scalars(select(leaves.c.incident).where(there).distinct())}


def _asked(wanted: Wanted) -> ColumnElement[bool]:
    if isinstance(wanted, str):
        return entries.c.incident == wanted
    return and_(entries.c.at >= wanted.since, entries.c.at < wanted.until)
