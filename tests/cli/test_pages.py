"""A page is text for people and one value for a machine; colour only where it was asked for."""

import json

import pytest

from cli.showing.formats import Format
from cli.showing.output import Output
from cli.showing.pages import show_page

LINES = [" ✕ A2 has no ticket", " ! it is vague", "plain", "\x1b[2Jcleared"]


def shown(output: Output, capsys: pytest.CaptureFixture[str]) -> str:
    show_page(output, LINES, {"open": False})
    return capsys.readouterr().out


def test_people_get_lines_in_which_nothing_moves_the_cursor(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert shown(Output(Format.TSV), capsys) == (
        " ✕ A2 has no ticket\n ! it is vague\nplain\n␛[2Jcleared\n"
    )


def test_a_terminal_gets_lines_that_fit(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(Output(width=14), capsys).splitlines()[:2] == [" ✕ A2 has no", "   ticket"]


def test_a_machine_gets_the_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(shown(Output(Format.JSON), capsys)) == {"open": False}


def test_a_terminal_gets_what_is_in_the_way_in_red(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)

    first, second, third, _ = shown(Output(Format.TABLE, color=True), capsys).splitlines()

    assert first == "\x1b[31m ✕ A2 has no ticket\x1b[0m"
    assert second == "\x1b[33m ! it is vague\x1b[0m"
    assert third == "plain"
