"""A calendar file is the same for the same moments, and no text in it is more than a text."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from documents.calendar_file import Entry, calendar_file
from tests.builders import NOON

MORNING = datetime(2026, 3, 29, 7, 0, tzinfo=UTC)
LONGEST_LINE = 75

HOSTILE = (
    "Rollback, then; what?",
    "a\\nb \\, c",
    "END:VEVENT",
    "ends\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:mine",
    "ends\r\nATTACH:https://example.org/",
    'quoted "so"; TZID="x":y',
    "漢字と絵文字 🎉 " * 40,
    "x" * 500,
    "\u2028 and \u0085",
)


def one_entry(summary: str, description: str = "") -> Entry:
    return Entry("1@retrogate", MORNING, summary, description)


def parsed(entry: Entry) -> Calendar:
    read = Calendar.from_ical(calendar_file("INC-42", [entry], NOON))
    assert isinstance(read, Calendar)
    return read


def test_an_event_is_at_its_moment_in_utc_and_takes_no_time() -> None:
    (event,) = parsed(one_entry("ana: it is due")).events

    assert event.DTSTART == MORNING
    assert event["dtstart"].to_ical() == b"20260329T070000Z"
    assert event["dtstamp"].to_ical() == b"20260310T120000Z"
    assert (event["uid"], event["summary"]) == ("1@retrogate", "ana: it is due")
    assert event["transp"] == "TRANSPARENT"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_comes_back_as_it_was_whatever_it_says(text: str) -> None:
    (event,) = parsed(one_entry(text, text)).events

    assert {*event} == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP"}
    assert str(event["summary"]).replace("\n", "") == _plain(text)
    assert str(event["description"]).replace("\n", "") == _plain(text)


def _plain(text: str) -> str:
    return text.replace("\r", "�").replace("\n", "").replace("\x85", "�")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_line_is_longer_than_calendars_take(text: str) -> None:
    written = calendar_file(text, [one_entry(text, text)], NOON)

    assert max(map(len, written.split(b"\r\n"))) <= LONGEST_LINE
    assert written.decode()


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\x00b", "a\tb", "lies \u202eabc", "\ud800"])
def test_what_no_calendar_may_hold_is_seen_instead(text: str) -> None:
    (event,) = parsed(one_entry(text)).events

    assert "�" in str(event["summary"])
    assert not {*"\x1b\x00\t\u202e\ud800"} & {*str(event["summary"])}


def test_the_name_of_a_calendar_is_one_text() -> None:
    written = calendar_file("a, b\nBEGIN:VEVENT", [], NOON)

    assert rb"X-WR-CALNAME:a\, b\nBEGIN:VEVENT" in written.split(b"\r\n")


def test_the_same_moments_make_the_same_file() -> None:
    entries = [one_entry("ana: it is due"), Entry("2@retrogate", MORNING, "ben: it is due")]

    assert calendar_file("INC-42", entries, NOON) == calendar_file("INC-42", [*entries], NOON)
