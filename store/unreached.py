"""Which channels do not take anything any more, and whom nobody reaches: for the operators."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, and_, case, func, or_, select

from activities.delivery.attempts import Answer
from store.columns import UtcTime
from store.engine import reading
from store.tables import attempts, gathered, notices

FAILED = (Answer.REFUSED.value, Answer.AWAY.value, Answer.DOUBTFUL.value)
UNASKED = (Answer.SPARED.value, Answer.IMPOSSIBLE.value)

IN_A_ROW = 3
"""Failures after which a channel is called dead."""

OVERDUE = timedelta(hours=1)
"""How long a notice may wait for its channel before somebody should look."""


class DeadChannel(NamedTuple):
    """A channel that took nothing any more: how often, since when (UTC), and why the last time."""

    channel: str
    failures: int
    since: datetime
    reason: str


class Unreached(NamedTuple):
    """One notice that nobody took so far: of which incident and deadline, to whom, and why."""

    incident: str
    deadline: str
    to: str
    why: str


class Waiting(NamedTuple):
    """How many notices did not reach whom, since when (UTC), and the oldest of them."""

    notices: int
    people: tuple[str, ...] = ()
    since: datetime | None = None
    oldest: Unreached | None = None


def dead_channels(engine: Engine) -> tuple[DeadChannel, ...]:
    """List the channels that failed several times since they last took a letter."""
    took = case((attempts.c.answer == Answer.TAKEN.value, attempts.c.begun))
    last = (
        select(attempts.c.channel, func.max(took).label("at"))
        .group_by(attempts.c.channel)
        .subquery()
    )
    failed_since = and_(
        attempts.c.channel == last.c.channel,
        attempts.c.answer.in_(FAILED),
        or_(last.c.at.is_(None), attempts.c.begun > last.c.at),
    )
    dead = (
        select(attempts.c.channel, func.count(), func.min(attempts.c.begun, type_=UtcTime))
        .join(last, failed_since)
        .group_by(attempts.c.channel)
        .having(func.count() >= IN_A_ROW)
        .order_by(attempts.c.channel)
    )
    with reading(engine) as connection:
        return tuple(
            DeadChannel(channel, failures, since, _last_reason(connection, _by(channel)))
            for channel, failures, since in connection.execute(dead)
        )


def waiting(engine: Engine, now: datetime) -> Waiting:
    """Say what should have reached somebody by now, or was tried, and nobody took it."""
    which = and_(notices.c.pending, _is_unreached(now))
    counted = select(func.count(), func.min(notices.c.at, type_=UtcTime)).where(which)
    named = select(notices.c.to).where(which).distinct().order_by(notices.c.to)
    first = (
        select(notices.c.incident, notices.c.deadline, notices.c.to, notices.c.key)
        .where(which)
        .order_by(notices.c.at, notices.c.key)
        .limit(1)
    )
    with reading(engine) as connection:
        count, since = connection.execute(counted).one()
        if not count:
            return Waiting(0)
        incident, deadline, to, key = connection.execute(first).one()
        why = _last_reason(connection, _letter_of(connection, key))
        oldest = Unreached(incident, deadline, to, why)
        return Waiting(count, tuple(connection.scalars(named)), since, oldest)


_GATHERED = select(gathered.c.letter).where(gathered.c.notice == notices.c.key)
_LETTER = func.coalesce(_GATHERED.correlate(notices).scalar_subquery(), notices.c.key)


def _is_unreached(now: datetime) -> ColumnElement[bool]:
    told = func.coalesce(notices.c.after, notices.c.at, type_=UtcTime)
    asked = select(attempts.c.letter).where(attempts.c.letter == _LETTER)
    failed = asked.where(attempts.c.answer.in_((*FAILED, *UNASKED))).exists()
    taken = asked.where(attempts.c.answer == Answer.TAKEN.value).exists()
    return or_(told < now - OVERDUE, notices.c.tries > 0, and_(failed, ~taken))


def _letter_of(connection: Connection, notice: str) -> ColumnElement[bool]:
    found = connection.scalar(select(gathered.c.letter).where(gathered.c.notice == notice))
    return attempts.c.letter == (found or notice)


def _by(channel: str) -> ColumnElement[bool]:
    return and_(attempts.c.channel == channel, attempts.c.answer.in_(FAILED))


def _last_reason(connection: Connection, which: ColumnElement[bool]) -> str:
    wanted = (
        select(attempts.c.reason)
        .where(which, attempts.c.reason != "", attempts.c.answer.in_((*FAILED, *UNASKED)))
        .order_by(attempts.c.begun.desc(), attempts.c.number.desc())
        .limit(1)
    )
    return connection.scalar(wanted) or ""
