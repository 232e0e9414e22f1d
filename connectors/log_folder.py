"""A folder in which the log lies as static files, for a web server or another machine's disk."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from connectors.lock import hold
from states.errors import UnreachableError

LOCK = ".lock"
PUBLISHED = ("checkpoint", "tile")


@dataclass(frozen=True, slots=True)
class LogFolder:
    """Files by name under one path; each method raises `UnreachableError`."""

    path: Path

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.path)

    def read(self, name: str) -> bytes | None:
        """Read a file; None where there is none."""
        with self._reaching():
            try:
                return (self.path / name).read_bytes()
            except FileNotFoundError:
                return None

    def write(self, name: str, content: bytes) -> None:
        """Write a file so that it is there as a whole, or as it was, whenever the power fails."""
        place = self.path / name
        draft = place.with_name(f".{place.name}.new")
        with self._reaching():
            place.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(place)

    def drop(self, name: str) -> None:
        """Remove a folder with what is in it, if it is there."""
        with self._reaching(), suppress(FileNotFoundError):
            shutil.rmtree(self.path / name)

    def set_aside(self, name: str) -> None:
        """Move all that is published into a folder of its own."""
        with self._reaching():
            (self.path / name).mkdir(exist_ok=True)
            # The checkpoint last: until it is away, whoever comes next does the rest.
            for one in reversed(PUBLISHED):
                with suppress(FileNotFoundError):
                    (self.path / one).rename(self.path / name / one)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Keep others out while inside; False where somebody else is inside already."""
        with self._reaching():
            self.path.mkdir(parents=True, exist_ok=True)
            lock = hold(self.path / LOCK)
        if lock is None:
            yield False
            return
        with lock:
            yield True

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UnreachableError(
                f"the log cannot be published in {self.path}: {error.strerror or error}",
                "see that the worker may write there, or name another folder: log_dir",
            ) from error
