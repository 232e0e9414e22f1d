"""Read what a log or its witness has laid down: a file, or a page that anybody may fetch."""

from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from states.errors import UnreachableError

SECONDS = 3.0
LIMIT = 1_000_000
"""Bytes of an answer: a checkpoint has a few hundred."""

SCHEMES = ("http://", "https://")
NOT_FOUND = 404


def read_text(place: str) -> str | None:
    """Read a text that lies at a path or an address, as `read_bytes` does."""
    written = read_bytes(place)
    return None if written is None else written.decode(errors="replace")


def read_bytes(place: str) -> bytes | None:
    """Read what lies at a path or an address; None where there is nothing yet.

    Raises:
        UnreachableError: nobody can tell.
    """
    try:
        return _fetched(place) if place.startswith(SCHEMES) else _read(Path(place))
    except (OSError, ValueError, HTTPException) as error:
        raise UnreachableError(
            f"{place} cannot be read: {error}", "see to it, or name another place"
        ) from error


def _read(file: Path) -> bytes | None:
    try:
        with file.open("rb") as opened:
            return opened.read(LIMIT)
    except FileNotFoundError:
        return None


def _fetched(address: str) -> bytes | None:
    try:
        with urlopen(address, timeout=SECONDS) as answer:  # noqa: S310  # only `SCHEMES` come here
            body = bytes(answer.read(LIMIT))
            if answer.length and len(body) < LIMIT:
                raise OSError("the answer broke off")
            return body
    except HTTPError as error:
        if error.code == NOT_FOUND:
            return None
        raise
