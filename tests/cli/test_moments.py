"""A moment says its zone, or the zone was said once; nothing is guessed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from cli.reading.moments import Clock
from tests.builders import DAY, MINUTE, NOON
from tests.cli.offline import Terminal
from tests.cli.written import action, fact, written

BERLIN = ZoneInfo("Europe/Berlin")
HALF_PAST_NINE = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-03-01T09:30Z", "2026-03-01T10:30+01:00", "2026-03-01 09:30 UTC"]
)
def test_a_moment_with_its_offset_needs_no_zone(text: str) -> None:
    assert Clock(NOON).moment(text) == HALF_PAST_NINE


def test_a_local_moment_is_read_in_the_zone_that_was_said() -> None:
    assert Clock(NOON, BERLIN).moment("2026-03-01 10:30") == HALF_PAST_NINE


def test_now_is_the_moment_of_the_call() -> None:
    assert Clock(NOON).moment("now") == NOON


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("14d", NOON + 14 * DAY),
        ("2026-03-01T09:30Z", HALF_PAST_NINE),
        ("2026-03-01", datetime(2026, 3, 1, 23, tzinfo=UTC)),
    ],
)
def test_an_end_is_a_span_a_moment_or_a_day_that_still_counts(text: str, ends: datetime) -> None:
    assert Clock(NOON, BERLIN).end(text) == ends


def test_the_end_of_a_day_needs_to_know_whose_day_it_is() -> None:
    with pytest.raises(ValueError, match=r"^“2026-03-01” has no time zone; write a span such as"):
        Clock(NOON).end("2026-03-01")


def test_a_local_moment_without_a_zone_is_refused_with_both_ways_to_say_it(here: Terminal) -> None:
    ended = here("fact", "INC-42", "The page fires", "--at", "2026-03-01T09:30")

    assert (ended.code, ended.err) == (
        2,
        (
            "--at: “2026-03-01T09:30” has no time zone; end it with Z or +01:00, "
            "or say whose clock it is: --zone Europe/Berlin\n"
            "  → retro fact --help has an example\n"
        ),
    )


@pytest.mark.parametrize(
    ("option", "text", "told"),
    [
        ("--at", "yesterday", "--at: “yesterday” is not a moment; write 2026-03-01T09:30Z"),
        ("--at", "2026-03-01", "--at: “2026-03-01” is not a moment; write 2026-03-01T09:30Z"),
        ("--zone", "Europe/Berln", "zone: “Europe/Berln” is not a time zone (did you mean"),
    ],
)
def test_what_is_no_moment_is_refused_with_its_value(
    option: str, text: str, told: str, here: Terminal
) -> None:
    words = ["--at", "2026-03-01T09:30Z", option, text]

    ended = here("fact", "INC-42", "The page fires", *words)

    assert ended.code == 2
    assert ended.err.startswith(told)


def test_a_zone_said_anywhere_in_the_call_counts(here: Terminal) -> None:
    written(here)

    here("fact", "INC-42", "T1", "--at", "2026-03-01 10:30", "--zone", "Europe/Berlin")

    assert fact(here, "T1").at == HALF_PAST_NINE


def test_a_day_that_the_calendar_has_no_day_after_is_refused(here: Terminal) -> None:
    words = ["--until", "9999-12-31", "--reason", "It never ends", "--zone", "UTC"]

    ended = here("waive", "INC-42", "ticket", *words)

    assert ended.code == 2
    assert ended.err.startswith("--until: ")


# fmt: off
DAYS = [
    ("2026-04-01", None,   "2026-04-01"),
    ("14d",        None,   "2026-03-24"),
    ("2w",         BERLIN, "2026-03-24"),
    ("11h",        None,   "2026-03-10"),
    ("11h",        BERLIN, "2026-03-11"),
]
# fmt: on


@pytest.mark.parametrize(("text", "zone", "day"), DAYS)
def test_a_day_may_be_so_long_from_now_where_the_clock_is(
    text: str, zone: ZoneInfo | None, day: str
) -> None:
    assert Clock(NOON + 30 * MINUTE, zone).day(text) == date.fromisoformat(day)


def test_an_action_may_be_due_so_long_from_now(here: Terminal) -> None:
    written(here)

    here("action", "edit", "INC-42", "A3", "--due", "30d")

    assert action(here, "A3").due == date(2026, 4, 9)


@pytest.mark.parametrize("text", ["01.04.2026", "2026-02-30"])
def test_what_is_no_day_is_refused_with_its_value(text: str, here: Terminal) -> None:
    ended = here("action", "add", "INC-42", "Cap retries", "--due", text)

    assert ended.code == 2
    assert ended.err.startswith(f"--due: “{text}” is not ")
