"""Published files are there as a whole or not at all, and one process at a time writes them."""

from pathlib import Path

import pytest

from connectors.log_folder import LogFolder
from states.errors import UnreachableError
from store.log.publishing import Folder


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    """Name a folder that is not there yet."""
    return LogFolder(tmp_path / "log")


def test_this_is_the_folder_that_the_log_asks_for(folder: LogFolder) -> None:
    asked: Folder = folder

    assert asked.name == str(folder.path)


def test_what_was_written_is_read(folder: LogFolder) -> None:
    folder.write("tile/0/000.p/1", b"hash")

    assert folder.read("tile/0/000.p/1") == b"hash"
    assert folder.read("checkpoint") is None
    assert [one.name for one in (folder.path / "tile/0/000.p").iterdir()] == ["1"]


def test_a_write_that_fails_leaves_what_was_there(
    folder: LogFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("checkpoint", b"first")
    monkeypatch.setattr("os.fsync", _fail)

    with pytest.raises(UnreachableError, match=r"the log cannot be published in .*No space left"):
        folder.write("checkpoint", b"second")
    assert folder.read("checkpoint") == b"first"


def _fail(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_part_that_is_dropped_is_gone_and_may_be_gone_before(folder: LogFolder) -> None:
    folder.write("tile/0/000.p/1", b"hash")
    folder.write("tile/0/000", b"hashes")

    folder.drop("tile/0/000.p")
    folder.drop("tile/0/000.p")

    assert folder.read("tile/0/000.p/1") is None
    assert folder.read("tile/0/000") == b"hashes"


def test_what_is_set_aside_is_kept(folder: LogFolder) -> None:
    folder.write("tile/0/000.p/1", b"hash")
    folder.write("checkpoint", b"note")

    folder.set_aside("before")
    folder.set_aside("before")

    assert folder.read("checkpoint") is None
    assert folder.read("before/checkpoint") == b"note"
    assert folder.read("before/tile/0/000.p/1") == b"hash"


def test_one_at_a_time_is_inside(folder: LogFolder) -> None:
    with folder.alone() as first, LogFolder(folder.path).alone() as second:
        assert (first, second) == (True, False)
    with folder.alone() as again:
        assert again


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file")

    with (
        pytest.raises(UnreachableError, match="the log cannot be published"),
        LogFolder(tmp_path / "log").alone(),
    ):
        pass
