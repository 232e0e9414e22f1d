"""Which channels do not take anything any more, and whom nobody reaches: for the operators."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Engine, and_, case, func, or_, select

from activities.delivery.attempts import Answer
from store.columns import UtcTime
from store.engine import reading
from store.tables import attempts, notices

FAILED = (Answer.REFUSED.value, Answer.DOUBTFUL.value)

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


class Waiting(NamedTuple):
    """How many notices did not reach how many people, and since when (UTC)."""

    notices: int
    people: int
    since: datetime | None


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
            DeadChannel(channel, failures, since, _last_reason(connection, channel))
            for channel, failures, since in connection.execute(dead)
        )


def waiting(engine: Engine, now: datetime) -> Waiting:
    """Count what should have reached somebody by now, or was tried by every route in vain."""
    told = func.coalesce(notices.c.after, notices.c.at, type_=UtcTime)
    counted = select(
        func.count(), func.count(notices.c.to.distinct()), func.min(notices.c.at, type_=UtcTime)
    ).where(notices.c.pending, or_(told < now - OVERDUE, notices.c.tries > 0))
    with reading(engine) as connection:
        return Waiting(*connection.execute(counted).one())


def _last_reason(connection: Connection, channel: str) -> str:
    wanted = (
        select(attempts.c.reason)
        .where(attempts.c.channel == channel, attempts.c.answer.in_(FAILED))
        .order_by(attempts.c.begun.desc(), attempts.c.number.desc())
        .limit(1)
    )
    return connection.scalar(wanted) or ""
