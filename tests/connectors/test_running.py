"""One `retro up` serves a data directory, and every other command finds it."""

import os
import threading
import time
from pathlib import Path

import pytest

from connectors.lock import hold
from connectors.running import LOCK, STATE, AlreadyRunningError, Running, claim, running_for

HERE = Running(os.getpid(), "127.0.0.1:7233", "http://127.0.0.1:8233")
OF_A_CRASH = '{"pid": 1, "address": "127.0.0.1:7233", "ui": ""}'


def test_what_is_announced_is_found(tmp_path: Path) -> None:
    with claim(tmp_path) as announce:
        announce(HERE)

        assert running_for(tmp_path) == HERE


def test_one_that_still_starts_has_no_address(tmp_path: Path) -> None:
    with claim(tmp_path):
        assert running_for(tmp_path) == Running(os.getpid())


def test_nothing_runs_in_a_new_directory(tmp_path: Path) -> None:
    assert running_for(tmp_path / "new") is None


def test_nothing_runs_once_it_ended(tmp_path: Path) -> None:
    with claim(tmp_path) as announce:
        announce(HERE)

    assert running_for(tmp_path) is None
    assert not (tmp_path / STATE).exists()


def test_the_file_of_a_crash_counts_for_nothing(tmp_path: Path) -> None:
    (tmp_path / LOCK).touch()
    (tmp_path / STATE).write_text(OF_A_CRASH)

    assert running_for(tmp_path) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1, "port": 2}'])
def test_a_file_that_cannot_be_read_counts_for_nothing(tmp_path: Path, text: str) -> None:
    with claim(tmp_path):
        (tmp_path / STATE).write_text(text)

        assert running_for(tmp_path) is None


def test_the_file_of_a_crash_does_not_stop_the_next(tmp_path: Path) -> None:
    (tmp_path / STATE).write_text(OF_A_CRASH)

    with claim(tmp_path) as announce:
        announce(HERE)
        assert running_for(tmp_path) == HERE


def test_a_second_one_is_refused_and_told_of_the_first(tmp_path: Path) -> None:
    with claim(tmp_path) as announce:
        announce(HERE)
        with pytest.raises(AlreadyRunningError) as refusal, claim(tmp_path):
            pass

    assert str(refusal.value) == (
        f"retro up already runs on {tmp_path} (pid {os.getpid()}, 127.0.0.1:7233)"
    )
    assert refusal.value.hint == (
        f"use that one, or stop it: kill {os.getpid()}; "
        "another data directory: RETRO_HOME=… retro up"
    )


def test_a_second_one_is_told_that_the_first_still_starts(tmp_path: Path) -> None:
    with (
        claim(tmp_path),
        pytest.raises(AlreadyRunningError, match="still starting"),
        claim(tmp_path),
    ):
        pass


def test_a_second_one_is_refused_before_the_first_wrote_anything(tmp_path: Path) -> None:
    lock = hold(tmp_path / LOCK)

    with pytest.raises(AlreadyRunningError) as refusal, claim(tmp_path):
        pass
    assert lock is not None
    lock.close()

    assert str(refusal.value) == f"retro up already runs on {tmp_path}"
    assert "wait a moment" in refusal.value.hint


def test_a_refused_one_leaves_the_first_in_place(tmp_path: Path) -> None:
    with claim(tmp_path) as announce:
        announce(HERE)
        with pytest.raises(AlreadyRunningError), claim(tmp_path):
            pass

        assert running_for(tmp_path) == HERE


def test_somebody_who_only_looks_stops_nobody(tmp_path: Path) -> None:
    looking = hold(tmp_path / LOCK)
    assert looking is not None
    threading.Timer(0.03, looking.close).start()

    with claim(tmp_path):
        time.sleep(0)  # it began: that is all
