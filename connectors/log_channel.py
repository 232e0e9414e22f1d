"""Notices as lines of a file: the channel where nobody configured another one."""

import json
import os
import threading
from pathlib import Path
from typing import BinaryIO

from states.codec import to_json
from states.errors import UnreachableError
from states.people import Person
from states.record.deadlines import Notice

NOTICES = "notices.jsonl"


class LogChannel:
    """Appends each notice once to `notices.jsonl` in the data directory."""

    name = "log"

    def __init__(self, home: Path) -> None:
        """Take the data directory."""
        self._path = home / NOTICES
        self._turn = threading.Lock()

    def send(self, notice: Notice, person: Person) -> None:
        """Write one notice, unless its key is there already.

        Raises:
            UnreachableError: the file cannot be written.
        """
        line = json.dumps({"email": person.email, **to_json(notice)})
        try:
            with self._turn, self._path.open("a+b") as file:
                if notice.key not in _keys(file):
                    _append(file, line)
        except OSError as error:
            raise UnreachableError(
                f"{self._path} cannot be written: {error.strerror}", "it is tried again"
            ) from error


def _keys(file: BinaryIO) -> set[str]:
    file.seek(0)
    return {_key(line) for line in file}


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
