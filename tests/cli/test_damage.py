"""A file of Temporal that cannot be read is named, with the command that has it made anew."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cli.installation.damage import damage_for

PAGE = 4096


def filled(home: Path) -> Path:
    file = home / "temporal.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE executions (id INTEGER PRIMARY KEY, said TEXT)")
        database.executemany("INSERT INTO executions (said) VALUES (?)", [["x" * 500]] * 200)
        database.commit()
    return file


def test_a_sound_file_is_left_alone(tmp_path: Path) -> None:
    filled(tmp_path)

    assert damage_for(tmp_path) is None


def test_a_file_that_is_not_there_is_no_damage(tmp_path: Path) -> None:
    assert damage_for(tmp_path) is None


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda _: b"this is no database" * 100, "file is not a database"),
        (lambda held: held[: PAGE * 3], "database disk image is malformed"),
        (lambda held: held[:PAGE] + b"\x55" * PAGE + held[PAGE * 2 :], "damaged: Page 2: "),
    ],
)
def test_a_damaged_file_is_named(
    tmp_path: Path, spoil: Callable[[bytes], bytes], found: str
) -> None:
    file = filled(tmp_path)
    file.write_bytes(spoil(file.read_bytes()))

    damage = damage_for(tmp_path)

    assert damage
    assert str(damage).startswith(f"Temporal's file {file} is damaged: ")
    assert found in str(damage)


def test_a_folder_with_blanks_in_its_name_is_quoted(tmp_path: Path) -> None:
    home = tmp_path / "my data"
    home.mkdir()
    (home / "temporal.db").write_bytes(b"nothing of the kind")

    damage = damage_for(home)

    assert damage
    assert damage.hint.endswith(
        f": mkdir -p '{home}'/damaged && mv '{home}'/temporal.db* '{home}'/damaged/ && retro up"
    )
