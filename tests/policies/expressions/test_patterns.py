"""A pattern is short and written out, and no condition reads much text again and again."""

import pytest

from policies.expressions.patterns import CLASS, length_of
from tests.policies.expressions.asking import compiled, slips

AGAIN = (
    "asks matches(…) of each item of a list in a list: "
    "ask it of it, or of one list without for_each"
)
JOINS = "joins texts within a loop or a search: ask each text by itself"
WRITTEN_OUT = "matches(…) takes a pattern that is written out between quotes"


@pytest.mark.parametrize(
    ("pattern", "length"),
    [
        ("", 0),
        ("retry", 5),
        ("a{3}", 3),
        ("a{2,5}b", 6),
        ("a{4,}", 4),
        ("a{0}", 1),
        ("(ab|c){10}", 40),
        ("((a{10}){10}b){2}", 202),
        (r"[a-z\]]{7}", 7),
        ("[^]]{7}", 7),
        ("[[:alpha:]x]{7}", 7),
        (r"\d{1,6}-\(", 8),
        (r"\pL{2}", 2 * CLASS),
        (r"\p{Greek}", CLASS),
        (r"[\pL\PN]", 2 * CLASS),
        ("a{,5}", 5),
        ("{5}", 1),
        (")(", 1),
    ],
)
def test_a_pattern_is_as_long_as_its_repeats_written_out(pattern: str, length: int) -> None:
    assert length_of(pattern) == length


def test_a_pattern_that_repeats_too_much_is_refused_at_its_place() -> None:
    ((offset, problem),) = slips("it.title.matches('(x|xx|xxx){50,100}')")

    assert offset == 17
    assert problem == (
        "has 800 characters with every character as often as it is repeated, and a class such "
        "as \\pL as 30: a pattern has 100 at most"
    )
    compiled("it.title.matches('^[A-Z]{2,10}-[0-9]{1,6}$')")


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("it.title.matches(it.owner)", (19, WRITTEN_OUT)),
        ("matches(it.title, it.owner)", (20, WRITTEN_OUT)),
        ("it.title.matches('a' + 'b')", (21, WRITTEN_OUT)),
        ("(it.title + it.owner).matches('a')", (10, JOINS)),
        ("(it.top ? it.title + it.owner : it.title).matches('a')", (19, JOINS)),
        ("actions.exists(a, a.title + it.title == 'x')", (26, JOINS)),
        ("[it.title + it.owner].exists(one, one.matches('a'))", (10, JOINS)),
        ("actions.exists(a, a.title.matches('a'))", (14, AGAIN)),
    ],
)
def test_what_reads_too_much_text_is_refused_at_its_place(text: str, slip: tuple[int, str]) -> None:
    assert slip in slips(text)


def test_a_rule_of_the_incident_searches_one_list_and_no_list_in_it() -> None:
    compiled("actions.exists(a, a.title.matches('a'))", "")
    nested = "actions.exists(a, factors.exists(f, f.text.matches(a.title) || f.text.matches('a')))"

    assert (14, AGAIN) in slips(nested, "")


def test_what_adds_or_joins_outside_of_loops_and_searches_is_fine() -> None:
    compiled("it.title + ' ' + it.owner != 'x' && it.title.matches('a')")
    compiled("actions.exists(a, a.due + duration('24h') > now && 1 + 1 == 2)")
