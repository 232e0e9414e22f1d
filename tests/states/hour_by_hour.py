"""A second way to reckon with calendars, that knows nothing of the first: it walks.

From UTC to what the clocks of a zone show is the one step taken for granted. Everything else is
found by going on, a quarter of an hour at a time, until the clocks show it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from states.calendar import Hours

QUARTER = timedelta(minutes=15)
"""Every zone of today changes its clocks by whole quarters, at whole quarters."""

DAY = timedelta(days=1)


def shown(moment: datetime, zone: str) -> datetime:
    """Say what the clocks of a zone show, as a bare date and time."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def quarters(since: datetime) -> Iterator[datetime]:
    """List a moment, and every full quarter of an hour after it."""
    yield since
    full = datetime.fromtimestamp(since.timestamp() // 900 * 900, UTC)
    while True:
        full += QUARTER
        yield full


def is_awake(moment: datetime, hours: Hours) -> bool:
    """Tell whether the clocks show a working day, and a time that is not quiet."""
    clock = shown(moment, hours.zone)
    if clock.weekday() not in hours.working or clock.date() in hours.free:
        return False
    if hours.quiet is None:
        return True
    begins, ends = hours.quiet
    return _minute(clock.time()) not in _minutes(begins, ends)


def told_by_walking(moment: datetime, hours: Hours) -> datetime:
    """Find the first moment at which somebody is awake."""
    return next(one for one in quarters(moment) if is_awake(one, hours))


def digest_by_walking(moment: datetime, hours: Hours) -> datetime:
    """Find the first time that a day's one message is due; a day has no second one."""
    assert hours.digest is not None
    day = shown(moment, hours.zone).date()
    while True:
        if day.weekday() in hours.working and day not in hours.free:
            due = clock_by_walking(datetime.combine(day, hours.digest), hours.zone)
            if due >= moment:
                return due
        day += DAY


def clock_by_walking(clock: datetime, zone: str) -> datetime:
    """Find the first moment at which the clocks show this; a skipped time is counted past."""
    odd = timedelta(minutes=clock.minute % 15, seconds=clock.second, microseconds=clock.microsecond)
    before = datetime.combine(clock.date(), clock.time(), UTC) - 2 * DAY - odd
    for one in quarters(before):
        here = shown(one, zone) + odd
        if here == clock:
            return one + odd
        if here > clock:
            jumped_at = shown(one - QUARTER, zone) + QUARTER
            return one + (clock - jumped_at)
    raise AssertionError  # the walk goes on for ever


def days_by_walking(moment: datetime, count: int, hours: Hours, *, working: bool) -> datetime:
    """Go day by day to the one that is meant, then wait for the clocks to show the same."""
    clock = shown(moment, hours.zone)
    day, left = clock.date(), abs(count)
    while left:
        day += DAY if count > 0 else -DAY
        counts = not working or (day.weekday() in hours.working and day not in hours.free)
        left -= 1 if counts else 0
    return clock_by_walking(datetime.combine(day, clock.time()), hours.zone)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _minutes(begins: time, ends: time) -> Iterator[int]:
    minute = _minute(begins)
    while minute != _minute(ends):
        yield minute
        minute = (minute + 1) % (24 * 60)
