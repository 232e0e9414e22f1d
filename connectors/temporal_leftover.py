"""The server that a crashed `retro up` may have left behind.

A server holds the lock on its data directory as long as it lives, because it inherits the
open file; so a leftover is known for certain, and two never share one database.
"""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from connectors.lock import hold
from states.errors import UnreachableError

LOCK = "temporal.lock"
GRACE = 10.0
"""How many seconds a server may take to end by itself."""
PAUSE = 0.05


async def sole_lock(home: Path) -> BinaryIO:
    """Hold the server's lock on `home`, ending a server that still holds it.

    Raises:
        UnreachableError: it holds on to it whatever we do.
    """
    path = _lock_in(home)
    lock = hold(path) or await _wrested(path)
    lock.truncate(0)
    return lock


def sign(lock: BinaryIO, pid: int) -> None:
    """Write into the lock who holds it."""
    lock.write(str(pid).encode())
    lock.flush()


async def _wrested(path: Path) -> BinaryIO:
    pid = _signature(path)
    for blow in (signal.SIGTERM, signal.SIGKILL):
        _strike(pid, blow)
        if lock := await _lock_within(path, GRACE):
            return lock
    raise UnreachableError(
        f"a Temporal server (pid {pid or 'unknown'}) holds {path} and does not end",
        f"end it, then: retro up{f' (kill -9 {pid})' if pid else ''}",
    )


def _lock_in(home: Path) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    return home / LOCK


def _signature(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _strike(pid: str, blow: signal.Signals) -> None:
    if pid.isdecimal():
        with suppress(ProcessLookupError, PermissionError):
            os.kill(int(pid), blow)


async def _lock_within(path: Path, seconds: float) -> BinaryIO | None:
    for _ in range(int(seconds / PAUSE)):
        if lock := hold(path):
            return lock
        await asyncio.sleep(PAUSE)
    return None
