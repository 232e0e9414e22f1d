"""Whatever somebody writes into a template comes to an end, within a moment and a megabyte."""

from time import monotonic

import pytest

from documents.letters.composing import letter_of
from documents.letters.grammar import (
    DEEPEST,
    FILTERS_KNOWN,
    LONGEST,
    METHODS,
    ROUNDS,
    SIGNS,
    WRITTEN,
    joined,
)
from documents.letters.trying import faults_in
from documents.letters.wording import DIGEST, NOTICE, Wording
from tests.documents.letters.builders import LATE, NOON

OURS = letter_of([LATE], now=NOON).text
MOMENT = 5.0
LINES = "matter.text.splitlines()"

# fmt: off
ENDLESS = {
    "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}x":
        "range() is not called; there are date, endswith",
    "{{ 'x' * 50000000 }}":                             "“*” is not reckoned",
    "{{ '%050000000d' % 1 }}":                          "“%” is not reckoned",
    "{{ 10 ** 10 ** 10 }}":                             "“**” is not reckoned",
    "{% set a = 'x' ~ 'x' %}":                          "“~” is not reckoned",
    "{{ 'x' + 'x' }}":                                  "“+” is not reckoned",
    "{{ 'x'.ljust(50000000) }}":                        "ljust() is not called",
    "{{ '{:50000000}'.format(1) }}":                    "format() is not called",
    "{{ 'x'.join(matter.text) }}":                      "join() is not called",
    "{{ 'x' | center(50000000) }}":                     "there is no filter “center”",
    "{{ 'x' | indent(50000000) }}":                     "there is no filter “indent”",
    "{{ 'x' | replace('x', 'xx') }}":                   "there is no filter “replace”; there are",
    "{{ lipsum(100000) }}":                             "lipsum() is not called",
    "{{ [1, 2] }}":                                     "“list” is not known",
    "{% set n = namespace(a=1) %}":                     "namespace() is not called",
    "{% macro m() %}x{% endmacro %}":                   "“macro” is not known",
    "{% set a %}x{% endset %}":                         "“assignblock” is not known",
    "{% filter upper %}x{% endfilter %}":               "“filterblock” is not known",
    "{% for a in doubtful recursive %}{{ loop(a) }}{% endfor %}": "a loop calls itself",
    "{% for a in doubtful if a %}{% endfor %}":         "a loop has an “if” of its own",
    "{% for a in doubtful %}" * 4 + "{% endfor %}" * 4: "a loop is too deep in others; at most 3",
    "x" * (LONGEST + 1):                                "it has 32,774 characters; at most 32,768",
    "{{ 'abc' | join('x') }}":                          "join takes a list, and was given a text",
}
# fmt: on


@pytest.mark.parametrize(("template", "fault"), [*ENDLESS.items()])
def test_what_might_not_end_is_refused_and_our_words_are_used(template: str, fault: str) -> None:
    own = Wording({NOTICE: f"well\n{template}"})
    began = monotonic()

    assert fault in " ".join(faults_in(own))
    assert letter_of([LATE], now=NOON, wording=own).text == OURS
    assert monotonic() - began < MOMENT


def test_a_fault_names_its_line() -> None:
    (found,) = faults_in(Wording({NOTICE: "one\ntwo\n{{ 'x' | center(80) }}"}))

    assert found.startswith(f"{NOTICE}:3: there is no filter “center”; there are capitalize, ")


def words(text: str) -> dict[str, object]:
    class Matter:
        def __init__(self) -> None:
            self.text = text

    return {"matter": Matter(), "doubtful": ()}


def loops(inside: str) -> str:
    around = f"{{% for a in {LINES} %}}{{% for b in {LINES} %}}"
    return f"{around}{inside}{{% endfor %}}{{% endfor %}}"


def test_loops_that_write_nothing_are_counted() -> None:
    many = words("\n" * 5_000)
    began = monotonic()

    with pytest.raises(ValueError, match=f"it goes round without end; at most {ROUNDS:,} pieces"):
        Wording({NOTICE: loops("")}).write_own(NOTICE, many)
    assert monotonic() - began < MOMENT


def test_what_is_written_is_counted() -> None:
    own = Wording({NOTICE: loops("{{ matter.text }}")})

    with pytest.raises(ValueError, match=f"it writes without end; at most {WRITTEN:,}"):
        own.write_own(NOTICE, words("ten lines\n" * 1_000))


def test_what_is_joined_is_counted_before_it_is_made() -> None:
    with pytest.raises(ValueError, match="join would make a text of 5,000,000 characters"):
        joined(["x"] * 50, "y" * 99_999)
    assert joined(["a", "b"], ", ") == "a, b"


def test_what_is_harmless_is_written() -> None:
    harmless = (
        "{% set who = matter.incident %}{% for line in doubtful %}{{ loop.index }}{% endfor %}"
        "{{ who | upper }} {{ matter.due.strftime('%d.%m.%Y') }} {{ matter['what'][:1] }} "
        "{{ matter.title | default('none') | truncate(9) if matter.title is defined else '' }}"
    )
    own = Wording({NOTICE: harmless})

    assert [*faults_in(own)] == []
    assert letter_of([LATE], now=NOON, wording=own).text.startswith("INC-42 ")


def test_a_digest_goes_through_groups_and_their_matters() -> None:
    each = "{% for group in groups %}{% for one in group.matters %}{% for line in "
    lines = "one.text.splitlines() %}{{ line }}{% endfor %}{% endfor %}{% endfor %}x"

    assert [*faults_in(Wording({DIGEST: each + lines}))] == []
    assert each.count("for ") == DEEPEST


def test_the_tables_name_no_way_to_grow() -> None:
    growing = {"center", "indent", "replace", "format", "ljust", "zfill", "encode", "xmlattr"}

    assert not growing & {*FILTERS_KNOWN, *METHODS}
    assert {"*", "**", "%", "~", "+"} <= {*SIGNS.values()}
