"""Folders for what need not lie on a disk: a kill, unlike a power cut, loses nothing written."""

from pathlib import Path
from tempfile import TemporaryDirectory

MEMORY = Path("/dev/shm")  # noqa: S108  # whoever is at it has a folder of their own


def passing_folder() -> TemporaryDirectory[str]:
    """Make a folder in memory, or on the disk where that cannot be."""
    place = MEMORY if MEMORY.is_dir() else None
    return TemporaryDirectory(prefix="retro-faults-", dir=place, ignore_cleanup_errors=True)
