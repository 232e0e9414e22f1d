"""A day is what the clocks of a zone say it is, whatever they skip, repeat or call a holiday."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.calendar import (
    AWAKE,
    EARLIEST,
    EVERY_DAY,
    LATEST,
    Days,
    Hours,
    Lapse,
    at_wall_clock,
    end_of_day,
    later,
    may_be_told,
    next_digest,
    within_calendar,
    zone_named,
)
from tests.states.hour_by_hour import (
    days_by_walking,
    digest_by_walking,
    is_awake,
    shown,
    told_by_walking,
)

MINUTE = timedelta(minutes=1)
WEEK = frozenset(range(5))
NIGHT = (time(18), time(8))
CHRISTMAS = frozenset({date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 28)})

LISBON = "Europe/Lisbon"
NEW_YORK = "America/New_York"
LORD_HOWE = "Australia/Lord_Howe"
CASABLANCA = "Africa/Casablanca"
KATHMANDU = "Asia/Kathmandu"
APIA = "Pacific/Apia"
HAVANA = "America/Havana"


def here(text: str, zone: str = "UTC", *, second: bool = False) -> datetime:
    """Read a time as the clocks of a zone show it; `second` of two that are alike."""
    clock = datetime.fromisoformat(text).replace(tzinfo=zone_named(zone), fold=int(second))
    return clock.astimezone(UTC)


# fmt: off
STEPS = (
    #  zone         from                 by         to                   why
    ("UTC",        "2026-01-31 09:00",  Days(1),   "2026-02-01 09:00"),  # a month ends
    ("UTC",        "2026-12-31 23:59",  Days(1),   "2027-01-01 23:59"),  # a year ends
    ("UTC",        "2027-01-01 00:00",  Days(-1),  "2026-12-31 00:00"),
    ("UTC",        "2028-02-28 12:00",  Days(1),   "2028-02-29 12:00"),  # a leap day
    ("UTC",        "2027-02-28 12:00",  Days(1),   "2027-03-01 12:00"),  # and none
    ("UTC",        "2028-02-29 12:00",  Days(366), "2029-03-01 12:00"),
    ("UTC",        "2100-02-28 12:00",  Days(1),   "2100-03-01 12:00"),  # no leap year
    ("UTC",        "2000-02-28 12:00",  Days(1),   "2000-02-29 12:00"),
    (LISBON,       "2038-01-18 04:14",  Days(1),   "2038-01-19 04:14"),  # 32 bits end here
    (LISBON,       "2038-06-30 09:00",  Days(30),  "2038-07-30 09:00"),
    (NEW_YORK,     "2060-03-01 09:00",  Days(30),  "2060-03-31 09:00"),  # past the tables
    (LISBON,       "2026-03-28 17:00",  Days(1),   "2026-03-29 17:00"),  # 23 hours
    (LISBON,       "2026-10-24 17:00",  Days(1),   "2026-10-25 17:00"),  # 25 hours
    (LISBON,       "2026-03-30 17:00",  Days(-30), "2026-02-28 17:00"),
    (NEW_YORK,     "2026-03-07 09:00",  Days(1),   "2026-03-08 09:00"),
    (NEW_YORK,     "2026-11-01 09:00",  Days(-1),  "2026-10-31 09:00"),
    (LORD_HOWE,    "2026-04-04 12:00",  Days(1),   "2026-04-05 12:00"),  # half an hour back
    (LORD_HOWE,    "2026-10-03 12:00",  Days(1),   "2026-10-04 12:00"),  # and forward
    (CASABLANCA,   "2026-02-14 12:00",  Days(1),   "2026-02-15 12:00"),  # back for Ramadan
    (CASABLANCA,   "2026-03-21 12:00",  Days(1),   "2026-03-22 12:00"),  # and forward
    (KATHMANDU,    "2026-03-29 06:00",  Days(90),  "2026-06-27 06:00"),  # never, at 05:45
    (APIA,         "2011-12-28 12:00",  Days(1),   "2011-12-29 12:00"),
    (APIA,         "2011-12-29 12:00",  Days(1),   "2011-12-31 12:00"),  # the 30th was skipped
    (APIA,         "2011-12-29 12:00",  Days(2),   "2011-12-31 12:00"),
    (LISBON,       "2026-03-28 01:30",  Days(1),   "2026-03-29 02:30"),  # 01:30 was skipped
    (NEW_YORK,     "2026-03-07 02:30",  Days(1),   "2026-03-08 03:30"),
    (LORD_HOWE,    "2026-10-03 02:15",  Days(1),   "2026-10-04 02:45"),
    (HAVANA,       "2026-03-07 00:00",  Days(1),   "2026-03-08 01:00"),  # no midnight
)

ZONES = (LISBON, NEW_YORK, LORD_HOWE, CASABLANCA, KATHMANDU, HAVANA, "Pacific/Chatham", "UTC",
         "America/St_Johns", "Asia/Beirut", "Asia/Tokyo", "Pacific/Kiritimati")
# fmt: on


@pytest.mark.parametrize(("zone", "since", "by", "until"), STEPS)
def test_days_later_the_clocks_show_the_same_time(
    zone: str, since: str, by: Lapse, until: str
) -> None:
    assert later(here(since, zone), by, Hours(zone)) == here(until, zone)


# fmt: off
LENGTHS = (
    #  zone        day           hours
    (LISBON,      "2026-03-29",  23.0),
    (LISBON,      "2026-10-25",  25.0),
    (NEW_YORK,    "2026-03-08",  23.0),
    (NEW_YORK,    "2026-11-01",  25.0),
    (LORD_HOWE,   "2026-10-04",  23.5),
    (LORD_HOWE,   "2026-04-05",  24.5),
    (CASABLANCA,  "2026-02-15",  25.0),
    (CASABLANCA,  "2026-03-22",  23.0),
    (KATHMANDU,   "2026-03-29",  24.0),
    (APIA,        "2011-12-30",   0.0),
)
# fmt: on


@pytest.mark.parametrize(("zone", "day", "hours"), LENGTHS)
def test_a_day_is_as_long_as_its_clocks_make_it(zone: str, day: str, hours: float) -> None:
    this = date.fromisoformat(day)
    begins, ends = end_of_day(this - timedelta(days=1), zone), end_of_day(this, zone)

    assert ends - begins == timedelta(hours=hours)


def test_hours_are_exact_where_days_are_not() -> None:
    evening = here("2026-03-28 17:00", LISBON)

    assert later(evening, timedelta(days=1), Hours(LISBON)) == here("2026-03-29 18:00", LISBON)


@pytest.mark.parametrize("second", [False, True])
def test_of_two_equal_hours_days_lead_to_the_first(second: bool) -> None:  # noqa: FBT001  # a case
    asked = here("2025-10-26 01:30", LISBON, second=second)

    assert later(asked, Days(364), Hours(LISBON)) == here("2026-10-25 01:30", LISBON)


def test_a_second_hour_leads_past_the_hour_that_is_skipped() -> None:
    asked = here("2025-10-26 01:30", LISBON, second=True)

    assert later(asked, Days(154), Hours(LISBON)) == here("2026-03-29 02:30", LISBON)


@pytest.mark.parametrize("working", [False, True])
def test_no_days_later_is_the_same_moment(working: bool) -> None:  # noqa: FBT001  # a case
    asked = here("2026-10-25 01:30", LISBON, second=True)

    assert later(asked, Days(0, working=working), Hours(LISBON, WEEK)) == asked


# fmt: off
WORKING_DAYS = (
    #  from                 by    to                   why
    ("2026-12-18 09:00",    1,   "2026-12-21 09:00"),  # Friday to Monday
    ("2026-12-18 09:00",    5,   "2026-12-30 09:00"),  # past three holidays
    ("2026-12-19 09:00",    1,   "2026-12-21 09:00"),  # from a Saturday
    ("2026-12-20 09:00",   -1,   "2026-12-18 09:00"),
    ("2026-12-25 09:00",    1,   "2026-12-29 09:00"),  # from a holiday
    ("2026-12-25 09:00",   -1,   "2026-12-23 09:00"),
    ("2026-12-29 09:00",   -1,   "2026-12-23 09:00"),
    ("2026-12-30 09:00",   -5,   "2026-12-18 09:00"),
    ("2026-03-27 17:00",    1,   "2026-03-30 17:00"),  # a weekend of 47 hours
    ("2028-02-28 17:00",    2,   "2028-03-01 17:00"),
)
# fmt: on


@pytest.mark.parametrize(("since", "count", "until"), WORKING_DAYS)
def test_working_days_pass_over_weekends_and_holidays(since: str, count: int, until: str) -> None:
    hours = Hours(LISBON, WEEK, CHRISTMAS)

    reached = later(here(since, LISBON), Days(count, working=True), hours)

    assert reached == here(until, LISBON)


def test_days_that_are_not_working_days_count_the_free_ones() -> None:
    hours = Hours(LISBON, WEEK, CHRISTMAS)

    assert later(here("2026-12-18 09:00", LISBON), Days(5), hours) == here(
        "2026-12-23 09:00", LISBON
    )


def test_where_nobody_ever_works_counting_comes_to_an_end() -> None:
    never = Hours(working=frozenset())
    asked = here("2026-03-02 09:00")

    assert later(asked, Days(1, working=True), never) > asked
    assert may_be_told(asked, never) == asked
    assert next_digest(asked, Hours(working=frozenset(), digest=time(9))) == asked


# fmt: off
QUIET = (
    #  quiet                      asked                told
    (NIGHT,                      "2026-03-04 12:00",  "2026-03-04 12:00"),
    (NIGHT,                      "2026-03-04 17:59",  "2026-03-04 17:59"),
    (NIGHT,                      "2026-03-04 18:00",  "2026-03-05 08:00"),
    (NIGHT,                      "2026-03-05 00:00",  "2026-03-05 08:00"),
    (NIGHT,                      "2026-03-05 07:59",  "2026-03-05 08:00"),
    (NIGHT,                      "2026-03-05 08:00",  "2026-03-05 08:00"),
    (NIGHT,                      "2026-03-06 18:00",  "2026-03-09 08:00"),  # Friday evening
    (NIGHT,                      "2026-03-08 12:00",  "2026-03-09 08:00"),  # Sunday noon
    (NIGHT,                      "2026-12-23 18:00",  "2026-12-29 08:00"),  # over Christmas
    ((time(12), time(14)),       "2026-03-04 11:59",  "2026-03-04 11:59"),
    ((time(12), time(14)),       "2026-03-04 12:00",  "2026-03-04 14:00"),
    ((time(12), time(14)),       "2026-03-04 14:00",  "2026-03-04 14:00"),
    ((time(12), time(14)),       "2026-03-07 20:00",  "2026-03-09 00:00"),
    ((time(0),  time(8)),        "2026-03-07 20:00",  "2026-03-09 08:00"),
    ((time(18), time(0)),        "2026-03-04 20:00",  "2026-03-05 00:00"),
    (None,                       "2026-03-04 03:00",  "2026-03-04 03:00"),
    (None,                       "2026-03-07 03:00",  "2026-03-09 00:00"),
)
# fmt: on


@pytest.mark.parametrize(("quiet", "asked", "told"), QUIET)
def test_nobody_is_told_in_quiet_hours_or_on_a_day_off(
    quiet: tuple[time, time] | None, asked: str, told: str
) -> None:
    hours = Hours(LISBON, WEEK, CHRISTMAS, quiet)

    assert may_be_told(here(asked, LISBON), hours) == here(told, LISBON)


# fmt: off
CHANGES = (
    #  zone      quiet                       asked at (UTC)       told at (UTC)
    (LISBON,    NIGHT,                      "2026-03-28 20:00",  "2026-03-29 07:00"),
    (LISBON,    NIGHT,                      "2026-10-24 20:00",  "2026-10-25 08:00"),
    (NEW_YORK,  NIGHT,                      "2026-03-08 00:00",  "2026-03-08 12:00"),
    (NEW_YORK,  NIGHT,                      "2026-11-01 00:00",  "2026-11-01 13:00"),
    (LORD_HOWE, NIGHT,                      "2026-04-04 12:00",  "2026-04-04 21:30"),
    # 01:30, when quiet ends, is skipped: it ends when the clocks pass it.
    (LISBON,    (time(18), time(1, 30)),    "2026-03-28 23:00",  "2026-03-29 01:00"),
    # It comes twice: in between it is quiet again.
    (LISBON,    (time(18), time(1, 30)),    "2026-10-24 23:00",  "2026-10-25 00:30"),
    (LISBON,    (time(18), time(1, 30)),    "2026-10-25 01:00",  "2026-10-25 01:30"),
    # Quiet begins at 01:30, and the clocks go back to before that.
    (LISBON,    (time(1, 30), time(8)),     "2026-10-25 00:45",  "2026-10-25 01:00"),
    (LISBON,    (time(1, 30), time(8)),     "2026-10-25 01:30",  "2026-10-25 08:00"),
)
# fmt: on


@pytest.mark.parametrize(("zone", "quiet", "asked", "told"), CHANGES)
def test_quiet_hours_are_what_the_clocks_show_when_they_change(
    zone: str, quiet: tuple[time, time], asked: str, told: str
) -> None:
    assert may_be_told(here(asked), Hours(zone, quiet=quiet)) == here(told)


# fmt: off
DIGESTS = (
    #  digest        asked                told
    (time(9),       "2026-03-04 08:59",  "2026-03-04 09:00"),
    (time(9),       "2026-03-04 09:00",  "2026-03-04 09:00"),
    (time(9),       "2026-03-04 09:01",  "2026-03-05 09:00"),
    (time(9),       "2026-03-06 12:00",  "2026-03-09 09:00"),  # Friday noon
    (time(9),       "2026-12-23 12:00",  "2026-12-29 09:00"),  # over Christmas
    (time(9),       "2026-03-28 12:00",  "2026-03-30 09:00"),  # over a change of the clock
    (None,          "2026-03-04 20:00",  "2026-03-05 08:00"),  # as soon as may be
)
# fmt: on


@pytest.mark.parametrize(("digest", "asked", "told"), DIGESTS)
def test_a_digest_comes_at_its_time_on_working_days(
    digest: time | None, asked: str, told: str
) -> None:
    hours = Hours(LISBON, WEEK, CHRISTMAS, NIGHT, digest)

    assert next_digest(here(asked, LISBON), hours) == here(told, LISBON)


def test_a_digest_comes_once_on_a_day_that_has_its_time_twice() -> None:
    hours = Hours(LISBON, digest=time(1, 30))
    first = here("2026-10-25 01:30", LISBON)

    assert next_digest(first, hours) == first
    assert next_digest(first + MINUTE, hours) == here("2026-10-26 01:30", LISBON)


def test_a_digest_whose_time_is_skipped_comes_an_hour_on() -> None:
    hours = Hours(LISBON, digest=time(1, 30))

    assert next_digest(here("2026-03-29 00:00"), hours) == here("2026-03-29 02:30", LISBON)


@pytest.mark.parametrize("zone", ["Nowhere/Land", "", "../etc/passwd", "x" * 500])
def test_a_zone_that_nobody_knows_counts_as_utc(zone: str) -> None:
    assert at_wall_clock(date(2026, 7, 1), time(9), zone) == here("2026-07-01 09:00")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("bound", [EARLIEST, LATEST])
@pytest.mark.parametrize("by", [Days(10**9), Days(-(10**9)), timedelta(days=300_000)])
def test_whatever_is_reckoned_stays_within_the_calendar(
    zone: str, bound: datetime, by: Lapse
) -> None:
    reached = later(bound, by, Hours(zone))

    assert EARLIEST - timedelta(days=2) < reached < LATEST + timedelta(days=2)


@pytest.mark.parametrize("day", [date.min, date(1899, 1, 1), date(9500, 1, 1), date.max])
def test_the_end_of_a_day_beyond_the_calendar_is_at_its_bound(day: date) -> None:
    ends = end_of_day(day, LISBON)

    assert abs(ends - within_calendar(ends)) < timedelta(days=2)


def test_who_is_always_awake_is_told_at_once() -> None:
    asked = here("2026-03-08 03:00")

    assert may_be_told(asked, AWAKE) == next_digest(asked, AWAKE) == asked


# Around changes of the clock more often than not: that is where reckoning goes wrong.
CHANGED_AT = [
    here(one)
    for one in (
        "2026-03-29 01:00",
        "2026-10-25 01:00",
        "2026-03-08 07:00",
        "2026-11-01 06:00",
        "2026-04-04 15:00",
        "2026-10-03 15:30",
        "2026-02-15 02:00",
        "2026-03-22 02:00",
        "2026-12-23 12:00",
        "2028-02-28 12:00",
    )
]
AROUND = st.builds(
    lambda change, minutes, seconds: change + timedelta(minutes=minutes, seconds=seconds),
    st.sampled_from(CHANGED_AT),
    st.integers(-48 * 60, 48 * 60),
    st.sampled_from([0, 0, 7]),
)
MOMENTS = AROUND | st.datetimes(datetime(2025, 1, 1), datetime(2040, 1, 1)).map(  # noqa: DTZ001  # UTC is put on it
    lambda one: one.replace(tzinfo=UTC, microsecond=0)
)
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
HOURS = st.builds(
    Hours,
    zone=st.sampled_from(ZONES),
    working=st.sampled_from([EVERY_DAY, WEEK, frozenset({0, 1, 2, 3, 6}), frozenset({2})]),
    free=st.sampled_from([frozenset(), CHRISTMAS, frozenset({date(2026, 3, 30)})]),
    quiet=st.none() | st.tuples(TIMES, TIMES).filter(lambda both: both[0] != both[1]),
    digest=TIMES,
)
COUNTS = st.integers(-40, 40).filter(bool)


@given(MOMENTS, HOURS)
def test_who_may_be_told_when_is_found_by_walking_there(moment: datetime, hours: Hours) -> None:
    told = may_be_told(moment, hours)

    assert told == told_by_walking(moment, hours)
    assert is_awake(told, hours)
    assert may_be_told(told, hours) == told


@given(MOMENTS, HOURS)
def test_a_digest_is_found_by_walking_there(moment: datetime, hours: Hours) -> None:
    told = next_digest(moment, hours)

    assert told == digest_by_walking(moment, hours)
    assert next_digest(told, hours) == told


@given(MOMENTS, HOURS, COUNTS, st.booleans())
def test_days_later_is_found_by_walking_there(
    moment: datetime,
    hours: Hours,
    count: int,
    working: bool,  # noqa: FBT001  # drawn, not passed
) -> None:
    reached = later(moment, Days(count, working=working), hours)

    assert reached == days_by_walking(moment, count, hours, working=working)


@given(AROUND, AROUND, HOURS, COUNTS)
def test_who_asks_later_is_never_answered_with_sooner(
    one: datetime, other: datetime, hours: Hours, count: int
) -> None:
    first, second = sorted((one, other))

    assert may_be_told(first, hours) <= may_be_told(second, hours)
    assert next_digest(first, hours) <= next_digest(second, hours)
    if shown(first, hours.zone) <= shown(second, hours.zone):
        assert later(first, Days(count), hours) <= later(second, Days(count), hours)
    assert later(first, Days(abs(count)), hours) > first


@given(MOMENTS, HOURS, st.integers(1, 40), st.integers(1, 40))
def test_more_days_are_later(moment: datetime, hours: Hours, some: int, more: int) -> None:
    for working in (False, True):
        near = later(moment, Days(some, working=working), hours)
        far = later(moment, Days(some + more, working=working), hours)
        assert near < far


@given(AROUND, HOURS, st.integers(1, 40))
def test_where_every_day_is_worked_working_days_are_days(
    moment: datetime, hours: Hours, count: int
) -> None:
    awake = Hours(hours.zone)

    assert later(moment, Days(count, working=True), awake) == later(moment, Days(count), awake)
