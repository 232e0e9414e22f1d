"""What somebody wrote can be erased, and nothing that was hashed changes by it."""

import hashlib
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ledger.entry import Entry, entry_from
from ledger.sealing import BadSealError, Seal, digests_in, opened, salts_in, sealed
from tests.ledger.builders import FIRST, REFUSED

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = TEXTS | st.sampled_from(["email", "name", "id", "findings", "results", "$sealed"])
LEAVES = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS
ANYTHING = st.recursive(
    LEAVES, lambda one: st.lists(one) | st.dictionaries(NAMES, one), max_leaves=20
)
OBJECTS = st.dictionaries(NAMES, ANYTHING)

FINDING = {"message": "Ana Diaz owes a date", "item": "A1"}
RESULT = {"check": "has-dates", "title": "Every action is due", "findings": [FINDING]}


class Salts:
    """Salts that are sixteen bytes long, and never the same."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> bytes:
        return next(self._numbers).to_bytes(16)


def _holding(body: Any) -> Entry:
    return replace(FIRST, events=({"event": "ItemAdded", "item": body},))


def _sealed(body: Any) -> tuple[Any, tuple[Seal, ...]]:
    entry, seals = sealed(_holding(body), Salts())
    return entry.events[0]["item"], seals


def _opened(body: Any, *seals: Seal) -> Any:
    return opened(_holding(body), seals).events[0]["item"]


def _by_hand(number: int, text: str) -> dict[str, str]:
    return {"$sealed": hashlib.sha256(number.to_bytes(16) + text.encode()).hexdigest()}


# fmt: off
SEALED = [
    {"title": "Queue stuck"},
    {"title": "Queue\u00a0stuck"},
    {"title": "Queue\nstuck"},
    {"title": " "},
    {"name": "Ana"},
    {"email": "ana@example.org"},
    {"people": [{"name": "Ana"}]},
    {"name": ["Ana"]},
    {"name": {"first": "Ana D"}},
    {"id": {"title": "Queue stuck"}},
    {"findings": [FINDING]},
    {"findings": "one word"},
]
LEFT_ALONE = [
    {"title": "Queue"},
    {"title": ""},
    {"name": ""},
    {"email": None},
    {"name": 7},
    {"id": "A 1"},
    {"roles": ["on call", "sre-lead"]},
    {"a key with spaces": "A1"},
    {"findings": []},
    {"results": [{**RESULT, "findings": []}]},
    {"results": [{"title": "Two words", "name": "has-dates", "parts": [{"title": "Two words"}]}]},
    {"times": 3, "open": True, "due": None},
]
# fmt: on


@pytest.mark.parametrize("body", SEALED)
def test_a_text_is_sealed_and_comes_back(body: dict[str, Any]) -> None:
    told, seals = _sealed(body)

    assert len(seals) == 1
    assert told != body
    assert _opened(told, *seals) == body


@pytest.mark.parametrize("body", LEFT_ALONE)
def test_what_is_nobodys_text_is_left_alone(body: dict[str, Any]) -> None:
    assert _sealed(body) == (body, ())


def test_a_seal_is_the_digest_of_its_salt_and_its_text() -> None:
    told, seals = _sealed({"title": "Queue stuck", "owner": "ana", "effect": "Late mail"})

    assert told == {
        "title": _by_hand(2, "Queue stuck"),
        "owner": "ana",
        "effect": _by_hand(1, "Late mail"),
    }
    assert [seal.text for seal in seals] == ["Late mail", "Queue stuck"]
    assert [seal.salt for seal in seals] == [(1).to_bytes(16), (2).to_bytes(16)]
    assert all(seal.fits for seal in seals)


def test_the_salts_of_an_entry_are_listed_as_they_were_given() -> None:
    entry, seals = sealed(
        _holding({"title": "Queue stuck", "effect": ["Late mail", "No mail"]}), Salts()
    )

    given = tuple(seal.salt.hex() for seal in seals)

    assert len(given) == 3
    assert salts_in(entry_from(entry.text()), seals) == given
    assert salts_in(entry, seals[1:]) == ("", *given[1:])


@given(OBJECTS)
def test_the_same_salts_seal_an_entry_to_the_same_text(body: dict[str, Any]) -> None:
    entry, seals = sealed(_holding(body), Salts())
    salts = iter(salts_in(entry_from(entry.text()), seals))

    again, _ = sealed(_holding(dict(reversed(body.items()))), lambda: bytes.fromhex(next(salts)))

    assert again.text() == entry.text()


def test_findings_are_sealed_as_a_whole_and_the_rest_of_a_result_is_not() -> None:
    told, seals = _sealed({"results": [RESULT]})

    text = '{"findings":[{"item":"A1","message":"Ana Diaz owes a date"}]}'
    assert told == {"results": [{**RESULT, "findings": _by_hand(1, text)}]}
    assert [seal.text for seal in seals] == [text]


def test_the_same_text_has_another_seal_each_time() -> None:
    told, seals = _sealed(["Ana D", "Ana D"])

    assert told[0] != told[1]
    assert len({seal.digest for seal in seals}) == 2


def test_what_was_asked_and_why_it_was_refused_are_sealed_as_well() -> None:
    entry, seals = sealed(REFUSED, Salts())

    assert [seal.text for seal in seals] == [
        "cannot return a retrospective that is opening",
        "why not",
    ]
    assert opened(entry, seals) == REFUSED


def test_who_asked_for_what_and_when_is_never_sealed() -> None:
    entry, _ = sealed(replace(REFUSED, actor={"person": "ana d", "name": "Ana"}), Salts())

    assert replace(entry, refusal=None, asked=None) == replace(
        REFUSED, actor={"person": "ana d", "name": "Ana"}, refusal=None, asked=None
    )


@given(st.tuples(OBJECTS, OBJECTS), OBJECTS | st.none(), OBJECTS | st.none())
def test_every_entry_comes_back(events: Any, refusal: Any, asked: Any) -> None:
    entry = replace(FIRST, events=events, refusal=refusal, asked=asked)
    told, seals = sealed(entry, Salts())

    assert opened(told, seals) == entry
    assert {*digests_in(told)} == {seal.digest for seal in seals}


@given(OBJECTS)
def test_what_is_sealed_is_stored_and_read_back(body: dict[str, Any]) -> None:
    told, seals = sealed(_holding(body), Salts())

    assert opened(entry_from(told.text()), seals) == _holding(body)


# fmt: off
LOOK_ALIKES: list[Any] = [
    {"$sealed": "0" * 64},
    {"$sealed": "two words"},
    {"$sealed": {"$sealed": "0" * 64}},
    {"$sealed": {"$sealed": {"title": "two words"}}},
    {"$sealed": {}},
    {"$sealed": None},
    {"$sealed": ["two words"]},
    {"$sealed": "x", "title": "two words"},
    {"$sealed": {"a": 1}, "title": "x"},
    {"findings": {"$sealed": "0" * 64}},
    {"findings": [{"$sealed": "0" * 64}]},
    '{"$sealed": "' + "0" * 64 + '"}',
    '{"$sealed":"' + "0" * 64 + '"}',
    "[erased]",
    "[erased] twice",
]
HARD = [
    "x" * 10_000,
    "y z" * 10_000,
    "日本語\u3000テスト",
    "\U0001f600 \u0000 \u2028 \u202e",
    "e\u0301 is not \u00e9",
    'a "quoted" \\ text',
]
# fmt: on


@pytest.mark.parametrize("body", [*LOOK_ALIKES, *HARD])
def test_a_text_that_looks_like_a_seal_or_is_strange_comes_back(body: Any) -> None:
    told, seals = _sealed(body)
    stored = entry_from(_holding(told).text()).events[0]["item"]

    assert _opened(stored, *seals) == body


@pytest.mark.parametrize("body", LOOK_ALIKES)
def test_what_looks_like_a_seal_is_not_taken_for_an_erased_text(body: Any) -> None:
    told, seals = _sealed(body)

    assert {*digests_in(_holding(told))} == {seal.digest for seal in seals}


def test_a_whole_seal_of_anything_else_is_left_as_it_stands() -> None:
    assert _opened({"$sealed": 7}) == {"$sealed": 7}


def test_an_erased_text_reads_erased_and_the_others_as_ever() -> None:
    told, (effect, title) = _sealed({"title": "Queue stuck", "effect": "Late mail"})

    assert _opened(told, effect) == {"title": "[erased]", "effect": "Late mail"}
    assert _opened(told, title) == {"title": "Queue stuck", "effect": "[erased]"}


def test_erased_findings_read_as_none() -> None:
    told, _ = _sealed({"results": [RESULT]})

    assert _opened(told) == {"results": [{**RESULT, "findings": []}]}


def test_erasing_changes_nothing_that_is_hashed() -> None:
    told, seals = sealed(_holding({"title": "Queue stuck"}), Salts())

    assert opened(told, ()) != opened(told, seals)
    assert digests_in(told) == (seals[0].digest,)
    assert b"Queue stuck" not in told.text()


def test_an_entry_from_before_there_were_seals_reads_as_ever() -> None:
    assert opened(FIRST, ()) == FIRST
    assert digests_in(FIRST) == ()


def _spoilt(seal: Seal) -> list[Seal]:
    return [
        replace(seal, text="Queue fine"),
        replace(seal, text=seal.text + " "),
        replace(seal, salt=bytes(16)),
        replace(seal, digest="0" * 64),
        replace(seal, digest=seal.digest.upper()),
        # The same bytes, cut elsewhere: the digest fits, and the text is another.
        replace(seal, salt=seal.salt + b"Queue ", text="stuck"),
    ]


@pytest.mark.parametrize("way", range(6))
def test_a_text_that_was_not_sealed_is_refused(way: int) -> None:
    told, (seal,) = _sealed({"title": "Queue stuck"})
    spoilt = _spoilt(seal)[way]

    with pytest.raises(BadSealError) as caught:
        _opened(told, spoilt)
    assert str(caught.value) == (
        f"the text under the seal {spoilt.digest} is not the one that was sealed"
    )


def test_a_seal_of_findings_that_holds_none_reads_as_none() -> None:
    digest = hashlib.sha256(bytes(16) + b"{}").hexdigest()

    assert _opened({"findings": {"$sealed": digest}}, Seal(digest, bytes(16), "{}")) == {
        "findings": []
    }


def test_a_value_without_a_canonical_form_is_refused() -> None:
    with pytest.raises(ValueError, match="is a float"):
        _sealed({"findings": [{"threshold": 0.5}]})
