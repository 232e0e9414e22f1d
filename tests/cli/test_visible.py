"""What somebody typed is seen by a terminal, never obeyed."""

import json

import pytest

from cli.showing.visible import escaped, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — é 事故", "plain — é 事故"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x9b31m", "�31m"),
        ("a\x7fb\x00", "a␡b␀"),
        ("over\rwritten", "over␍written"),
        ("abc\u202edef", "abc�def"),
        ("\ud800", "�"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
    ],
)
def test_what_steers_a_terminal_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\t", "\x0b", "\x85", "\u2028", "\n\n"])
def test_one_line_is_one_line(line_break: str) -> None:
    assert one_line(f"a{line_break}b") == "a b"


@pytest.mark.parametrize("text", ["\x7f\x9b\u202e", "\ud800", "plain é", 'a "quote" \\ and \x1b'])
def test_escaped_json_means_what_it_meant(text: str) -> None:
    written = escaped(json.dumps(text, ensure_ascii=False))

    assert json.loads(written) == text
    assert written == visible(written)
