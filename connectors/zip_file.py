"""A zip of files, written as a whole: the same files make the same bytes."""

import os
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from states.errors import ConflictError, UnreachableError

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip knows: when a file was put in is nothing that an archive proves."""

UNIX, READABLE = 3, 0o644 << 16


def write_zip(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files by name, in the order in which they come.

    Raises:
        ConflictError: there is such a file already.
        UnreachableError: it cannot be written.
    """
    if path.exists():
        raise ConflictError(f"{path} is there already", "name another file, or move that one away")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write(draft, files)
        draft.replace(path)
    except OSError as error:
        told = error.strerror or str(error)
        raise UnreachableError(f"{path} cannot be written: {told}", "name another file") from error
    finally:
        draft.unlink(missing_ok=True)


def _write(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    with path.open("wb") as opened:
        with ZipFile(opened, "w", ZIP_DEFLATED) as archive:
            for name, content in files:
                archive.writestr(_entry(name), content)
        opened.flush()
        os.fsync(opened.fileno())


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.create_system, entry.external_attr = UNIX, READABLE
    entry.compress_type = ZIP_DEFLATED
    return entry
