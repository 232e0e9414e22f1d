"""A value reads the same in every table, and JSON keeps what it is."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from cli.showing.cells import as_json, as_text, counted, moment, span
from states.lifecycle import Phase

MORNING = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("value", "text", "tree"),
    [
        (None, "", None),
        (True, "yes", True),
        (False, "no", False),
        (3, "3", 3),
        (1.5, "1.5", 1.5),
        ("é", "é", "é"),
        (Phase.FACTS, "facts", "facts"),
        (MORNING, "2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z"),
        (date(2026, 3, 1), "2026-03-01", "2026-03-01"),
        (timedelta(days=3, hours=4), "3 d 4 h", 273_600.0),
        (("a", "b"), "a, b", ["a", "b"]),
        ([MORNING], "2026-03-01T09:30:00Z", ["2026-03-01T09:30:00Z"]),
        ({"x": Phase.FACTS}, '{"x": "facts"}', {"x": "facts"}),
        (frozenset({"only"}), "only", ["only"]),
    ],
)
def test_every_kind_of_value_has_a_text_and_a_tree(value: object, text: str, tree: object) -> None:
    assert (as_text(value), as_json(value)) == (text, tree)


@pytest.mark.parametrize(("count", "told"), [(0, "0 gates"), (1, "1 gate"), (2, "2 gates")])
def test_one_of_them_has_no_s(count: int, told: str) -> None:
    assert counted(count, "gate") == told


def test_the_tree_of_a_set_is_in_order() -> None:
    assert as_json({"c", "a", "b"}) == ["a", "b", "c"]


def test_a_moment_is_shown_in_the_viewers_zone() -> None:
    assert as_text([MORNING], BERLIN) == "2026-03-01T10:30:00+01:00"


def test_a_moment_of_another_zone_is_shown_in_utc() -> None:
    elsewhere = MORNING.astimezone(timezone(timedelta(hours=9)))

    assert moment(elsewhere) == "2026-03-01T09:30:00Z"


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(), "0 s"),
        (timedelta(milliseconds=400), "0 s"),
        (timedelta(milliseconds=600), "1 s"),
        (timedelta(seconds=59), "59 s"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=61), "1 h 1 min"),
        (timedelta(days=3, hours=4, minutes=5), "3 d 4 h"),
        (timedelta(days=3, minutes=5), "3 d"),
        (timedelta(hours=-5), "-5 h"),
    ],
)
def test_a_span_is_its_two_largest_units(length: timedelta, text: str) -> None:
    assert span(length) == text
