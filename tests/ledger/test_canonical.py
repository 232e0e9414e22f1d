"""One meaning has one text, and a text that is not it is refused."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.canonical import NotCanonicalError, canonical, leaf_hash, parsed

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LEAVES = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS
OBJECTS = st.dictionaries(
    TEXTS,
    st.recursive(LEAVES, lambda one: st.lists(one) | st.dictionaries(TEXTS, one), max_leaves=9),
)

# fmt: off
VECTORS: list[tuple[dict[str, Any], bytes]] = [
    ({},                              b"{}"),
    ({"b": 1, "a": [True, None]},     b'{"a":[true,null],"b":1}'),
    ({"a": '\u20ac\t"\\/\x0f'},       b'{"a":"\xe2\x82\xac\\t\\"\\\\/\\u000f"}'),
    ({"n": -(2**53) + 1},             b'{"n":-9007199254740991}'),
    ({"n": 2**53 - 1},                b'{"n":9007199254740991}'),
    # RFC 8785 section 3.2.3: names stand in the order of their UTF-16 code units.
    ({"\ufb33": 1, "\U0001f600": 2},  b'{"\xf0\x9f\x98\x80":2,"\xef\xac\xb3":1}'),
]

NOT_JSON_OF_OURS: list[dict[str, Any]] = [
    {"a": 1.0},
    {"a": [{"b": (0.5,)}]},
    {"a": float("nan")},
    {"a": 2**53},
    {"a": "\ud800"},
    {"a": object()},
]

NOT_CANONICAL = [
    (b'{"b":1,"a":2}',                "not in canonical form"),
    (b'{"a": 1}',                     "not in canonical form"),
    (b'{"a":1,"a":1}',                "not in canonical form"),
    (b'{"a":"\\u20ac"}',              "not in canonical form"),
    (b'{"a":1}\n',                    "not in canonical form"),
    (b'{"a":1.0}',                    "1.0 is a float"),
    (b'{"a":1e3}',                    "1e3 is a float"),
    (b'{"a":NaN}',                    "NaN is a float"),
    (b'{"a":9007199254740992}',       "9007199254740992 exceeds 9007199254740991"),
    (b'{"a":-9007199254740992}',      "-9007199254740992 exceeds 9007199254740991"),
    ('{"ä":9007199254740992}'.encode(), "9007199254740992 exceeds 9007199254740991"),
    (b"[]",                           "an object was expected, not list"),
    (b"null",                         "an object was expected, not NoneType"),
    (b"",                             "Expecting value"),
    (b"{",                            "Expecting property name"),
    ('{"\ufb33":1,"\U0001f600":2}'.encode(), "not in canonical form"),
    (b'{"a":"\\ud800"}',               "non-UTF-8 codepoints"),
    (b'{"a":-0}',                      "not in canonical form"),
    (b'{"a":"\\u000A"}',               "not in canonical form"),
    (b'{"a":"\\u007f"}',               "not in canonical form"),
    (b'{"a":"\xff"}',                 "codec can't decode"),
    (b"[" * 60_000 + b"]" * 60_000,   "nested too deeply"),
]
# fmt: on


@pytest.mark.parametrize(("body", "text"), VECTORS)
def test_a_value_has_one_text(body: dict[str, Any], text: bytes) -> None:
    assert (canonical(body), parsed(text)) == (text, body)


@pytest.mark.parametrize("depth", range(12))
def test_a_value_is_read_however_deep_it_lies(depth: int) -> None:
    text = b'{"a":' * depth + b'{"a":[1]}' + b"}" * depth

    assert canonical(parsed(text)) == text


@pytest.mark.parametrize("number", [b"1.5", b"9007199254740992"])
@pytest.mark.parametrize("depth", range(12))
def test_a_number_is_refused_however_deep_it_lies(depth: int, number: bytes) -> None:
    with pytest.raises(NotCanonicalError, match=r"is a float|exceeds"):
        parsed(b'{"a":' * depth + b'{"a":[%s]}' % number + b"}" * depth)


@given(OBJECTS)
def test_what_is_written_is_read_back(body: dict[str, Any]) -> None:
    assert parsed(canonical(body)) == body


@given(OBJECTS)
def test_what_is_written_otherwise_is_refused(body: dict[str, Any]) -> None:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    if text == canonical(body):
        assert parsed(text) == body
    else:
        with pytest.raises(ValueError, match="not in canonical form"):
            parsed(text)


@pytest.mark.parametrize("body", NOT_JSON_OF_OURS)
def test_what_has_no_text_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"float|exceeds|UTF-8|unsupported"):
        canonical(body)


@pytest.mark.parametrize(("text", "complaint"), NOT_CANONICAL)
def test_a_text_that_is_not_canonical_is_refused(text: bytes, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parsed(text)


# fmt: off
@pytest.mark.parametrize(
    ("text", "name"),
    [
        # RFC 6962 section 2.1, as certificate-transparency's own tests have it.
        (b"",         "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (b"\x00",     "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
        (b"\x10",     "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7"),
    ],
)
def test_a_leaf_has_its_published_hash(text: bytes, name: str) -> None:
    assert leaf_hash(text) == name
# fmt: on


@pytest.mark.parametrize("name", [b"a", "ä".encode()])
@pytest.mark.parametrize("depth", [*range(900, 1010, 3)])
def test_what_is_nested_is_read_or_refused(name: bytes, depth: int) -> None:
    with suppress(NotCanonicalError):
        assert parsed(b'{"%s":%s}' % (name, b"[" * depth + b"]" * depth))
