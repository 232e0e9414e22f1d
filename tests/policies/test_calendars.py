"""Everybody has their own calendar: a zone, working days, and holidays where they are (R73)."""

from datetime import date, time

import pytest

from policies.calendars import Free, hours_for, known_region, public_holidays, zone_of
from policies.file.clock import ClockTerms
from policies.policy import Policy
from policies.shelf import default_text, policy_of
from states.calendar import AWAKE, Days, Hours, later
from states.people import Directory, Person
from tests.builders import OPENED, PEOPLE

CLOCK = ClockTerms.model_validate(
    {
        "working_days": ["mon", "wed"],
        "holidays": ["2026-12-23"],
        "quiet": {"from": "22:00", "to": "07:30"},
        "digest": "08:15",
    }
)
ANA = Person("ana", zone="Europe/Lisbon", region="PT")
EVE, CHRISTMAS = date(2026, 12, 23), date(2026, 12, 25)


def test_a_person_works_by_the_clock_of_the_policy_where_they_live() -> None:
    hours = hours_for(CLOCK, ANA)

    assert hours == Hours(
        zone="Europe/Lisbon",
        working=frozenset({0, 2}),
        free=Free(frozenset({EVE}), "PT"),
        quiet=(time(22), time(7, 30)),
        digest=time(8, 15),
    )


def test_somebody_unknown_lives_in_utc() -> None:
    assert hours_for(None, None) == AWAKE
    assert hours_for(CLOCK, None).zone == "UTC"
    assert zone_of("zoe", PEOPLE) == "UTC"
    assert zone_of("ana", PEOPLE) == "Europe/Lisbon"


def test_without_a_clock_everybody_is_always_awake() -> None:
    assert hours_for(None, ANA) == Hours("Europe/Lisbon")


def test_a_clock_that_says_nothing_has_no_quiet_hours_and_every_day() -> None:
    hours = hours_for(ClockTerms(), Person("ben"))

    assert (hours.working, hours.quiet, hours.digest) == (frozenset(range(7)), None, None)


@pytest.mark.parametrize(
    ("region", "day", "free"),
    [
        ("PT", date(2026, 4, 25), True),
        ("PT", date(2031, 4, 25), True),
        ("GB", date(2026, 4, 25), False),
        ("DE-BY", date(2026, 1, 6), True),
        ("DE", date(2026, 1, 6), False),
        ("", CHRISTMAS, False),
        ("Atlantis", CHRISTMAS, False),
        ("DE-XX", CHRISTMAS, False),
        ("", EVE, True),
        ("PT", EVE, True),
    ],
)
def test_a_day_is_off_where_it_is_a_holiday_or_where_the_policy_says_so(
    region: str, day: date, *, free: bool
) -> None:
    assert (day in hours_for(CLOCK, Person("ana", region=region)).free) is free


def test_what_is_no_day_is_never_off() -> None:
    assert "2026-12-23" not in Free(frozenset({EVE}))


@pytest.mark.parametrize("year", [1, 1900, 9000])
def test_no_year_is_too_far(year: int) -> None:
    assert all(day.year == year for day in public_holidays("PT", year))


@pytest.mark.parametrize(
    ("text", "near"),
    [("PT", "PT"), ("DE-BY", "DE-BY"), ("de-by", "DE-BY"), ("US-CAL", "US-CA"), ("", None)],
)
def test_a_region_is_known_or_the_nearest_is_named(text: str, near: str | None) -> None:
    assert known_region(text) == near


def test_a_policy_says_the_hours_of_everybody_by_name() -> None:
    policy: Policy = policy_of(default_text())
    people = Directory({"ana": ANA})

    assert policy.hours_of("ana", people).free == Free(frozenset(), "PT")
    assert policy.hours_of("zoe", people).zone == "UTC"


def test_working_days_leave_out_what_is_off() -> None:
    hours = hours_for(CLOCK, Person("ana"))
    monday = OPENED.replace(month=12, day=21)

    assert later(monday, Days(1, working=True), hours) == monday.replace(day=28)
