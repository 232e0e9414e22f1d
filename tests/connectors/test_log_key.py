"""A key is made once, belongs to one user, and is never replaced by accident."""

import subprocess
from pathlib import Path

import pytest

from connectors.log_key import change_key, make_key, read_key
from states.errors import InvalidError


def test_a_key_that_was_made_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "log.key"
    made = make_key(file)
    read = read_key(file)

    assert read is not None
    assert read.private_bytes_raw() == made.private_bytes_raw()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [one.name for one in file.parent.iterdir()] == ["log.key"]


def test_there_is_no_key_before_one_was_made(tmp_path: Path) -> None:
    assert read_key(tmp_path / "log.key") is None


def test_a_key_that_is_there_stays(tmp_path: Path) -> None:
    first, second = make_key(tmp_path / "log.key"), make_key(tmp_path / "log.key")

    assert first.private_bytes_raw() == second.private_bytes_raw()


def test_a_key_of_openssl_is_read(tmp_path: Path) -> None:
    command = ["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(tmp_path / "log.key")]
    subprocess.run(command, check=True, capture_output=True)

    assert read_key(tmp_path / "log.key") is not None


@pytest.mark.parametrize("algorithm", [["RSA"], ["ed448"]])
def test_a_key_of_another_kind_is_refused(tmp_path: Path, algorithm: list[str]) -> None:
    command = ["openssl", "genpkey", "-algorithm", *algorithm, "-out", str(tmp_path / "log.key")]
    subprocess.run(command, check=True, capture_output=True)

    with pytest.raises(InvalidError, match="it is a key of another kind"):
        read_key(tmp_path / "log.key")


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log.key").write_text("hello")

    with pytest.raises(InvalidError, match=r"log\.key is no key that can sign"):
        read_key(tmp_path / "log.key")


def test_a_key_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file")

    with pytest.raises(InvalidError, match="is no key that can sign"):
        make_key(tmp_path / "keys" / "log.key")


def test_a_key_gives_way_to_another_and_is_kept_aside(tmp_path: Path) -> None:
    file, successor, aside = (tmp_path / name for name in ("log.key", "log.key.new", "log.key.1"))
    old, new = make_key(file), make_key(successor)

    change_key(file, successor, aside)

    assert {one.name for one in tmp_path.iterdir()} == {"log.key", "log.key.1"}
    for key, place in ((new, file), (old, aside)):
        kept = read_key(place)
        assert kept is not None
        assert kept.private_bytes_raw() == key.private_bytes_raw()


def test_a_key_comes_to_a_place_that_is_empty(tmp_path: Path) -> None:
    make_key(tmp_path / "log.key.new")

    change_key(tmp_path / "log.key", tmp_path / "log.key.new", tmp_path / "log.key.1")

    assert [one.name for one in tmp_path.iterdir()] == ["log.key"]


def test_a_key_that_cannot_be_changed_stays(tmp_path: Path) -> None:
    make_key(tmp_path / "log.key")
    before = (tmp_path / "log.key").read_bytes()

    with pytest.raises(InvalidError, match="no key that can sign"):
        change_key(tmp_path / "log.key", tmp_path / "none", tmp_path / "log.key.1")
    assert (tmp_path / "log.key").read_bytes() == before
