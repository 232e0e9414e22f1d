"""Where the running `retro up` says how to reach it, and that it is the only one.

Every other command finds it by `running.json` in the data directory. The lock beside it,
not the process id inside it, says whether it still runs: ids come back after a reboot.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from connectors.lock import hold, is_held
from states.errors import ConflictError

STATE = "running.json"
LOCK = "running.lock"
PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Running:
    """A `retro up`; its address is empty until its server answers."""

    pid: int
    address: str = ""
    ui: str = ""


class AlreadyRunningError(ConflictError):
    """Another `retro up` serves this data directory."""

    def __init__(self, home: Path, other: Running | None) -> None:
        """Name the other one by its process id and address."""
        address = other.address or "still starting" if other else "still starting"
        who = f" (pid {other.pid}, {address})" if other else ""
        stop = f"kill {other.pid}" if other else "wait a moment"
        super().__init__(
            f"retro up already runs on {home}{who}",
            f"use that one, or stop it: {stop}; another data directory: RETRO_HOME=… retro up",
        )


def running_for(home: Path) -> Running | None:
    """Find the `retro up` that serves `home`; the file of one that is gone counts for nothing."""
    return _written_in(home) if is_held(home / LOCK) else None


@contextmanager
def claim(home: Path) -> Iterator[Callable[[Running], None]]:
    """Be the only `retro up` on `home`, and get the way to announce its address.

    Raises:
        AlreadyRunningError: another one got there first.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = _lock_of(home)
    if lock is None:
        raise AlreadyRunningError(home, _written_in(home))
    with lock:
        _write(home, Running(os.getpid()))
        try:
            yield lambda running: _write(home, running)
        finally:
            (home / STATE).unlink(missing_ok=True)


def _lock_of(home: Path) -> BinaryIO | None:
    # Whoever asks whether it is held holds it for a moment: one refusal proves nothing.
    for _ in range(PATIENCE):
        if lock := hold(home / LOCK):
            return lock
        time.sleep(0.02)
    return None


def _write(home: Path, running: Running) -> None:
    draft = home / f"{STATE}.new"
    draft.write_text(json.dumps(asdict(running)), encoding="utf-8")
    draft.replace(home / STATE)


def _written_in(home: Path) -> Running | None:
    try:
        return Running(**json.loads((home / STATE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None
