"""A date or a time of day is read as its author meant it, or not at all."""

from datetime import time, timedelta

import pytest

from documents.markdown.stamps import CLOCKS, DAYS, PartDay, Stamp, day_in, stamp_for
from documents.markdown.zones import OFFSETS, PLACES, SEVERAL, zone_for, zone_said
from states.errors import InvalidError
from tests.documents.markdown.reads import read

TEN = time(10, 5)
FEB = PartDay(2021, 2, 15)


def _without_length(stamp: Stamp | None) -> tuple[PartDay | None, time | None, str, str]:
    assert stamp is not None
    return stamp.day, stamp.clock, stamp.zone, stamp.until


@pytest.mark.parametrize(
    ("text", "day", "clock", "zone", "rest"),
    [
        ("10:05 did x", None, TEN, "", "did x"),
        ("10:05 UTC – did x", None, TEN, "UTC", "did x"),
        ("[10:05] did x", None, TEN, "", "did x"),
        ("~10:05, did x", None, TEN, "", "did x"),
        ("🔥 10:05 did x", None, TEN, "", "did x"),
        ("10:05 -> did x", None, TEN, "", "did x"),
        ("10:05h did x", None, TEN, "", "did x"),
        ("10h05 did x", None, TEN, "", "did x"),
        ("10:05am PT: did x", None, TEN, "PT", "did x"),
        ("10:05 PT cruiser", None, TEN, "", "PT cruiser"),
        ("12:05 AM did x", None, time(0, 5), "", "did x"),
        ("6 pm: did x", None, time(18), "", "did x"),
        ("1005 UTC did x", None, TEN, "UTC", "did x"),
        ("10.05 – did x", None, TEN, "", "did x"),
        ("kl. 10:05 did x", None, TEN, "", "did x"),
        ("10:05 Europe/Paris did x", None, TEN, "Europe/Paris", "did x"),
        ("10:05 Api/Gateway failed", None, TEN, "", "Api/Gateway failed"),
        ("10:05 DNS failed", None, TEN, "", "DNS failed"),
        ("10:05 (CEST) did x", None, TEN, "CEST", "did x"),
        ("10:05 UTC+2 did x", None, TEN, "UTC+2", "did x"),
        ("10:05+01:00 did x", None, TEN, "+01:00", "did x"),
        ("2021-02-15 10:05: did x", FEB, TEN, "", "did x"),
        ("2021-02-15T10:05:00Z did x", FEB, TEN, "Z", "did x"),
        ("2021-02-15 10:05:00-05:00 did x", FEB, TEN, "-05:00", "did x"),
        ("2021-02-15 10:05:00.250 did x", FEB, time(10, 5, 0, 250_000), "", "did x"),
        ("2021/02/15 10:05 did x", FEB, TEN, "", "did x"),
        ("20210215 10:05 did x", FEB, TEN, "", "did x"),
        ("15.02.2021 10:05 did x", FEB, TEN, "", "did x"),
        ("15/02/2021 10:05 did x", FEB, TEN, "", "did x"),
        ("02/15/2021 10:05 did x", FEB, TEN, "", "did x"),
        ("Feb 15th, 2021 10:05 did x", FEB, TEN, "", "did x"),
        ("Feb 15 2021 10:05 did x", FEB, TEN, "", "did x"),
        ("Monday, 15 February 2021 at 10:05 did x", FEB, TEN, "", "did x"),
        ("15. of Feb 2021 10:05 did x", FEB, TEN, "", "did x"),
        ("2021-02-15 (Mon) 10:05 did x", FEB, TEN, "", "did x"),
        ("10:05 UTC on 15 Feb 2021 – did x", FEB, TEN, "UTC", "did x"),
        ("Feb 15, 10:05 did x", PartDay(None, 2, 15), TEN, "", "did x"),
        ("15 Feb 10:05 did x", PartDay(None, 2, 15), TEN, "", "did x"),
        ("2021-02-15", FEB, None, "", ""),
        ("2021-02-15 10:?? did x", FEB, None, "", "10:?? did x"),
    ],
)
def test_a_moment_is_read_in_many_ways(
    text: str, day: PartDay | None, clock: time | None, zone: str, rest: str
) -> None:
    stamp = stamp_for(text)

    assert _without_length(stamp) == (day, clock, zone, "")
    assert stamp is not None
    assert text[stamp.length :] == rest


