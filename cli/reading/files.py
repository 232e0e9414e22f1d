"""Reading what somebody wrote in a file: text, and not too much of it."""

import sys
from pathlib import Path

from states.errors import InvalidError

STDIN = "-"
LIMIT = 10 * 1024 * 1024
_MEBIBYTE = 1024 * 1024


def text_of(path: str) -> str:
    """Return the text of a file; `-` is what is piped in.

    Raises:
        InvalidError: it is not there, cannot be read, is too large, or is no text.
    """
    try:
        raw = sys.stdin.buffer.read(LIMIT + 1) if path == STDIN else _bytes_of(Path(path))
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        raise InvalidError(f"{path}: {told}", "name a file that can be read") from error
    if len(raw) > LIMIT:
        raise InvalidError(f"{path}: larger than {LIMIT // _MEBIBYTE} MiB", "split the file")
    return _decoded(raw, path)


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LIMIT + 1)


def _decoded(raw: bytes, path: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidError(
            f"{path}: byte {error.start + 1} is not UTF-8", "save the file as UTF-8 text"
        ) from error
    if "\0" in text:
        raise InvalidError(f"{path}: it holds zero bytes, so it is no text", "name a text file")
    return text
