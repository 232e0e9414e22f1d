"""An editor shows the record; only what a person changes there is sent, and no text is lost."""

import io
import sys
from pathlib import Path

import pytest

from cli.reading.editor import editor_words
from cli.records import applying
from states.errors import InvalidError
from tests.cli.offline import Terminal
from tests.cli.written import action, record, written


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is edited where the test can see it."""
    folder = tmp_path / "edited"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.delenv("VISUAL", raising=False)
    return folder


@pytest.fixture
def editing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> "Editing":
    return Editing(monkeypatch, tmp_path / "editor")


class Editing:
    """Somebody who edits by a script."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, script: Path) -> None:
        self._monkeypatch = monkeypatch
        self._script = script

    def __call__(self, commands: str) -> None:
        """Let the next editor run `commands` on the file `$1`."""
        self._script.write_text(f"#!/bin/sh\n{commands}\n", encoding="utf-8")
        self._script.chmod(0o755)
        self._monkeypatch.setenv("EDITOR", str(self._script))


def test_what_was_changed_is_shown_and_sent(here: Terminal, editing: Editing, folder: Path) -> None:
    written(here)
    editing('sed -i "s/at five/at four/" "$1"')

    ended = here("edit", "INC-42")

    assert ended.code == 0
    assert "    title: Cap webhook retries at five → Cap webhook retries at four\n" in ended.out
    assert action(here, "A1").title == "Cap webhook retries at four"
    assert not [*folder.iterdir()]


def test_what_was_not_changed_is_not_sent(here: Terminal, editing: Editing, folder: Path) -> None:
    written(here)
    editing("true")

    ended = here("edit", "INC-42")

    assert (ended.code, ended.err) == (0, "INC-42 is as it was: you changed nothing\n")
    assert not here.sent
    assert not [*folder.iterdir()]


def test_a_text_that_is_refused_is_kept(here: Terminal, editing: Editing, folder: Path) -> None:
    written(here)
    editing('sed -i "s/ owner:/ ownr:/" "$1"')

    ended = here("edit", "INC-42")

    (kept,) = folder.iterdir()
    assert ended.code == 2
    assert f"{kept}:111:5: actions.0.ownr: is not a field (did you mean “owner”?)\n" in ended.err
    assert ended.err.endswith(
        f"  → correct the file and repeat · your text is kept: retro apply {kept}\n"
    )
    assert " ownr: ana" in kept.read_text(encoding="utf-8")


def test_what_was_written_before_the_editor_failed_is_kept(
    here: Terminal, editing: Editing, folder: Path
) -> None:
    written(here)
    editing('sed -i "s/at five/at four/" "$1"; exec false')

    ended = here("edit", "INC-42")

    (kept,) = folder.iterdir()
    assert (ended.code, ended.err.splitlines()[-1]) == (
        1,
        f"  → choose an editor: export EDITOR=nano · your text is kept: retro apply {kept}",
    )


def test_a_person_who_thinks_better_of_it_keeps_the_text(
    here: Terminal, editing: Editing, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(here)
    editing('sed -i "/^actions:/,\\$d" "$1"')
    monkeypatch.setattr(applying, "is_anyone_there", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))

    ended = here("edit", "INC-42")

    (kept,) = folder.iterdir()
    assert ended.code == 1
    assert ended.err.endswith(
        f"INC-42 was left as it is\n  → your text is kept: retro apply {kept}\n"
    )


def test_a_list_that_was_deleted_is_one_that_is_empty(here: Terminal, editing: Editing) -> None:
    written(here)
    editing('sed -i "/^actions:/,\\$d" "$1"')

    ended = here("edit", "INC-42", "--yes")

    assert ended.code == 0
    assert record(here).actions == ()
    assert len(record(here).triggers) == 3


def test_another_incident_is_not_edited_by_accident(here: Terminal, editing: Editing) -> None:
    written(here)
    editing('sed -i "s/INC-42/INC-43/" "$1"')

    ended = here("edit", "INC-42")

    assert ended.code == 2
    assert ended.err.startswith("incident: the file says “INC-43”, and you are editing INC-42\n")
    assert not here.sent


@pytest.mark.parametrize(
    ("editor", "code", "told"),
    [
        ("nonesuch --wait", 2, "the editor “nonesuch” does not start: "),
        ("false", 1, "the editor “false” failed (1)\n  → choose an editor: export EDITOR=nano\n"),
        ("vim '", 2, "$EDITOR cannot be read: No closing quotation: vim '\n"),
    ],
)
def test_an_editor_that_does_not_work_is_named(
    editor: str, code: int, told: str, here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(here)
    monkeypatch.setenv("EDITOR", editor)

    ended = here("edit", "INC-42")

    assert ended.code == code
    assert ended.err.startswith(told)
    assert not [*(here.home / "edited").iterdir()]


def test_a_file_that_the_editor_deleted_is_told(
    here: Terminal, editing: Editing, folder: Path
) -> None:
    written(here)
    editing('rm "$1"')

    ended = here("edit", "INC-42")

    assert ended.code == 2
    assert "no such file or directory" in ended.err
    assert not [*folder.iterdir()]


def test_visual_wins_over_editor_and_vi_is_always_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "nano")
    chosen = editor_words()
    monkeypatch.setenv("VISUAL", "code --wait")
    visual = editor_words()
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR")

    assert (chosen, visual, editor_words()) == (["nano"], ["code", "--wait"], ["vi"])


def test_an_editor_that_is_only_blanks_is_vi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "  ")

    assert editor_words() == ["vi"]


def test_quotes_that_do_not_close_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", 'vim "')

    with pytest.raises(InvalidError, match="No closing quotation"):
        editor_words()
