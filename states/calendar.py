"""Days and hours as people have them: working days, holidays, quiet hours, in their own zone.

Pure: a moment goes in and a moment (UTC) comes out; nothing here knows what time it is. A wall
clock that is put forward skips its hour, one that is put back has the first of both.
"""

from collections.abc import Container, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from states.values import value

EVERY_DAY = frozenset(range(7))
"""Monday is 0."""

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""What is reckoned stays between them, so that a ladder has room on both sides."""

SECOND = timedelta(seconds=1)

PATIENCE = 400
"""Days to look ahead for a working day: a year, and the longest holidays that there are."""


@value
class Days:
    """So many days at the same time of day, as a calendar has them; negative is before.

    `working` counts working days only.
    """

    count: int
    working: bool = False


Lapse = timedelta | Days
"""How far it is from one moment to another: exactly so long, or so many days."""


@value
class Hours:
    """When somebody works and may be told: in their zone, on working days (Monday is 0).

    `free` are days off, `quiet` the hours from and until when nobody is told, `digest` when the
    one message of a day comes; without it each comes as soon as it may.
    """

    zone: str = "UTC"
    working: frozenset[int] = EVERY_DAY
    free: Container[date] = frozenset()
    quiet: tuple[time, time] | None = None
    digest: time | None = None

    def works_on(self, day: date) -> bool:
        """Tell whether `day` is a working day."""
        return day.weekday() in self.working and day not in self.free

    def is_quiet(self, at: time) -> bool:
        """Tell whether a time of day lies in the quiet hours."""
        if self.quiet is None:
            return False
        begins, ends = self.quiet
        if begins < ends:
            return begins <= at < ends
        return at >= begins or at < ends


AWAKE = Hours()
"""Somebody who may be told at any moment."""


def later(moment: datetime, by: Lapse, hours: Hours) -> datetime:
    """Return the moment (UTC) that lies `by` after `moment`, or before it."""
    if isinstance(by, timedelta):
        return within_calendar(moment + by)
    if not by.count:
        return moment
    local = moment.astimezone(zone_named(hours.zone))
    reached = _working_days if by.working else _calendar_days
    day, at = reached(local.date(), by.count, hours), local.time().replace(fold=0)
    return at_wall_clock(day, at, hours.zone)


def may_be_told(moment: datetime, hours: Hours) -> datetime:
    """Return the first moment (UTC) from `moment` on that is neither quiet nor a day off."""
    if _is_awake(moment, hours):
        return moment
    today = moment.astimezone(zone_named(hours.zone)).date()
    openings = (one for day in _working(today, hours) for one in _openings(day, hours))
    return next((one for one in openings if one >= moment and _is_awake(one, hours)), moment)


def next_digest(moment: datetime, hours: Hours) -> datetime:
    """Return when (UTC) the first message of a day from `moment` on is sent."""
    if hours.digest is None:
        return may_be_told(moment, hours)
    today = moment.astimezone(zone_named(hours.zone)).date()
    coming = (at_wall_clock(day, hours.digest, hours.zone) for day in _working(today, hours))
    return next((one for one in coming if one >= moment), moment)


def told_belatedly(moment: datetime, hours: Hours) -> datetime:
    """Return when (UTC) somebody is told who missed the one message of a day.

    At once while they are at work and today's has gone; else it comes with the next one.
    """
    if hours.digest is None:
        return may_be_told(moment, hours)
    today = moment.astimezone(zone_named(hours.zone)).date()
    has_gone = at_wall_clock(today, hours.digest, hours.zone) <= moment
    return moment if has_gone and _is_awake(moment, hours) else next_digest(moment, hours)


def end_of_day(day: date, zone: str) -> datetime:
    """Return 24:00 of `day` in `zone`, as UTC; a zone nobody knows counts as UTC."""
    within = min(max(day, EARLIEST.date()), LATEST.date())
    return at_wall_clock(within + timedelta(days=1), time(), zone)


def at_wall_clock(day: date, at: time, zone: str) -> datetime:
    """Return the instant (UTC) at which the clocks of `zone` show `at` on `day`."""
    return datetime.combine(day, at, zone_named(zone)).astimezone(UTC)


def within_calendar(moment: datetime) -> datetime:
    """Return `moment`, or the nearest one that leaves room for a ladder."""
    return min(max(moment, EARLIEST), LATEST)


def zone_named(name: str) -> ZoneInfo:
    """Return a time zone; one that nobody knows counts as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _calendar_days(day: date, count: int, _: Hours) -> date:
    first, last = EARLIEST.date().toordinal(), LATEST.date().toordinal()
    return date.fromordinal(min(max(day.toordinal() + count, first), last))


def _working_days(day: date, count: int, hours: Hours) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    for _ in range(PATIENCE * left):
        if not left:
            break
        day += step
        left -= hours.works_on(day)
    return day


def _working(first: date, hours: Hours) -> Iterator[date]:
    days = (first + timedelta(days=ahead) for ahead in range(PATIENCE))
    return (day for day in days if hours.works_on(day))


def _openings(day: date, hours: Hours) -> list[datetime]:
    """List when the quiet of a day may end: by the clock, or by a change of the clock."""
    ends = hours.quiet[1] if hours.quiet else time()
    # The second of two equal hours: somebody may ask from between them.
    times = (time(), ends, ends.replace(fold=1))
    shown = [at_wall_clock(day, one, hours.zone) for one in times]
    return sorted((*shown, *_clock_change(day, zone_named(hours.zone))))


def _clock_change(day: date, zone: ZoneInfo) -> Iterator[datetime]:
    before = datetime.combine(day, time(), zone).astimezone(UTC)
    after = before + timedelta(days=1)
    if _offset(before, zone) == _offset(after, zone):
        return
    while after - before > SECOND:
        middle = before + (after - before) // 2
        same = _offset(middle, zone) == _offset(before, zone)
        before, after = (middle, after) if same else (before, middle)
    yield after.replace(microsecond=0)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _is_awake(moment: datetime, hours: Hours) -> bool:
    local = moment.astimezone(zone_named(hours.zone))
    return hours.works_on(local.date()) and not hours.is_quiet(local.time())
