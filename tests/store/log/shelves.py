"""A folder in memory, and logs in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from states.errors import UnreachableError
from store.log.log import Log
from store.log.outside import Place

HOUSE = "a1b2c3d4e5f6"
OURS, THEIRS = (Ed25519PrivateKey.from_private_bytes(bytes([one]) * 32) for one in (1, 2))


@dataclass
class Shelf:
    """Files by name; every name that was written is remembered in order."""

    files: dict[str, bytes] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    taken: bool = False
    broken: bool = False
    name: str = "the shelf"

    def read(self, name: str) -> bytes | None:
        if self.broken:
            raise UnreachableError("the shelf does not answer")
        return self.files.get(name)

    def write(self, name: str, content: bytes) -> None:
        self.files[name] = content
        self.written.append(name)

    def drop(self, name: str) -> None:
        self.files = {one: kept for one, kept in self.files.items() if not one.startswith(name)}

    def set_aside(self, name: str) -> None:
        self.files = {f"{name}/{one}": kept for one, kept in self.files.items()}

    @contextmanager
    def alone(self) -> Iterator[bool]:
        yield not self.taken

    @property
    def checkpoint(self) -> str:
        return self.files["checkpoint"].decode()


def log_of(
    engine: Engine,
    shelf: Shelf,
    *witnesses: Place,
    key: Ed25519PrivateKey | None = OURS,
    house: str = HOUSE,
) -> Log:
    """Keep a log in memory."""
    return Log(engine, house, shelf, witnesses, key)
