"""What a witness remembers: one note in one file, which is also what it tells the world."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from connectors.lock import hold
from connectors.whole_file import write_whole
from ledger.note import Note, note_from
from states.errors import ConflictError, InvalidError, UnreachableError


@dataclass(frozen=True, slots=True)
class Memory:
    """A file with the newest note that was cosigned, and a folder beside it with evidence."""

    file: Path

    @property
    def evidence(self) -> Path:
        """The folder with what was refused, and what it was refused for."""
        return self.file.with_name(f"{self.file.name}.evidence")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other runs out while inside; raises `ConflictError` where one is inside already."""
        with self._writing():
            self.file.parent.mkdir(parents=True, exist_ok=True)
            lock = hold(self.file.with_name(f".{self.file.name}.lock"))
        if lock is None:
            raise ConflictError(
                f"another run of this witness has {self.file} in its hands",
                "nothing is lost: it does the same, or run this again when it is through",
            )
        with lock:
            yield

    def note(self) -> Note | None:
        """Read what was cosigned last; None where nothing was.

        Raises:
            InvalidError: something else lies there: it never counts as nothing.
        """
        try:
            return note_from(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise self.spoilt(str(error)) from error

    def keep(self, note: Note) -> None:
        """Remember a note from here on; raises `UnreachableError` where it cannot be written."""
        with self._writing():
            write_whole(self.file, str(note).encode())

    def hold_against(self, proofs: Mapping[str, str]) -> None:
        """Keep evidence by name, what is kept already as it is; raises `UnreachableError`."""
        with self._writing():
            for name, text in proofs.items():
                if not (self.evidence / name).exists():
                    write_whole(self.evidence / name, text.encode())

    def spoilt(self, why: str) -> InvalidError:
        """Say that what lies in the file is not what this witness wrote."""
        return InvalidError(
            f"{self.file} is not what this witness wrote for that log: {why}",
            "put it back from a copy, or name another file: a witness without its memory"
            " would sign any history",
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UnreachableError(
                f"{self.file} cannot be written: {error.strerror or error}",
                "nothing was signed: make room, or name another file (--state)",
            ) from error
