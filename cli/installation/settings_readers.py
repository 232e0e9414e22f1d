"""How what somebody wrote into a setting is read; each raises `ValueError` saying what is wrong.

The folder is the one that a relative path is relative to: the file's, or the working directory.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from cli.installation.cron import cron_from
from cli.installation.secret import Secret

ROUTE = re.compile(r"[^\W_][\w.-]{0,63}")
DEFAULT = "default"
"""The name of the route that `notify_urls` are."""
PAIR = 2
ADDRESSES = ("http://", "https://")


class Witness(NamedTuple):
    """The key of a witness, and the file or address at which its checkpoint lies."""

    key: str
    place: str


def text(written: object, _folder: Path) -> str:
    """Read a text that says something."""
    if not (isinstance(written, str) and written.strip()):
        raise ValueError("must be a text in quotes, and not empty")
    return written.strip()


def path(written: object, folder: Path) -> Path:
    """Read a path; `~` is the home directory."""
    return folder / Path(text(written, folder)).expanduser()


def zone(written: object, folder: Path) -> str:
    """Read the name of a time zone."""
    from documents.moments import zone_from  # few set one, and it costs a tenth of a second

    return zone_from(text(written, folder)).key


def recurring(written: object, folder: Path) -> str:
    """Read moments that come again, as cron writes them, or `never`."""
    return cron_from(text(written, folder))


def names(written: object, folder: Path) -> tuple[str, ...]:
    """Read people and roles: a list of them, or a text with blanks between them."""
    listed = written if isinstance(written, list) else text(written, folder).split()
    if not all(isinstance(one, str) and one.strip() for one in listed):
        raise ValueError('must be a list of people and roles: ["ana", "role:manager"]')
    return tuple(one.strip() for one in listed)


def addresses(written: object, folder: Path) -> tuple[Secret, ...]:
    """Read notice addresses: a list of them, or a text with blanks between them."""
    listed = written if isinstance(written, list) else text(written, folder).split()
    if not all(isinstance(one, str) for one in listed):
        raise ValueError('must be a list of texts: ["mailto://…", "slack://…"]')
    return tuple(Secret(one) for one in listed)


def routes(written: object, folder: Path) -> Mapping[str, tuple[Secret, ...]]:
    """Read routes by name: a table of addresses, in the environment as TOML between braces."""
    table = written if isinstance(written, dict) else _table(text(written, folder))
    wrong = next((name for name in table if not ROUTE.fullmatch(name) or name == DEFAULT), None)
    if wrong is not None:
        raise ValueError(f"has the route “{wrong}”: name it by a word, and not “{DEFAULT}”")
    return {name: _route(name, said, folder) for name, said in table.items()}


def _table(written: str) -> dict[str, Any]:
    try:
        return dict(tomllib.loads(f"routes = {written}")["routes"])
    except (tomllib.TOMLDecodeError, TypeError, ValueError):
        # Not the parser's own words, nor its error behind ours: they may quote an address.
        raise ValueError('must be a table: {mail = "mailto://…", chat = ["slack://…"]}') from None


def _route(name: str, said: object, folder: Path) -> tuple[Secret, ...]:
    try:
        found = addresses(said, folder)
    except ValueError as error:
        raise ValueError(f"route “{name}” {error}") from error
    if not found:
        raise ValueError(f"route “{name}” has no address: leave it out, or give it one")
    return found


def patience(written: object, folder: Path) -> timedelta:
    """Read how long a channel is tried: `30m`."""
    from policies.file.durations import duration_from  # few set one, and it loads pydantic

    span = duration_from(text(written, folder))
    if span < timedelta(0):
        raise ValueError("must not be negative: 30m")
    return span


def witnesses(written: object, folder: Path) -> tuple[Witness, ...]:
    """Read witnesses: a list of `KEY PLACE`, or a text of such pairs with blanks between them."""
    words = written if isinstance(written, list) else _pairs(text(written, folder).split())
    if not all(isinstance(one, str) and len(one.split(maxsplit=1)) == PAIR for one in words):
        raise ValueError('must be a list of keys and places: ["NAME+ID+KEY https://host/path"]')
    return tuple(_witness(one, folder) for one in words)


def _pairs(words: list[str]) -> list[str]:
    return [" ".join(words[at : at + PAIR]) for at in range(0, len(words), PAIR)]


def _witness(written: str, folder: Path) -> Witness:
    from ledger.note import COSIGNATURE, verifier_from  # few set one, and it loads cryptography

    key, place = written.split(maxsplit=1)
    if verifier_from(key).kind != COSIGNATURE:
        raise ValueError(f"has the key {key}, which signs no checkpoints as a witness does")
    at = place if place.startswith(ADDRESSES) else str(folder / Path(place).expanduser())
    return Witness(key, at)
