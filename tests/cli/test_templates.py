"""Templates of one's own are read from a folder, and a doctor says what is wrong with them."""

import json
from pathlib import Path

import pytest

from cli.installation.serving import must_make_sense
from cli.installation.settings import load_settings
from cli.installation.templates import wording_of
from documents.letters.wording import BUILT_IN, NOTICE
from states.errors import InvalidError
from tests.cli.offline import Terminal


def templates(folder: Path, text: str, name: str = NOTICE) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    return folder


def test_without_a_folder_letters_are_worded_as_they_come(tmp_path: Path) -> None:
    assert wording_of(load_settings(tmp_path, {})) is BUILT_IN


def test_templates_of_a_folder_are_read_and_nothing_else_of_it(tmp_path: Path) -> None:
    folder = templates(tmp_path / "words", "{{ matter.subject }}")
    templates(folder, "remember: ask mia", "notes.md")
    (tmp_path / "retro.toml").write_text('templates = "words"\n')

    assert wording_of(load_settings(tmp_path, {})).own == {NOTICE: "{{ matter.subject }}"}


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {"RETRO_TEMPLATES": str(tmp_path / "none")})

    with pytest.raises(InvalidError, match="none, which is no folder"):
        wording_of(settings)


def test_a_template_that_is_no_text_is_refused(tmp_path: Path) -> None:
    folder = templates(tmp_path / "words", "")
    (folder / NOTICE).write_bytes(b"\xff\xfe")
    settings = load_settings(tmp_path, {"RETRO_TEMPLATES": str(folder)})

    with pytest.raises(InvalidError, match="cannot be read: 'utf-8' codec"):
        wording_of(settings)


def looked_at(here: Terminal) -> tuple[bool, str]:
    rows = json.loads(here("doctor", "--json").out)
    (row,) = [one for one in rows if one["check"] == "templates"]
    return row["well"], row["found"]


def test_a_doctor_tries_every_template(here: Terminal) -> None:
    assert looked_at(here) == (True, "as they come")
    folder = templates(here.home / "words", "{{ matter.subject }}")
    here.variables["RETRO_TEMPLATES"] = str(folder)
    assert looked_at(here) == (True, "1 of your own")
    templates(folder, "{{ mater.subject }}")
    assert looked_at(here) == (
        False,
        f"templates of your own fail: {NOTICE}: 'mater' is undefined",
    )


def test_a_template_that_is_not_used_is_named_by_the_worker_that_starts(
    here: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = templates(here.home / "words", "{% macro m() %}{% endmacro %}")
    here.variables["RETRO_TEMPLATES"] = str(folder)

    must_make_sense(here.app())

    assert f"a template is not used: {NOTICE}:1: “macro” is not known" in capsys.readouterr().err


def test_a_folder_that_is_gone_is_found(here: Terminal) -> None:
    here.variables["RETRO_TEMPLATES"] = str(here.home / "none")

    assert looked_at(here)[0] is False
