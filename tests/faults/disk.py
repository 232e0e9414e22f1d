"""The shim `disk.c`, compiled where there is a `cc`: a disk that fails, a clock that is wrong.

It is preloaded into the processes that `tests.faults.forks` starts, and does nothing to them
until they ask for it.
"""

import atexit
import ctypes
import shutil
import subprocess
import sys
from enum import IntEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

SOURCE = Path(__file__).with_name("disk.c")


class Failing(IntEnum):
    """What a call to the disk comes to; the numbers are those of `disk.c`."""

    ENOSPC = 1
    EIO = 2
    KILL = 3
    TORN = 4
    POWER = 5


# fmt: off
CALLS = {
    #                how many calls in a row
    Failing.ENOSPC: 3,   # a full disk stays full for a while
    Failing.EIO:    1,
    Failing.KILL:   1,
    Failing.TORN:   1,
    Failing.POWER:  1,
}
# fmt: on


@cache
def shim() -> str:
    """Compile it, and say where it is; an empty string where that cannot be done."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        return ""
    folder = TemporaryDirectory(prefix="retro-faults-")
    atexit.register(folder.cleanup)
    made = Path(folder.name) / "disk.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(SOURCE), "-ldl"]
    done = subprocess.run(command, capture_output=True, check=False)
    return "" if done.returncode else str(made)


def arm(folder: Path, at: int, failing: Failing) -> None:
    """Let the call number `at` on a file of `folder` fail, in this process; -1 only counts."""
    many = CALLS[failing]
    _loaded().disk_arm(str(folder).encode(), ctypes.c_long(at), ctypes.c_long(many), int(failing))


def disarm() -> None:
    """Let the disk be well again."""
    _loaded().disk_arm(b"", ctypes.c_long(-1), ctypes.c_long(0), 0)


def calls() -> int:
    """Say how many calls were counted in this process."""
    return int(_loaded().disk_calls())


def shift_clock(seconds: float) -> None:
    """Put this process's clock forward, or back."""
    if seconds:
        _loaded().clock_shift(ctypes.c_long(int(seconds)))


def _loaded() -> ctypes.CDLL:
    return ctypes.CDLL(None)
