"""By when something is due, as people say it, and whether it is late.

An action is due by its day, the rest by a moment. What was promised is late from the moment that
was kept for it, and so late everywhere; how late is the time since then.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from states.calendar import end_of_day, zone_named
from states.record.deadlines import Deadline, DeadlineKind

AN_INSTANT = timedelta.resolution

UNITS = (
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)

WRITTEN = "%Y-%m-%d %H:%M %Z"
FOR_EVERYBODY = re.compile(r"\b\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC\b", re.ASCII)
"""A moment as `moment_told` writes it for everybody alike."""


def day_of(deadline: Deadline) -> date | None:
    """Return the day that an action was promised for; what else is due has none."""
    if deadline.kind is not DeadlineKind.ACTION:
        return None
    day = (deadline.due - AN_INSTANT).astimezone(zone_named(deadline.zone)).date()
    # Handed on to another zone, it is due when it was: a moment of no particular day.
    return day if end_of_day(day, deadline.zone) == deadline.due else None


def due_told(deadline: Deadline, zone: tzinfo = UTC) -> str:
    """Write when something is due: `2026-03-20`, `2026-03-10 12:00 UTC`.

    A day is the same for everybody, a moment is that of the clocks of `zone`.
    """
    day = day_of(deadline)
    return f"{day}" if day else moment_told(deadline.due, zone)


def due_from(kept: Deadline | None, day: date | None, zone: str) -> datetime | None:
    """Return the moment (UTC) from which an action is late: the one that was kept for it.

    Where none was, its day is over in `zone`, where its owner is.
    """
    if kept is not None:
        return kept.due
    return end_of_day(day, zone) if day else None


def late_by(due: datetime | None, now: datetime) -> timedelta | None:
    """Return since how long something is late; None where it is not."""
    return now - due if due is not None and due <= now else None


def lasting(length: timedelta) -> str:
    """Say how long, in whole days, and below a day in hours: `3 days`, `5 hours`."""
    for one, word in UNITS:
        if count := length // one:
            return f"{count:,} {word}{'s' * (count > 1)}"
    return "less than a minute"


def ago(now: datetime, then: datetime) -> str:
    """Say how long before `now` something was."""
    return f"{lasting(now - then)} ago"


def moment_told(instant: datetime, zone: tzinfo = UTC) -> str:
    """Write a moment by the clocks of `zone`, to the minute; for everybody alike in UTC."""
    return f"{instant.astimezone(zone):{WRITTEN}}"


def retold(sentence: str, zone: tzinfo) -> str:
    """Write the moments of a sentence that was worded for everybody by the clocks of `zone`."""
    return FOR_EVERYBODY.sub(lambda found: _retold(found[0], zone), sentence)


def _retold(moment: str, zone: tzinfo) -> str:
    try:
        return moment_told(datetime.strptime(moment, WRITTEN).replace(tzinfo=UTC), zone)
    except (ValueError, OverflowError):  # it only looks like one
        return moment