@pytest.mark.parametrize("text", ["", "did x", "3 nodes", "1.14 is out", "+00:15", "-00:15", "T+5"])
def test_no_moment_is_no_stamp(text: str) -> None:
    assert stamp_for(text) is None


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("10:05-10:30 did x", "10:30"),
        ("10:05 – 10:30 UTC did x", "10:30"),
        ("10:05 to 10:30: did x", "10:30"),
        ("2021-02-15 10:05 until 2021-02-16 11:00 did x", "2021-02-16 11:00"),
    ],
)
def test_a_span_keeps_its_end(text: str, until: str) -> None:
    stamp = stamp_for(text)

    assert stamp is not None
    assert stamp.until == until
    assert text[stamp.length :] == "did x"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("25:99 x", "there is no time of day “25:99”"),
        ("13:05 pm x", "there is no time of day “13:05 pm”"),
        ("2021-02-30 10:00 x", "there is no day “2021-02-30”"),
        (
            "03/04/2021 10:00 x",
            "“03/04/2021” may be day or month first: write it as 2021-MM-DD",
        ),
    ],
)
def test_what_cannot_be_is_a_problem(text: str, problem: str) -> None:
    stamp = stamp_for(text)

    assert stamp is not None
    assert stamp.problem == problem


@pytest.mark.parametrize("text", [*DAYS, "04/04/2021"])
def test_each_way_to_write_a_day_is_found_in_a_sentence(text: str) -> None:
    found = day_in(f"it was on {text}, a Monday")

    assert found is not None
    assert found.year == 2021


@pytest.mark.parametrize("text", CLOCKS)
def test_each_way_to_write_a_time_reads_its_own_name(text: str) -> None:
    stamp = stamp_for(text)

    assert stamp is not None
    assert stamp.clock is not None
    assert stamp.clock.hour == 6


@pytest.mark.parametrize("text", ["in February", "on 2021-02-30", "15 Feb"])
def test_half_a_date_is_none(text: str) -> None:
    assert day_in(text) is None


@pytest.mark.parametrize("name", [*OFFSETS, *PLACES, "+01:00", "UTC+2", "-0530", "Asia/Tokyo"])
def test_a_known_zone_is_found(name: str) -> None:
    assert zone_for(name) is not None


@pytest.mark.parametrize(
    "name", [*SEVERAL, "", "Europe", "Europe/Atlantis", "../UTC", "UTC+99", "America/Argentina"]
)
def test_what_is_no_one_zone_is_not_guessed(name: str) -> None:
    assert zone_for(name) is None


@pytest.mark.parametrize(("name", "hours"), [("UTC-3", -3), ("+02:00", 2), ("CEST", 2)])
def test_an_offset_is_ahead_of_utc(name: str, hours: int) -> None:
    zone = zone_for(name)

    assert zone is not None
    assert zone.utcoffset(None) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("All times in CET.", "CET"),
        ("Timeline (UTC)", "UTC"),
        ("Times are Europe/Copenhagen", "Europe/Copenhagen"),
        ("Date and Time in CET", "CET"),
        ("Time [UTC]", "UTC"),
        ("All times are in Pacific Time (PT)", "PT"),
        ("All timestamps below are UTC+1.", "UTC+1"),
        ("Time (CET/CEST)", "CET/CEST"),
        ("UTC times", "UTC"),
        ("it failed three times", ""),
        ("the API (and more)", ""),
    ],
)
def test_a_sentence_names_a_zone(text: str, zone: str) -> None:
    assert zone_said(text) == zone


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidError, match="zone: there is no time zone “Mars”") as refusal:
        read("", zone="Mars")

    assert refusal.value.hint == "name one as Europe/Copenhagen, UTC, CET or +01:00"
