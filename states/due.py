"""By when something is due, as people say it: an action by its day, the rest by a moment."""

from datetime import date, datetime, timedelta

from states.calendar import end_of_day, zone_named
from states.record.deadlines import Deadline, DeadlineKind

AN_INSTANT = timedelta.resolution


def day_of(deadline: Deadline) -> date | None:
    """Return the day that an action was promised for; what else is due has none."""
    if deadline.kind is not DeadlineKind.ACTION:
        return None
    day = (deadline.due - AN_INSTANT).astimezone(zone_named(deadline.zone)).date()
    # Handed on to another zone, it is due when it was: a moment of no particular day.
    return day if end_of_day(day, deadline.zone) == deadline.due else None


def due_told(deadline: Deadline) -> str:
    """Write when something is due, for everybody alike: `2026-03-20`, `2026-03-10 12:00 UTC`."""
    day = day_of(deadline)
    return f"{day}" if day else moment_told(deadline.due)


def days_late(deadline: Deadline, now: datetime) -> int:
    """Count the days since something was due; an action is a day late on the day after its own."""
    day = day_of(deadline)
    if day is None:
        return (now - deadline.due).days
    return (now.astimezone(zone_named(deadline.zone)).date() - day).days


def moment_told(instant: datetime) -> str:
    """Write a moment for everybody alike."""
    return f"{instant:%Y-%m-%d %H:%M} UTC"
