"""Put what one person is told in a day into one letter, once, whoever comes first.

The first who sends one of a person's bundled notices takes all that are ready, of every
incident; the others find theirs taken. One whose matter was settled meanwhile is in no letter,
nor in one that is written again because it did not arrive; one that is ready too late waits for
the next: when that is, the person's hours say.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, and_, select
from sqlalchemy.exc import IntegrityError

from activities.delivery.attempts import Answer
from activities.delivery.parcels import LaterError, Parcel
from states.record.deadlines import Notice, Untold
from store.engine import writing
from store.tables import attempts, deadlines, gathered, notices

AT_MOST = 500
"""Notices in one letter; a letter does not name more (`documents.letters`)."""

RACES = 5
"""How often somebody else may have taken one of ours in between."""

A_MOMENT = timedelta(seconds=1)

ON_ITS_WAY = (Answer.TAKEN.value, Answer.UNDER_WAY.value)

PARTS = tuple(Notice.__dataclass_fields__)
"""The columns of which a notice is made."""

_OWED = select(deadlines.c.id).where(
    deadlines.c.incident == notices.c.incident, deadlines.c.id == notices.c.deadline
)
_IS_SETTLED = and_(notices.c.deadline != "", ~_OWED.exists())
"""Nobody owes any more what a notice is about; what operators are told is about no deadline."""


def gather(engine: Engine, notice: Notice, now: datetime) -> Parcel | Untold:
    """Find the letter in which a notice goes, or make it; or say why it is in none.

    Raises:
        LaterError: others are at that person's letters.
        UnreachableError: the database does not answer.
    """
    for _ in range(RACES):
        try:
            with writing(engine) as connection:
                letter = _written(connection, notice) or _claimed(connection, notice, now)
                if isinstance(letter, Untold):
                    return letter
                return _parcel(connection, letter, notice)
        except IntegrityError:
            continue  # another worker was first: its letter has ours, or the next one
    raise LaterError(notice.key, A_MOMENT)


def _letter_of(connection: Connection, notice: str) -> str:
    found = connection.scalar(select(gathered.c.letter).where(gathered.c.notice == notice))
    return str(found or "")


def _written(connection: Connection, notice: Notice) -> str | Untold:
    letter = _letter_of(connection, notice.key)
    if letter and _is_settled(connection, notice) and not _is_on_its_way(connection, letter):
        return Untold.SETTLED
    return letter


def _is_on_its_way(connection: Connection, letter: str) -> bool:
    """Tell whether a letter arrived somewhere, or is being sent: what stands in it was told."""
    wanted = select(attempts.c.letter).where(
        attempts.c.letter == letter, attempts.c.answer.in_(ON_ITS_WAY)
    )
    return connection.scalar(wanted.limit(1)) is not None


def _claimed(connection: Connection, notice: Notice, now: datetime) -> str | Untold:
    if _is_settled(connection, notice):
        return Untold.SETTLED
    ready = _ready(connection, notice, now)
    letter = _named(notice.to, max([_after(notice), *ready.values()]))
    if _is_taken(connection, letter):
        # Whoever took that letter just now may have taken this notice along.
        return _letter_of(connection, notice.key) or Untold.MISSED
    keys = dict.fromkeys((notice.key, *ready))
    # One that somebody else took meanwhile is an IntegrityError, and all is looked at again.
    connection.execute(gathered.insert(), [{"notice": key, "letter": letter} for key in keys])
    return letter


def _is_settled(connection: Connection, notice: Notice) -> bool:
    # A read model that is being filled again knows neither: then somebody is told in vain.
    wanted = select(notices.c.key).where(notices.c.key == notice.key, _IS_SETTLED)
    return connection.scalar(wanted) is not None


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
            ~_IS_SETTLED,
            ~taken.exists(),
        )
        .order_by(notices.c.after, notices.c.key)
        .limit(AT_MOST)
    )
    return {row.key: row.after for row in connection.execute(wanted)}


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
        .where(gathered.c.letter == letter, notices.c.pending, ~_IS_SETTLED)
        .order_by(notices.c.due, notices.c.key)
    )
    found = [Notice(**row) for row in connection.execute(wanted).mappings()]
    return Parcel(letter, tuple(_with(found, notice)), notice.tries)


def _with(found: Sequence[Notice], notice: Notice) -> Iterable[Notice]:
    # A read model that is being filled again need not have it.
    yield from found
    if notice.key not in {one.key for one in found}:
        yield notice
