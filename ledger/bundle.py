"""A bundle: what an auditor takes home, as files by name.

Each entry lies beside its proof, and every proof leads to the one checkpoint. Nothing in it needs
this software to be read: `VERIFY.md`, which goes with it, has three ways without.
"""

import re
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple

from ledger.canonical import NotCanonicalError, canonical, parsed
from ledger.note import Note, VerifierKey, packed
from ledger.proof import Proof
from ledger.sealing import Seal

FORMAT = "retrogate-bundle/1"

# fmt: off
CHECKPOINT = "checkpoint"
KEYS       = "keys.txt"
WITNESSES  = "witnesses.txt"
SEALS      = "seals.jsonl"
MANIFEST   = "manifest.json"
REPORT     = "report.md"
VERIFY     = "VERIFY.md"
# fmt: on

ENTRY = re.compile(r"entries/(?P<incident>[A-Z][A-Z0-9-]+)/(?P<seq>[0-9]{5,})\.json")
"""How the file of an entry is called; its proof has the same name with another ending."""


class BadBundleError(ValueError):
    """A file of a bundle is not what it must be."""


class Proven(NamedTuple):
    """An entry as it was hashed, where it stands in the tree, and the texts under its seals."""

    incident: str
    seq: int
    text: bytes
    proof: Proof
    seals: tuple[Seal, ...] = ()


class Earlier(NamedTuple):
    """A checkpoint signed before, and the hashes which show that its tree only grew since."""

    size: int
    note: Note
    path: tuple[bytes, ...]


def entry_path(incident: str, seq: int) -> str:
    """Name the file of an entry."""
    return f"entries/{incident}/{seq:05}.json"


def proof_path(incident: str, seq: int) -> str:
    """Name the file of an entry's proof."""
    return f"entries/{incident}/{seq:05}.tlog-proof"


def policy_path(digest: str) -> str:
    """Name the file of a policy, whose SHA-256 its digest is."""
    return f"policies/{digest}.yaml"


def earlier_path(size: int) -> str:
    """Name an earlier checkpoint, without the ending: `.checkpoint`, `.consistency`."""
    return f"earlier/{size:06}"


def entry_files(entry: Proven) -> Iterator[tuple[str, bytes]]:
    """List the files of an entry."""
    yield entry_path(entry.incident, entry.seq), entry.text
    yield proof_path(entry.incident, entry.seq), str(entry.proof).encode()


def earlier_files(earlier: Earlier) -> Iterator[tuple[str, bytes]]:
    """List the files of an earlier checkpoint."""
    path = earlier_path(earlier.size)
    yield f"{path}.checkpoint", str(earlier.note).encode()
    yield f"{path}.consistency", "".join(f"{packed(one)}\n" for one in earlier.path).encode()


def key_lines(*keys: VerifierKey) -> bytes:
    """Write keys one a line, each once."""
    return "".join(f"{key}\n" for key in dict.fromkeys(keys)).encode()


def seal_line(incident: str, seq: int, seal: Seal) -> bytes:
    """Write the text under a seal of an entry."""
    kept = {"digest": seal.digest, "salt": seal.salt.hex(), "text": seal.text}
    return canonical({"incident": incident, "seq": seq, **kept}) + b"\n"


def seal_from(line: bytes) -> tuple[str, int, Seal]:
    """Read a line of texts: of which entry, and the seal.

    Raises:
        BadBundleError: it is no such line.
    """
    try:
        body = parsed(line.removesuffix(b"\n"))
        seal = Seal(str(body["digest"]), bytes.fromhex(body["salt"]), str(body["text"]))
        return str(body["incident"]), int(body["seq"]), seal
    except (KeyError, TypeError, ValueError, NotCanonicalError) as error:
        raise BadBundleError(f"not a text under a seal: {line[:80]!r}") from error


def verify_text() -> str:
    """Return what tells an auditor how to check a bundle without this software."""
    return resources.files("ledger").joinpath(VERIFY).read_text(encoding="utf-8")
