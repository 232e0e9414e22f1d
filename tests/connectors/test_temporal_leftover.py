"""A server that holds the data directory is ended, or we say which one it is."""

import subprocess
import sys
from pathlib import Path

import pytest

from connectors import temporal_leftover
from connectors.lock import hold
from connectors.temporal_leftover import LOCK, sign, sole_lock
from states.errors import UnreachableError

HOLDER = """
import signal, sys, time
from pathlib import Path
from connectors.lock import hold
if sys.argv[2] == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
held = hold(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def holder(home: Path, temper: str) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home / LOCK), temper], stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    started.stdout.readline()
    (home / LOCK).write_text(str(started.pid))
    return started


async def test_a_new_directory_is_held_at_once(tmp_path: Path) -> None:
    with await sole_lock(tmp_path / "new"):
        assert hold(tmp_path / "new" / LOCK) is None


async def test_the_holder_signs(tmp_path: Path) -> None:
    with await sole_lock(tmp_path) as lock:
        sign(lock, 4711)

        assert (tmp_path / LOCK).read_text() == "4711"


async def test_the_last_holders_name_is_wiped_out(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("4711")

    with await sole_lock(tmp_path):
        assert (tmp_path / LOCK).read_text() == ""


async def test_a_leftover_is_asked_to_end(tmp_path: Path) -> None:
    with holder(tmp_path, "polite") as leftover:
        (await sole_lock(tmp_path)).close()

        assert leftover.wait() == -15


async def test_one_that_does_not_listen_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporal_leftover, "GRACE", 0.3)

    with holder(tmp_path, "stubborn") as leftover:
        (await sole_lock(tmp_path)).close()

        assert leftover.wait() == -9


@pytest.mark.parametrize(
    ("signature", "named", "hint"),
    [
        ("", "unknown", "end it, then: retro up"),
        ("999999999", "999999999", "end it, then: retro up (kill -9 999999999)"),
    ],
)
async def test_one_that_cannot_be_ended_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signature: str, named: str, hint: str
) -> None:
    monkeypatch.setattr(temporal_leftover, "GRACE", 0.1)
    lock = hold(tmp_path / LOCK)
    assert lock is not None
    (tmp_path / LOCK).write_text(signature)

    with lock, pytest.raises(UnreachableError) as refusal:
        await sole_lock(tmp_path)

    assert str(refusal.value) == (
        f"a Temporal server (pid {named}) holds {tmp_path / LOCK} and does not end"
    )
    assert refusal.value.hint == hint
