"""A lock is held by one, and by nobody once its holder is gone."""

import subprocess
import sys
from pathlib import Path

from connectors.lock import hold, is_held

HOLDER = """
import sys, time
from pathlib import Path
from connectors.lock import hold
held = hold(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_one_holds_it(tmp_path: Path) -> None:
    first = hold(tmp_path / "lock")

    assert first is not None
    assert hold(tmp_path / "lock") is None
    first.close()


def test_nobody_holds_it_once_it_is_closed(tmp_path: Path) -> None:
    with hold(tmp_path / "lock") or sys.stdin:
        pass

    assert not is_held(tmp_path / "lock")


def test_a_file_that_is_not_there_is_held_by_nobody(tmp_path: Path) -> None:
    assert not is_held(tmp_path / "lock")


def test_asking_makes_no_file(tmp_path: Path) -> None:
    is_held(tmp_path / "lock")

    assert not (tmp_path / "lock").exists()


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        held_before = is_held(lock)
        holder.kill()
        holder.wait()

    assert (held_before, is_held(lock)) == (True, False)
