"""An action is due by a day, which has to be over where its owner is; the rest by a moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from states.calendar import end_of_day
from states.due import ago, day_of, due_from, due_told, late_by, retold
from states.record.deadlines import Deadline, DeadlineKind

FRIDAY = date(2026, 3, 20)
SET = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def promised(zone: str) -> Deadline:
    return Deadline(
        DeadlineKind.ACTION, "A1", SET, end_of_day(FRIDAY, zone), SET, "action", "ana", zone=zone
    )


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York", "Europe/Lisbon"])
def test_an_action_is_told_by_its_day_wherever_its_owner_is(zone: str) -> None:
    deadline = promised(zone)

    assert (day_of(deadline), due_told(deadline)) == (FRIDAY, "2026-03-20")


def test_what_is_due_at_a_moment_is_told_by_it() -> None:
    gate = replace(promised("UTC"), kind=DeadlineKind.GATE)
    handed_on = replace(promised("UTC"), zone="Asia/Tokyo")

    for one in (gate, handed_on):
        assert (day_of(one), due_told(one)) == (None, "2026-03-21 00:00 UTC")


def test_what_was_promised_is_late_from_the_moment_that_was_kept_wherever_its_owner_lives() -> None:
    kept = promised("Asia/Tokyo")

    assert due_from(kept, FRIDAY, "America/New_York") == kept.due
    assert due_from(None, FRIDAY, "America/New_York") == end_of_day(FRIDAY, "America/New_York")
    assert due_from(None, None, "UTC") is None


def test_late_is_what_was_due_by_now() -> None:
    assert late_by(SET, SET - timedelta.resolution) is None
    assert late_by(SET, SET) == timedelta(0)
    assert late_by(SET, SET + HOUR) == HOUR
    assert late_by(None, SET) is None


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(seconds=59), "less than a minute ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (HOUR, "1 hour ago"),
        (24 * HOUR - timedelta.resolution, "23 hours ago"),
        (24 * HOUR, "1 day ago"),
        (timedelta(days=1_200, hours=23), "1,200 days ago"),
    ],
)
def test_how_long_ago_is_said_in_hours_below_a_day(length: timedelta, told: str) -> None:
    assert ago(SET + length, SET) == told


@pytest.mark.parametrize(
    ("told", "there"),
    [
        ("It was due 2026-03-10 12:00 UTC, today", "It was due 2026-03-10 21:00 JST, today"),
        ("from 2026-03-10 20:00 UTC on", "from 2026-03-11 05:00 JST on"),
        ("It was due 2026-03-10, today", "It was due 2026-03-10, today"),
        ("2026-13-10 12:00 UTC", "2026-13-10 12:00 UTC"),
        ("9999-12-31 23:00 UTC", "9999-12-31 23:00 UTC"),
    ],
)
def test_what_was_worded_for_everybody_is_retold_by_somebodys_clock(told: str, there: str) -> None:
    assert retold(told, ZoneInfo("Asia/Tokyo")) == there
    assert retold(told, UTC) == told


def test_a_moment_is_that_of_the_readers_clock_and_a_day_is_everybodys() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    gate = replace(promised("UTC"), kind=DeadlineKind.GATE)

    assert due_told(gate, tokyo) == "2026-03-21 09:00 JST"
    assert due_told(promised("Europe/Lisbon"), tokyo) == "2026-03-20"
