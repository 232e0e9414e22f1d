"""Reading what somebody wrote in a file: text, and not too much of it."""

import sys
from pathlib import Path

from states.errors import InvalidError

STDIN = "-"
LIMIT = 10 * 1024 * 1024
_MEBIBYTE = 1024 * 1024
MARK = "\ufeff"
"""The byte order mark, which some editors write before a text."""


def text_of(path: str) -> str:
    """Return the text of a file without the mark before it; raises as `text_as_it_is`."""
    return text_as_it_is(path).removeprefix(MARK)


def text_as_it_is(path: str) -> str:
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
        problem = f"larger than {LIMIT // _MEBIBYTE} MiB"
        raise InvalidError(f"{path}:1:1: {problem}", "split the file")
    return _decoded(raw, path)


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LIMIT + 1)


def _decoded(raw: bytes, path: str) -> str:
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        place = _place(raw[: error.start])
        raise InvalidError(
            f"{path}:{place}: byte {error.start + 1} is not UTF-8", "save the file as UTF-8 text"
        ) from error
    if b"\0" in raw:
        place = _place(raw[: raw.index(b"\0")])
        problem = "it holds zero bytes, so it is no text"
        raise InvalidError(f"{path}:{place}: {problem}", "name a text file")
    return text


def _place(before: bytes) -> str:
    lines = before.decode().removeprefix(MARK).split("\n")
    return f"{len(lines)}:{len(lines[-1]) + 1}"
