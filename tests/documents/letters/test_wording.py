"""Somebody's own templates word a letter; one that fails never loses it."""

from importlib.resources import files

import pytest

from documents.letters.composing import letter_of
from documents.letters.trying import faults_in
from documents.letters.wording import BUILT_IN, DIGEST, NOTICE, Wording
from tests.documents.letters.builders import LATE, NOON

OURS = letter_of([LATE], now=NOON)

# fmt: off
FAILING = {
    "{{ matter.titel }}":                    "“matter” has no attribute 'titel'",
    "{% for %}":                             f"{NOTICE}:1: Expected an expression",
    "{{ ''.__class__.__mro__ }}":            "access to attribute '__class__'",
    "\n{{ 1 / 0 }}":                         f"{NOTICE}:2: “/” is not reckoned",
    "{% include '/etc/hostname' %}":         "“include” is not known; there are if, for and set",
    "{{ matter.subject.encode('latin-1') }}": "encode() is not called; there are date, endswith",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": "“macro” is not known",
    " ":                                     "it writes nothing",
    "{{ range(9) }}":                        "range() is not called",
    "{{ matter.due.strftime(matter) }}":     "must be str, not Matter",
    "{{ range }}":                           "'range' is undefined",
}
# fmt: on


def test_a_template_of_ones_own_takes_the_place_of_ours() -> None:
    own = Wording({NOTICE: "{{ matter.incident }}: {{ matter.settle }}\n"})

    assert letter_of([LATE], now=NOON, wording=own).text == f"INC-42: {LATE.settle}"
    assert [*faults_in(own)] == []


def test_what_is_not_templated_is_worded_as_ever() -> None:
    own = Wording({DIGEST: "all of it"})

    assert letter_of([LATE], now=NOON, wording=own) == OURS


@pytest.mark.parametrize("template", FAILING)
def test_a_template_that_fails_loses_no_letter(template: str) -> None:
    assert letter_of([LATE], now=NOON, wording=Wording({NOTICE: template})) == OURS


@pytest.mark.parametrize(("template", "fault"), [*FAILING.items()])
def test_a_template_that_fails_is_found_before_it_is_used(template: str, fault: str) -> None:
    (found, *_) = faults_in(Wording({NOTICE: template}))

    assert found.startswith(NOTICE)
    assert fault in found


def test_a_template_that_fails_for_some_letters_only_is_found() -> None:
    own = Wording({NOTICE: "{% if matter.text %}{{ oops }}{% endif %}well"})

    assert [*faults_in(own)] == [f"{NOTICE}: 'oops' is undefined"]


def test_a_template_of_many_is_tried_on_few_and_many() -> None:
    own = Wording(
        {DIGEST: "{% if more %}{{ oops }}{% endif %}{% for one in groups %}x{% endfor %}"}
    )

    assert [*faults_in(own)] == [f"{DIGEST}: 'oops' is undefined"]


def test_a_file_that_stands_for_no_template_is_named() -> None:
    assert [*faults_in(Wording({"notise.txt.jinja": "x"}))] == [
        f"notise.txt.jinja is the name of no template: there are {NOTICE} and {DIGEST}"
    ]


def test_ours_have_no_fault() -> None:
    texts = {name: _text(name) for name in (NOTICE, DIGEST)}

    assert [*faults_in(Wording(texts))] == []
    assert BUILT_IN.own == {}


def _text(name: str) -> str:
    return files("documents.letters").joinpath(name).read_text(encoding="utf-8")
