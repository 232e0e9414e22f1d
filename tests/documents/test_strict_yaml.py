"""YAML means what it looks like, and nothing in it can hide, repeat or multiply."""

from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.strict_yaml import load, load_marked
from states.errors import InvalidError

SIX_HUNDRED_FACTS = "timeline:\n" + "".join(
    f"  - {{id: T{number}, at: 2026-01-31T17:20:00Z, text: 'the replica stopped', by: ana}}\n"
    for number in range(600)
)
# Each list names the one before it nine times: 300 bytes that mean 9⁸ words.
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{this}: &{this} [{', '.join(9 * [f'*{before}'])}]\n"
    for before, this in zip("abcdefg", "bcdefgh", strict=True)
)
SYNTAX = "quote a text that holds “: ” or “ #” or begins with a sign; check the indent"
IN_FULL = "write the content out wherever it is needed"
LINES = "write `key: value` lines"

# fmt: off
REFUSED = (
    # what                text                             where and why
    ("an alias bomb",     BOMB,                            "1:4: the anchor or alias “a”"),
    ("an alias",          "a: *b",                         "1:4: the anchor or alias “b”"),
    ("a long anchor",     f"a: &{'x' * 99_000} b",
     f"1:4: the anchor or alias “{'x' * 60}…”"),
    ("a tag",             "a: !!python/object x",
     "1:4: the tag “tag:yaml.org,2002:python/object”"),
    ("a long tag",        f"a: !{'x' * 99_000}",           f"1:4: the tag “!{'x' * 59}…”"),
    ("a tag on a list",   "a: !x [b]",                     "1:4: the tag “!x”"),
    ("a merge key",       "a:\n  <<: {b: 1}",              "2:3: the merge key “<<”"),
    ("a repeated key",    "a: 1\nb: 2\na: 3",              "3:1: “a” is here twice"),
    ("a list as a key",   "? [a]\n: b",                    "1:3: a key that is not a word"),
    ("deep lists",        "a: " + "[" * 90_000,            "1:23: nested deeper than 20"),
    ("deep mappings",     "a: " + "{a: " * 20_000,         "1:80: nested deeper than 20"),
    ("endless depth",     "a: " + "[" * 500_000,
     "1:1: a line of 500003 characters, more than 100000"),
    ("five megabytes",    "a: b\n" * 1_000_000,            "1:1: the file is larger than 1 MiB"),
    ("a megabyte of é",   "é" * 600_000,                   "1:1: the file is larger than 1 MiB"),
    ("a tab",             "a:\n\tb: 1",                    "2:1: a tab"),
    ("a byte order mark", "\ufeffa: 1",                    "1:1: the invisible character U+FEFF"),
    ("a right-to-left mark", "a: b\nc: d\u200f",           "2:5: the invisible character U+200F"),
    ("an override",       "a: b\u202e",                    "1:5: the invisible character U+202E"),
    ("a null byte",       "a: \0",                         "1:4: the invisible character U+0000"),
    ("a line separator",  "a: b\u2028c: d",                "1:5: the invisible character U+2028"),
    ("an escaped null",   'a: "\\0"',
     "1:4: holds the control character U+0000 at position 0"),
    ("an escaped override", '"a\\u202e": b',
     "1:1: holds the control character U+202E at position 1"),
    ("half a character",  'a: "\\ud800"',
     "1:4: holds the control character U+D800 at position 0"),
    ("no character",      'a: "\\UFFFFFFFF"',
     "1:1: after here the text cannot be read"),
    ("nothing",           "# only a remark",               "1:16: the file is empty"),
    ("a list",            "- a",                           "1:1: the file is not a mapping"),
    ("a word",            "a",                             "1:1: the file is not a mapping"),
    ("two documents",     "a: 1\n---\nb: 2",               "2:1: a second document begins"),
    ("a version",         "%YAML 1.1\n---\na: no",         "2:1: a % directive"),
    ("a tag prefix",      "%TAG ! !x\n---\na: no",         "2:1: a % directive"),
    ("two colons",        "a: b: c",
     "1:5: mapping values are not allowed here"),
    ("an open bracket",   "{a: [1",
     "1:7: expected ',' or ']', but got '<stream end>'"),
)
# fmt: on


