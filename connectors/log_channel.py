"""Letters as lines of a file: the channel where nobody configured another one."""

import json
import os
import threading
from pathlib import Path
from typing import BinaryIO

from documents.letter import Letter
from states.codec import to_json
from states.errors import UnreachableError
from states.people import Person

NOTICES = "notices.jsonl"


class LogChannel:
    """Appends each letter once to `notices.jsonl` in the data directory."""

    name = "log"

    def __init__(self, home: Path) -> None:
        """Take the data directory."""
        self._path = home / NOTICES
        self._turn = threading.Lock()
        self._known: set[str] = set()
        self._read = 0

    def send(self, letter: Letter, person: Person) -> None:
        """Write one letter, unless its key is there already.

        Raises:
            UnreachableError: the file cannot be written.
        """
        line = json.dumps({"to": person.id, "email": person.email, **to_json(letter)})
        try:
            with self._turn, self._path.open("a+b") as file:
                self._read_on(file)
                if letter.key not in self._known:
                    _append(file, line)
        except OSError as error:
            raise UnreachableError(
                f"{self._path} cannot be written: {error.strerror}", "it is tried again"
            ) from error

    def _read_on(self, file: BinaryIO) -> None:
        """Learn the keys of what was written since the last time, by whomever."""
        if file.seek(0, os.SEEK_END) < self._read:  # somebody began a new file
            self._known, self._read = set(), 0
        file.seek(self._read)
        for line in file:
            if not line.endswith(b"\n"):
                break
            self._known.add(_key(line))
            self._read += len(line)


def _key(line: bytes) -> str:
    try:
        return str(json.loads(line)["key"])
    except (ValueError, KeyError, TypeError):
        return ""  # a crash cut this line short: it was never delivered


def _append(file: BinaryIO, line: str) -> None:
    if not _ends_a_line(file):
        file.write(b"\n")
    file.write(line.encode() + b"\n")
    file.flush()
    os.fsync(file.fileno())


def _ends_a_line(file: BinaryIO) -> bool:
    if not file.seek(0, os.SEEK_END):
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
