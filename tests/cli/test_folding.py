"""A long line is folded between words, behind its mark; a command stays whole."""

from cli.showing.folding import folded

FINDING = " ✕ A1 “Cap webhook retries at five” is still open"
COMMAND = '     retro action add INC-42 "Cap webhook retries at five" --owner ana'


def test_a_line_that_fits_stays() -> None:
    assert [*folded(["", FINDING], len(FINDING))] == ["", FINDING]


def test_a_long_line_goes_on_below_its_words() -> None:
    assert [*folded([FINDING], 24)] == [
        " ✕ A1 “Cap webhook",
        "   retries at five” is",
        "   still open",
    ]


def test_a_line_without_mark_goes_on_a_little_further_in() -> None:
    assert [*folded(["shut by ticket, priority"], 16)] == ["shut by ticket,", "  priority"]


def test_a_word_is_never_broken() -> None:
    assert [*folded(["see https://example.org/runs/2026-03-10"], 20)] == [
        "see",
        "  https://example.org/runs/2026-03-10",
    ]


def test_a_command_is_there_to_be_copied() -> None:
    assert [*folded([COMMAND], 24)] == [COMMAND]


def test_a_command_stays_whole_wherever_it_begins() -> None:
    assert [*folded([COMMAND.strip()], 24)] == [COMMAND.strip()]


def test_what_has_lines_of_its_own_keeps_them() -> None:
    excerpt = "text: 'a long line that a caret points into'\n            ^"

    assert [*folded([excerpt], 24)] == [excerpt]


def test_a_pipe_has_no_edge() -> None:
    assert [*folded([FINDING * 9], None)] == [FINDING * 9]
