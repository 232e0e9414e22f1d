"""A zip is there as a whole or not at all, and the same files make the same bytes."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from connectors.zip_file import write_zip
from states.errors import ConflictError, UnreachableError

FILES = (("b.txt", b"hello" * 1000), ("a/ä.txt", b""))


def test_the_same_files_make_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"

    for place in (one, other):
        write_zip(place, FILES)

    assert one.read_bytes() == other.read_bytes()
    with ZipFile(one) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == [*FILES]
        assert archive.getinfo("b.txt").compress_size < 1000
        assert archive.getinfo("b.txt").external_attr >> 16 == 0o644


def test_another_file_is_not_overwritten(tmp_path: Path) -> None:
    place = tmp_path / "one.zip"
    place.write_text("mine")

    with pytest.raises(ConflictError, match=r"one\.zip is there already"):
        write_zip(place, FILES)
    assert place.read_text() == "mine"


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def breaking_off() -> Iterator[tuple[str, bytes]]:
        yield FILES[0]
        raise KeyError

    with pytest.raises(KeyError):
        write_zip(tmp_path / "one.zip", breaking_off())
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="cannot be written: No such file or directory"):
        write_zip(tmp_path / "nowhere" / "one.zip", FILES)
