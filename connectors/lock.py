"""A file that one process at a time may hold.

The kernel lets go of it when the process ends, however it ends: unlike a process id,
a lock is never stale and never somebody else's.
"""

import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _seize(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def hold(path: Path, mode: str = "a+b") -> BinaryIO | None:
    """Hold `path` until the file is closed; None where somebody else holds it."""
    file: BinaryIO = path.open(mode)  # type: ignore[assignment]  # both modes are binary
    try:
        _seize(file)
    except (BlockingIOError, PermissionError):
        file.close()
        return None
    return file


def is_held(path: Path) -> bool:
    """Tell whether somebody holds `path`; one who may only read it can ask, too."""
    try:
        held = hold(path, "rb")
    except FileNotFoundError:
        return False
    if held is None:
        return True
    held.close()
    return False
