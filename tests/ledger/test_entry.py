"""An entry is its text: stored, hashed and read back without a byte of difference."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ledger.canonical import canonical
from ledger.entry import LIMIT, Entry, EntryTooLargeError, entry_from, written
from tests.ledger.builders import FIRST, REFUSED

# These texts and hashes are for ever: stored histories are verified against them.
FIRST_TEXT = (
    b'{"actor":{"person":"ana","via":"cli"},"at":"2026-03-02T12:00:00.000000Z",'
    b'"command":{"digest":"d1","id":"c-1","name":"Open"},'
    b'"events":[{"context":{"title":"Queue stuck"},"event":"IncidentOpened"}],'
    b'"incident":"INC-42","policy":"p1","prev":"","seq":1,"v":1}'
)
REFUSED_TEXT = (
    b'{"actor":{"person":"ana","via":"cli"},"asked":{"reason":"why not"},'
    b'"at":"2026-03-02T12:00:01.000000Z","command":{"digest":"d2","id":"c-2","name":"Return"},'
    b'"events":[],"incident":"INC-42",'
    b'"prev":"%s","refusal":{"message":"cannot return a retrospective that is opening"},'
    b'"seq":2,"source":{"build":"1.0","run":"r1"},"v":1}'
)
FIRST_HASH = "65a8021090d72c42bf13357390becd81694278bfd07dea32adc8814799e27ec7"
REFUSED_HASH = "e2c1412332f99d939ed76fe4c12218e152007549ba092f524c126fe73bbd47b9"


@pytest.mark.parametrize(
    ("entry", "text", "name"),
    [
        (FIRST, FIRST_TEXT, FIRST_HASH),
        (REFUSED, REFUSED_TEXT % FIRST_HASH.encode(), REFUSED_HASH),
    ],
)
def test_an_entry_has_one_text_and_one_hash_for_ever(entry: Entry, text: bytes, name: str) -> None:
    assert (entry.text(), entry.hash()) == (text, name)


@pytest.mark.parametrize("entry", [FIRST, REFUSED])
def test_an_entry_is_read_back_as_it_was_written(entry: Entry) -> None:
    assert entry_from(entry.text()) == entry
    assert entry_from(entry.text()).text() == entry.text()


def test_an_entry_of_the_largest_size_is_kept_and_one_byte_more_is_refused() -> None:
    room = LIMIT - len(replace(FIRST, asked={"reason": ""}).text())
    largest = replace(FIRST, asked={"reason": "x" * room})
    larger = replace(FIRST, asked={"reason": "x" * (room + 1)})

    assert len(largest.text()) == LIMIT
    with pytest.raises(EntryTooLargeError) as caught:
        larger.text()
    assert str(caught.value) == "entry 1 of INC-42 has 65536 bytes; at most 65535 are kept"


def test_an_entry_holds_no_float() -> None:
    with pytest.raises(ValueError, match="is a float"):
        replace(FIRST, asked={"threshold": 0.5}).text()


def _changed(**changes: Any) -> bytes:
    body = {**json.loads(FIRST.text()), **changes}
    return canonical({name: one for name, one in body.items() if one is not ...})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (_changed(v=2), "an entry of version 1 was expected"),
        (_changed(v=...), "an entry of version 1 was expected"),
        (_changed(seq=...), "not the fields of an entry: seq"),
        (_changed(events=...), "not the fields of an entry: events"),
        (_changed(color="blue", seq="1"), "not the fields of an entry: color, seq"),
        (_changed(seq=True), "not the fields of an entry: seq"),
        (_changed(seq=7).replace(b"7", b"9007199254740992", 1), "exceeds 9007199254740991"),
        (b"not json", "Expecting value"),
    ],
)
def test_what_is_not_an_entry_is_refused(text: bytes, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        entry_from(text)


@given(
    at=st.integers(0, len(FIRST_TEXT)),
    cut=st.integers(0, 4),
    put=st.sampled_from(
        (b"", b" ", b"0", b"-0", b"1.0", b"e1", b"null", b'"', b'"v":1,', b"\\u0041", b"\xff")
    ),
)
def test_nothing_but_canonical_json_is_an_entry(at: int, cut: int, put: bytes) -> None:
    forged = FIRST_TEXT[:at] + put + FIRST_TEXT[at + cut :]

    with suppress(ValueError):
        entry_from(forged)
        assert rfc8785.dumps(json.loads(forged)) == forged


def test_an_entry_with_characters_of_four_bytes_is_read_as_any_other() -> None:
    entry = replace(FIRST, actor={"person": "ana", "\ufb33": "1", "\U0001f600": "2"})

    assert entry_from(entry.text()) == entry


def test_a_moment_is_written_in_utc_with_microseconds() -> None:
    noon_in_kolkata = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))

    assert written(noon_in_kolkata) == "2026-03-02T06:30:00.000000Z"


def test_the_moment_of_an_entry_is_utc() -> None:
    assert FIRST.moment == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert written(FIRST.moment) == FIRST.at
