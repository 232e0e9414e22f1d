"""A complaint about one character of a text points at that character in the file."""

import pytest

from documents.carets import spot_of
from documents.strict_yaml import load_marked

FILES = {
    "plain": "key: abXc\n",
    "plain on two lines": "key: ab\n  cd Xe\n",
    "single quotes": "key: 'it''s X'\n",
    "double quotes": 'key: "a\\tb\\x41\\u0042 \\" X"\n',
    "double quotes on two lines": 'key: "ab\n\n  cX"\n',
    "literal": "key: |\n  ab\n  cXd\n",
    "folded": "key: >-\n\n  ab\n  cXd\n",
    "in braces": "{other: 1, key: abX}\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_a_character_is_found_where_it_stands(text: str) -> None:
    tree, places = load_marked(text, "p.yaml")
    lines = text.split("\n")
    row = next(number for number, line in enumerate(lines) if "X" in line)
    column = lines[row].index("X")

    place, excerpt = places.at_character(("key",), tree["key"].index("X"))

    assert place == f"p.yaml:{row + 1}:{column + 1}"
    shown, caret = excerpt.split("\n")
    assert shown[caret.index("^")] == "X"


def test_past_the_end_is_the_beginning() -> None:
    assert spot_of(["key: ab"], (0, 5), 99) == (0, 5)


def test_what_is_no_text_is_pointed_at_as_a_whole() -> None:
    _, places = load_marked("top:\n  key: {a: 1}\n", "p.yaml")

    assert places.at_character(("top", "key"), 3) == ("p.yaml:2:3", "")


def test_a_long_line_is_cut_around_the_place() -> None:
    text = f"key: {'a' * 300}X{'b' * 300}\n"
    tree, places = load_marked(text, "p.yaml")

    _, excerpt = places.at_character(("key",), tree["key"].index("X"))

    shown, caret = excerpt.split("\n")
    assert len(shown) < 100
    assert shown[caret.index("^")] == "X"
