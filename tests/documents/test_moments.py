"""A moment is unmistakable, or it is refused."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from documents.moments import day_from, moment_from, zone_from

BERLIN = ZoneInfo("Europe/Berlin")
HALF_PAST_NINE = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01T09:30Z",
        "2026-03-01 09:30 UTC",
        "2026-03-01T09:30:00.000Z",
        "2026-03-01T10:30+01:00",
        "2026-03-01 04:30 -0500",
    ],
)
def test_a_moment_with_its_offset_needs_no_zone(written: str) -> None:
    assert moment_from(written, None) == HALF_PAST_NINE
    assert moment_from(written, BERLIN) == HALF_PAST_NINE


def test_a_moment_without_offset_is_read_in_the_zone() -> None:
    assert moment_from("2026-03-01 10:30", BERLIN) == HALF_PAST_NINE
    assert moment_from("2026-07-01 11:30", BERLIN) == datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


NO_MOMENT = "is not a moment; write 2026-03-01T09:30Z"
REFUSED = [
    ("yesterday", f"“yesterday” {NO_MOMENT}"),
    ("2026-03-01", f"“2026-03-01” {NO_MOMENT}"),
    ("1772357400", f"“1772357400” {NO_MOMENT}"),
    ("2026-3-1T9:30Z", f"“2026-3-1T9:30Z” {NO_MOMENT}"),
    ("٢٠٢٦-03-01T09:30Z", f"“٢٠٢٦-03-01T09:30Z” {NO_MOMENT}"),
    (20260301, f"“20260301” {NO_MOMENT}"),
    (
        "2026-02-30T09:30Z",
        "“2026-02-30T09:30Z” is not in the calendar: day is out of range for month",
    ),
    ("2026-03-01T25:00Z", "“2026-03-01T25:00Z” is not in the calendar: hour must be in 0..23"),
    ("0001-01-01T00:00+01:00", "“0001-01-01T00:00+01:00” is not in the calendar"),
    ("0001-01-01T00:00", "“0001-01-01T00:00” is not in the calendar"),
    (
        "2026-10-25T02:30",
        "“2026-10-25 02:30” happens twice in Europe/Berlin; end it with its offset, like +01:00",
    ),
    (
        "2026-03-29T02:30",
        "“2026-03-29 02:30” never happens in Europe/Berlin, whose clocks skip that hour",
    ),
]


@pytest.mark.parametrize(("written", "problem"), REFUSED)
def test_what_is_no_one_moment_is_refused(written: object, problem: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the whole message is asserted
        moment_from(written, BERLIN)

    assert str(refused.value) == problem


def test_a_moment_without_any_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"“2026-03-01 09:30” has no time zone; end it with Z"):
        moment_from("2026-03-01T09:30", None)


def test_a_day_is_written_in_full() -> None:
    assert day_from("2026-03-01") == date(2026, 3, 1)


@pytest.mark.parametrize("written", ["2026-3-1", "20260301", "2026-03-01T00:00", 1772357400, None])
def test_what_is_no_day_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="is not a day; write 2026-03-01"):
        day_from(written)


def test_a_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(ValueError, match="“2026-02-30” is not in the calendar: day is out of"):
        day_from("2026-02-30")


def test_a_zone_is_found_by_its_name() -> None:
    assert zone_from("Europe/Berlin") == BERLIN


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("Europe/Berln", "“Europe/Berln” is not a time zone (did you mean “Europe/Berlin”?)"),
        ("../../x", "“../../x” is not a time zone; write one such as Europe/Berlin"),
        (7, "“7” is not a time zone; write one such as Europe/Berlin"),
    ],
)
def test_what_is_no_zone_is_refused(written: object, problem: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the whole message is asserted
        zone_from(written)

    assert str(refused.value) == problem
