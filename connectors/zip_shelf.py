"""The files of a zip by name, each read when it is asked for: a stranger's may be anything."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from states.errors import InvalidError

LIMIT = 256 * 1024 * 1024
"""Bytes of one file: more is no evidence of ours."""


class ZipShelf(Mapping[str, bytes]):
    """A zip as a mapping from names to contents."""

    def __init__(self, archive: ZipFile) -> None:
        """Read from an open zip."""
        self._archive = archive
        self._files = {one.filename: one for one in archive.infolist() if not one.is_dir()}

    def __getitem__(self, name: str) -> bytes:
        """Read a file; raises `InvalidError` where it is spoilt, or larger than any of ours."""
        with self._archive.open(self._files[name]) as opened:
            try:
                content = opened.read(LIMIT + 1)
            except (BadZipFile, OSError, ValueError) as error:
                raise InvalidError(f"{name} cannot be read: {error}", SEE) from error
        if len(content) > LIMIT:
            raise InvalidError(f"{name} has more than {LIMIT} bytes", SEE)
        return content

    def __iter__(self) -> Iterator[str]:
        """Name every file."""
        return iter(self._files)

    def __len__(self) -> int:
        """Count the files."""
        return len(self._files)


SEE = "a bundle is what `retro audit export` wrote: ask for it again"


@contextmanager
def opened_zip(path: Path) -> Iterator[ZipShelf]:
    """Open a zip while the block lasts; raises `InvalidError` where it is none."""
    try:
        archive = ZipFile(path)
    except (BadZipFile, OSError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise InvalidError(f"{path} is no bundle: {told}", SEE) from error
    with archive:
        yield ZipShelf(archive)
