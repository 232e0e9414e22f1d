"""Put what one person is told in a day into one letter, once, whoever comes first.

The first who sends one of a person's bundled notices takes all that are ready, of every
incident; the others find theirs taken. One that is ready too late goes with the next day's.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from activities.delivery.parcels import LaterError, Parcel
from states.calendar import Days, Hours, later
from states.record.deadlines import Notice
from store.engine import writing
from store.tables import gathered, notices

AT_MOST = 500
"""Notices in one letter; a letter does not name more (`documents.letters`)."""

RACES = 5
"""How often somebody else may have taken one of ours in between."""

A_MOMENT = timedelta(seconds=1)

PARTS = tuple(Notice.__dataclass_fields__)
"""The columns of which a notice is made."""


def gather(engine: Engine, notice: Notice, zone: str, now: datetime) -> Parcel:
    """Find the letter in which a notice goes, or make it.

    Raises:
        LaterError: its day's letter has gone without it.
        UnreachableError: the database does not answer.
    """
    for _ in range(RACES):
        try:
            with writing(engine) as connection:
                letter = _letter_of(connection, notice.key)
                letter = letter or _claimed(connection, notice, zone, now)
                return _parcel(connection, letter, notice)
        except IntegrityError:
            continue  # another worker was first: its letter has ours, or the next one
    raise LaterError(notice.key, A_MOMENT)


def _letter_of(connection: Connection, notice: str) -> str:
    found = connection.scalar(select(gathered.c.letter).where(gathered.c.notice == notice))
    return str(found or "")


def _claimed(connection: Connection, notice: Notice, zone: str, now: datetime) -> str:
    ready = _ready(connection, notice, now)
    newest = max([_after(notice), *ready.values()])
    letter = _next_free(connection, notice, newest, zone, now)
    keys = dict.fromkeys((notice.key, *ready))
    # One that somebody else took meanwhile is an IntegrityError, and all is looked at again.
    connection.execute(gathered.insert(), [{"notice": key, "letter": letter} for key in keys])
    return letter


def _ready(connection: Connection, notice: Notice, now: datetime) -> dict[str, datetime]:
    """List what else the person may be told by now, of every incident, the oldest first."""
    taken = select(gathered.c.notice).where(gathered.c.notice == notices.c.key)
    wanted = (
        select(notices.c.key, notices.c.after)
        .where(
            notices.c.pending,
            notices.c.to == notice.to,
            notices.c.bundled,
            notices.c.after <= now,
            ~taken.exists(),
        )
        .order_by(notices.c.after, notices.c.key)
        .limit(AT_MOST)
    )
    return {row.key: row.after for row in connection.execute(wanted)}


def _next_free(
    connection: Connection, notice: Notice, newest: datetime, zone: str, now: datetime
) -> str:
    """Name the letter of the first day, from `newest` on, of which none has gone yet.

    Raises:
        LaterError: that day has not come.
    """
    moment = newest
    while _is_taken(connection, _named(notice.to, moment)):
        # Whoever took that letter just now may have taken this notice along.
        if letter := _letter_of(connection, notice.key):
            return letter
        moment = later(moment, Days(1), Hours(zone))
        if moment > now:
            raise LaterError(notice.key, moment - now)
    return _named(notice.to, moment)


def _is_taken(connection: Connection, letter: str) -> bool:
    there = select(gathered.c.notice).where(gathered.c.letter == letter).limit(1)
    return connection.scalar(there) is not None


def _named(person: str, moment: datetime) -> str:
    return f"digest/{person}/{moment:%Y-%m-%dT%H:%MZ}"


def _after(notice: Notice) -> datetime:
    return notice.after or notice.at


def _parcel(connection: Connection, letter: str, notice: Notice) -> Parcel:
    wanted = (
        select(*(notices.c[name] for name in PARTS))
        .join(gathered, gathered.c.notice == notices.c.key)
        .where(gathered.c.letter == letter)
        .order_by(notices.c.due, notices.c.key)
    )
    found = [Notice(**row) for row in connection.execute(wanted).mappings()]
    return Parcel(letter, tuple(_with(found, notice)), notice.tries)


def _with(found: Sequence[Notice], notice: Notice) -> Iterable[Notice]:
    # A read model that is being filled again need not have it.
    yield from found
    if notice.key not in {one.key for one in found}:
        yield notice
