"""A duration reads as people say it, or not at all."""

from datetime import timedelta

import pytest

from policies.file.durations import duration_from, lapse_from, sized, written
from states.calendar import Days, Lapse

WORKING = Days(5, working=True)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("45m", timedelta(minutes=45)),
        ("0h", timedelta(0)),
        ("-24h", timedelta(days=-1)),
        ("+48h", timedelta(days=2)),
        ("30d", timedelta(days=30)),
        ("2w", timedelta(weeks=2)),
    ],
)
def test_a_duration_is_a_number_and_a_unit(written: str, meant: timedelta) -> None:
    assert duration_from(written) == meant


@pytest.mark.parametrize("written", ["", "24", "h", "1.5h", "24 h", "1y", "99999d", "٣d", 7, None])
def test_anything_else_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"is no duration: write 45m, 24h, -24h, 30d or 2w"):
        duration_from(written)
    with pytest.raises(ValueError, match=r"is no duration: write 45m, 24h, -24h, 30d, 2w or 5wd"):
        lapse_from(written)


def test_an_exact_duration_counts_no_working_days() -> None:
    with pytest.raises(ValueError, match=r"“5wd” counts working days, as only deadlines and rungs"):
        duration_from("5wd")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("45m", timedelta(minutes=45)),
        ("-24h", timedelta(days=-1)),
        ("30d", Days(30)),
        ("+2w", Days(14)),
        ("-2d", Days(-2)),
        ("5wd", WORKING),
        ("-2wd", Days(-2, working=True)),
    ],
)
def test_a_lapse_in_days_is_one_of_the_calendar(written: str, meant: Lapse) -> None:
    assert lapse_from(written) == meant


@pytest.mark.parametrize("span", ["45m", "-24h", "96h", "30d", "-2d", "0d", "5wd", "-2wd"])
def test_a_lapse_is_written_as_it_is_read(span: str) -> None:
    assert written(lapse_from(span), "at") == span


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(minutes=90), "90m"),
        (timedelta(hours=36), "36h"),
        (timedelta(days=2), "48h"),
        (timedelta(days=-2), "-48h"),
        (timedelta(days=3), "3d"),
        (timedelta(days=3, hours=1), "73h"),
        (timedelta(weeks=2), "14d"),
        (Days(1), "1d"),
        (WORKING, "5wd"),
    ],
)
def test_a_span_is_written_in_the_largest_unit_people_use(span: Lapse, told: str) -> None:
    assert written(span) == told


def test_spans_are_compared_by_how_long_they_mostly_are() -> None:
    lapses = [timedelta(hours=24), Days(2), Days(2, working=True), Days(6), WORKING, Days(8)]
    shuffled = [*lapses[3:], *lapses[:3]]

    assert sorted(shuffled, key=sized) == lapses
    assert sized(WORKING) == sized(Days(7))
