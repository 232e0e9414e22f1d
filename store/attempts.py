"""What each channel was asked and answered about each letter, for whoever comes next.

It outlives the worker and Temporal. An attempt is here before it begins: one that never ended
tells that somebody may have been told.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping
from sqlalchemy.exc import IntegrityError

from activities.delivery.attempts import Answer, Attempt, runs
from activities.delivery.parcels import Parcel
from activities.delivery.routing import Try
from states.record.deadlines import Notice, Untold
from store import clock, gathering
from store.engine import reading, writing
from store.tables import attempts

LOST = "whoever began it was gone before it ended"


class Attempts:
    """What was tried, by letter and channel."""

    def __init__(self, engine: Engine) -> None:
        """Keep it in the database of `engine`."""
        self._engine = engine

    def now(self) -> datetime:
        """Say what time it is (UTC) by the database's clock; raises `UnreachableError`."""
        with reading(self._engine) as connection:
            return clock.now(connection)

    def attempts_of(self, letter: str) -> Sequence[Attempt]:
        """List every attempt at a letter, in order; raises `UnreachableError`."""
        wanted = attempts.select().where(attempts.c.letter == letter)
        with reading(self._engine) as connection:
            return [_read(row) for row in connection.execute(wanted.order_by(*ORDER)).mappings()]

    def begin(self, parcel: Parcel, move: Try, *, now: datetime, lease: datetime) -> Attempt | None:
        """Write down that an attempt begins; None where somebody else is at it, or was.

        Raises:
            UnreachableError: it was not written down, so it must not begin.
        """
        try:
            with writing(self._engine) as connection:
                tried = _of(connection, parcel.key, move.channel)
                if any(_bars(one, now) for one in tried):
                    return None
                for lost in (one for one in tried if one.answer is Answer.UNDER_WAY):
                    _end(connection, lost, Answer.DOUBTFUL, LOST, min(lost.lease, now))
                number = len(tried) + 1
                begun = Attempt(
                    parcel.key, move.channel, number, parcel.rounds, move.route, now, lease
                )
                connection.execute(attempts.insert(), _written(begun))
                return begun
        except IntegrityError:
            return None  # another worker has just begun

    def end(self, attempt: Attempt, answer: Answer, reason: str, at: datetime) -> None:
        """Write down what an attempt came to; raises `UnreachableError`."""
        with writing(self._engine) as connection:
            _end(connection, attempt, answer, reason, at)

    def gather(self, notice: Notice, now: datetime) -> Parcel | Untold:
        """Put a notice into the one letter of its person's day, with all that are ready.

        Raises:
            LaterError: others are at that person's letters.
            UnreachableError: the database does not answer.
        """
        return gathering.gather(self._engine, notice, now)


ORDER = (attempts.c.channel, attempts.c.number)


def _bars(attempt: Attempt, now: datetime) -> bool:
    """Tell whether an attempt leaves no room for another: it landed, or is under way."""
    return attempt.answer is Answer.TAKEN or runs(attempt, now)


def _of(connection: Connection, letter: str, channel: str) -> list[Attempt]:
    wanted = attempts.select().where(attempts.c.letter == letter, attempts.c.channel == channel)
    return [_read(row) for row in connection.execute(wanted.order_by(*ORDER)).mappings()]


def _end(
    connection: Connection, attempt: Attempt, answer: Answer, reason: str, at: datetime
) -> None:
    connection.execute(
        attempts.update()
        .where(
            attempts.c.letter == attempt.letter,
            attempts.c.channel == attempt.channel,
            attempts.c.number == attempt.number,
        )
        .values(answer=answer.value, reason=reason, ended=at)
    )


def _read(row: RowMapping) -> Attempt:
    return Attempt(**{**row, "answer": Answer(row["answer"])})


def _written(attempt: Attempt) -> dict[str, Any]:
    named = {column.name: getattr(attempt, column.name) for column in attempts.columns}
    return {**named, "answer": attempt.answer.value}