@pytest.mark.parametrize(
    ("text", "problem"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_hostile_text_is_refused_where_it_stands_and_at_once(text: str, problem: str) -> None:
    began = process_time()

    with pytest.raises(InvalidError) as refused:
        load(text, "policy.yaml")

    assert str(refused.value) == f"policy.yaml:{problem}"
    assert refused.value.hint
    assert process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (BOMB, IN_FULL),
        ("<<: {a: 1}", IN_FULL),
        ("a: b: c", SYNTAX),
        ("- a", LINES),
        ("", LINES),
        ("a:\n\t- b", "use spaces; within double quotes write \\t"),
    ],
)
def test_a_refusal_says_what_to_do(text: str, hint: str) -> None:
    with pytest.raises(InvalidError) as refused:
        load(text, "policy.yaml")

    assert refused.value.hint == hint


@pytest.mark.parametrize("many", ["a: [" + "x,\n" * 300_000, "a:\n" + "- {}\n" * 200_000])
def test_a_file_of_too_many_values_is_refused_before_it_is_read(many: str) -> None:
    with pytest.raises(InvalidError, match="more than 50000 values"):
        load(many, "policy.yaml")


# fmt: off
MEANT = (
    ("",         None),   ("~",        None),   ("null",       None),
    ("true",     True),   ("False",    False),  ('"true"',     "true"),
    ("no",       "no"),   ("on",       "on"),   ("y",          "y"),
    ("42",       42),     ("-7",       -7),     ("0",          0),
    ("007",      "007"),  ("-0",       "-0"),   ("+1",         "+1"),
    ("1.10",     "1.10"), ("1_000",    "1_000"), ("0x1F",      "0x1F"),
    ("22:30",    "22:30"), ("1e3",     "1e3"),  (".inf",       ".inf"),
    ("'42'",     "42"),   ("9" * 19,   "9" * 19), ("2026-03-01", "2026-03-01"),
    ("|\n  a\n  b", "a\nb\n"), (">-\n  a\n  b", "a b"), ("[1, [no]]", [1, ["no"]]),
)
# fmt: on


@pytest.mark.parametrize(("written", "meant"), MEANT)
def test_a_text_means_what_it_looks_like(written: str, meant: object) -> None:
    read = load(f"key: {written}\n", "policy.yaml")["key"]

    assert (read, type(read)) == (meant, type(meant))


def test_a_key_is_always_a_word() -> None:
    assert load("on: 1\n2: 2\nnull: 3\n'<<': 4", "policy.yaml") == {
        "on": 1,
        "2": 2,
        "null": 3,
        "<<": 4,
    }


def test_twenty_levels_are_deep_enough() -> None:
    assert load("a: " + "[" * 19 + "]" * 19, "policy.yaml")


def test_line_ends_of_any_system_are_read() -> None:
    assert load("a: 1\r\nb: |\r\n  x\r\n  y\r\n", "policy.yaml") == {"a": 1, "b": "x\ny\n"}


def test_every_value_has_a_place() -> None:
    _, positions = load_marked("gates:\n  ready:\n    - check: x\n    - y\n", "policy.yaml")

    assert positions.of(("gates", "ready")) == (2, 3)
    assert positions.of(("gates", "ready", 0)) == (3, 7)
    assert positions.of(("gates", "ready", 1)) == (4, 7)
    assert positions.at(("gates", "ready", 0, "check")) == "policy.yaml:3:7"


def test_what_is_missing_stands_where_it_would_be_put() -> None:
    _, positions = load_marked("a: 1\ngates:\n  ready: {}\n", "policy.yaml")

    assert positions.of(("gates", "ready", "checks", 0)) == (3, 3)
    assert positions.of(("nowhere",)) == (1, 1)


def test_six_hundred_lines_are_read_in_half_a_second() -> None:
    began = process_time()

    read = load(SIX_HUNDRED_FACTS, "record.yaml")

    assert len(read["timeline"]) == 600
    assert process_time() - began < 0.5


@given(st.text("ab:#-?!&*|>%@`,[]{}<~='\"\\ \n0xU\t.\u00e9", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InvalidError):
        assert isinstance(load(text, "any.yaml"), dict)
