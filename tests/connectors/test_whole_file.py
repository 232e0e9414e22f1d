"""A file that is replaced is there as a whole, or as it was."""

import os
from pathlib import Path

import pytest

from connectors.whole_file import write_whole


def test_a_file_holds_what_was_written_last_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "further" / "seen"

    write_whole(file, b"before")
    write_whole(file, b"now")

    assert file.read_bytes() == b"now"
    assert [one.name for one in file.parent.iterdir()] == ["seen"]


def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "seen"
    write_whole(file, b"before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"now")
    assert file.read_bytes() == b"before"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="/proc says which file it is")
def test_file_and_folder_are_on_the_disk_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[Path] = []

    def noted(descriptor: int) -> None:
        settled.append(Path(f"/proc/self/fd/{descriptor}").readlink())

    monkeypatch.setattr(os, "fsync", noted)

    write_whole(tmp_path / "seen", b"now")

    assert settled == [tmp_path / ".seen.new", tmp_path]
