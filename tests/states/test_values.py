"""A value is frozen, and text that comes in says what it shows."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from states.people import Person
from states.values import (
    LINE_LIMIT,
    TEXT_LIMIT,
    Count,
    Day,
    Instant,
    Line,
    Text,
    altered,
    printable,
)

LINE: TypeAdapter[str] = TypeAdapter(Line)
TEXT: TypeAdapter[str] = TypeAdapter(Text)
COUNT: TypeAdapter[int] = TypeAdapter(Count)
INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)
DAY: TypeAdapter[date] = TypeAdapter(Day)
NUMBER = "a date is written as text: 2026-03-01 or 2026-03-01T09:30+01:00"


def complaint(adapter: TypeAdapter[Any], given: object) -> str:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(given)
    return str(caught.value.errors()[0]["msg"]).removeprefix("Value error, ")


def test_a_value_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Person("ana").name = "Ana"  # type: ignore[misc]  # that is the point


def test_a_value_has_no_room_for_more() -> None:
    with pytest.raises((AttributeError, TypeError)):
        object.__setattr__(Person("ana"), "nick", "Annie")


def test_a_value_is_altered_as_it_would_be_replaced() -> None:
    ana = Person("ana", name="Ana", manager="rob")

    assert altered(ana, name="Anna", manager="") == replace(ana, name="Anna", manager="")
    assert ana == Person("ana", name="Ana", manager="rob")


def test_no_field_is_altered_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="nick"):
        altered(Person("ana"), nick="Annie")


def test_a_value_refuses_a_field_it_does_not_know() -> None:
    assert (
        complaint(TypeAdapter(Person), {"id": "ana", "nick": "x"}) == "Unexpected keyword argument"
    )


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\r", "\x7f", "\x85"])
@pytest.mark.parametrize("adapter", [LINE, TEXT])
def test_no_control_character_gets_in(adapter: TypeAdapter[Any], char: str) -> None:
    assert complaint(adapter, f"ab{char}c") == (
        f"holds the control character U+{ord(char):04X} at position 2"
    )


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
@pytest.mark.parametrize("adapter", [LINE, TEXT])
def test_no_text_reads_differently_from_what_it_says(adapter: TypeAdapter[Any], code: int) -> None:
    assert complaint(adapter, f"a{chr(code)}b") == (
        f"holds the control character U+{code:04X} at position 1"
    )


def test_half_a_character_is_not_printable() -> None:
    with pytest.raises(ValueError, match=r"U\+D800 at position 0"):
        printable("\ud800")


@pytest.mark.parametrize("text", ["Zürich – “naïve” 東京", "שלום", "🚒", "e\u0301"])
@pytest.mark.parametrize("adapter", [LINE, TEXT])
def test_every_language_gets_in(adapter: TypeAdapter[str], text: str) -> None:
    assert adapter.validate_python(text) == text


def test_a_text_may_have_lines_and_tabs() -> None:
    assert TEXT.validate_python("one\n\ttwo") == "one\n\ttwo"


@pytest.mark.parametrize("given", ["one\ntwo", "one\u2028two", "one\u2029two"])
def test_a_line_is_one_line(given: str) -> None:
    assert complaint(LINE, given) == "holds a line break"


@pytest.mark.parametrize("adapter", [LINE, TEXT])
def test_space_round_a_text_is_not_part_of_it(adapter: TypeAdapter[str]) -> None:
    assert adapter.validate_python("  ana \n") == "ana"


@pytest.mark.parametrize(("adapter", "limit"), [(LINE, LINE_LIMIT), (TEXT, TEXT_LIMIT)])
def test_a_text_has_a_limit(adapter: TypeAdapter[str], limit: int) -> None:
    assert adapter.validate_python("x" * limit) == "x" * limit
    assert complaint(adapter, "x" * (limit + 1)) == f"String should have at most {limit} characters"


@pytest.mark.parametrize(
    "given", ["2026-03-01T09:30+01:00", "2026-03-01T08:30Z", "2026-03-01 08:30Z"]
)
def test_a_moment_is_kept_in_utc(given: str) -> None:
    read = INSTANT.validate_python(given)

    assert (read, read.tzinfo) == (datetime(2026, 3, 1, 8, 30, tzinfo=UTC), UTC)


@pytest.mark.parametrize("given", ["2026-03-01T09:30", "2026-03-01", datetime(2026, 3, 1)])  # noqa: DTZ001  # that is the point
def test_a_moment_says_its_zone(given: object) -> None:
    assert complaint(INSTANT, given) == "Input should have timezone info"


@pytest.mark.parametrize("given", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-01:00"])
def test_a_moment_that_utc_does_not_have_is_refused(given: str) -> None:
    assert complaint(INSTANT, given) == "lies outside the calendar"


@pytest.mark.parametrize(
    "given", [1772323200, 1.5, True, "20260301", " 1.5 ", "-5", "+1_0", "01.03.2026"]
)
@pytest.mark.parametrize("adapter", [INSTANT, DAY])
def test_nobody_writes_a_date_as_a_bare_number(adapter: TypeAdapter[Any], given: object) -> None:
    assert complaint(adapter, given) == NUMBER


@pytest.mark.parametrize("given", ["", "soon", "2026-13-01", "1 March 2026"])
@pytest.mark.parametrize("adapter", [INSTANT, DAY])
def test_what_is_no_date_is_refused(adapter: TypeAdapter[Any], given: str) -> None:
    assert complaint(adapter, given) != NUMBER


def test_a_day_has_no_zone() -> None:
    assert DAY.validate_python("2026-03-01") == date(2026, 3, 1)


@pytest.mark.parametrize("given", [0, 2**53 - 1])
def test_a_count_is_a_number_that_every_json_reader_keeps(given: int) -> None:
    assert COUNT.validate_python(given) == given


@pytest.mark.parametrize("given", [-1, 2**53, 1.5, "x"])
def test_a_count_is_whole_and_not_negative(given: object) -> None:
    complaint(COUNT, given)
