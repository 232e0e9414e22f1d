"""Findings quote what they are about, on one line, and never at length."""

from datetime import UTC, datetime, timedelta, timezone

from policies.language.wording import called, listed, meant, moment, quoted, shortened
from states.record.facts import Fact


def test_a_quotation_is_one_line() -> None:
    assert quoted("one\n  two\tthree") == "“one two three”"


def test_a_long_text_is_cut_to_its_limit() -> None:
    assert shortened("x" * 81) == "x" * 79 + "…"
    assert shortened("x" * 80) == "x" * 80


def test_a_cut_leaves_no_space_behind() -> None:
    assert shortened("ab cd", 4) == "ab…"


def test_an_item_without_text_is_called_by_its_id() -> None:
    assert called(Fact("T1")) == "T1"
    assert called(Fact("T1", text="seen")) == "“seen”"


def test_words_are_joined_as_in_a_sentence() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"], "or") == "a, b or c"


def test_a_moment_is_in_utc() -> None:
    tokyo = timezone(timedelta(hours=9))

    assert moment(datetime(2026, 3, 1, 0, 30, tzinfo=tokyo)) == "2026-02-28 15:30 UTC"
    assert moment(datetime(2026, 3, 1, tzinfo=UTC)) == "2026-03-01 00:00 UTC"


def test_a_near_word_was_probably_meant() -> None:
    assert meant("ownr", ["owner", "ticket"]) == " (did you mean “owner”?)"


def test_without_a_near_word_all_are_named() -> None:
    assert meant("zzz", ["owner", "ticket"]) == "; there are: owner, ticket"
    assert meant("zzz", []) == "; there are: none"
