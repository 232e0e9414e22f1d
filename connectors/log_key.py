"""The private key that signs the log: a PEM file which nobody else may read."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from states.errors import InvalidError

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


def read_key(file: Path) -> Ed25519PrivateKey | None:
    """Read a key as `openssl genpkey -algorithm ed25519` writes it; None where there is no file.

    Raises:
        InvalidError: the file cannot be read, or holds something else.
    """
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except FileNotFoundError:
        return None
    except (OSError, TypeError, ValueError) as error:
        raise _unusable(file, str(error)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _unusable(file, "it is a key of another kind")
    return key


def make_key(file: Path) -> Ed25519PrivateKey:
    """Make a key and keep it, unless somebody else has just done so; then that one is read.

    Raises:
        InvalidError: the file cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        file.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        _write_first(file, pem)
    except FileExistsError:
        return read_key(file) or key
    except OSError as error:
        raise _unusable(file, str(error)) from error
    return key


def change_key(file: Path, successor: Path, aside: Path) -> None:
    """Put one key in the place of another, which is kept `aside` if there is one.

    Raises:
        InvalidError: a file cannot be written; the key is then as it was.
    """
    try:
        aside.unlink(missing_ok=True)
        # Linked, so that there is a key in the place at every moment.
        with suppress(FileNotFoundError):
            os.link(file, aside)
        successor.replace(file)
    except OSError as error:
        raise _unusable(file, str(error)) from error


def _write_first(file: Path, pem: bytes) -> None:
    # Linked when it is whole: whoever finds the file finds a key in it.
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(pem)
        opened.flush()
        os.fsync(descriptor)
    try:
        os.link(draft, file)
    finally:
        draft.unlink()


def _unusable(file: Path, why: str) -> InvalidError:
    return InvalidError(
        f"{file} is no key that can sign: {why}",
        f"put the key back from where you keep a copy, or make one where there was none:"
        f" openssl genpkey -algorithm ed25519 -out {file}",
    )
