"""Signed notes as C2SP has them: a text, an empty line, and a line for each signature.

https://c2sp.org/signed-note · https://c2sp.org/tlog-cosignature. A note says nothing until
`signed_by` has named a key that is trusted. Signatures of other keys are left alone, so that
another kind may follow.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519, COSIGNATURE = 0x01, 0x04
KINDS = {ED25519: "Ed25519", COSIGNATURE: "Ed25519 cosignature"}
"""The kinds of signatures that are checked here, by the byte that C2SP gave them."""

MARK = "\N{EM DASH} "
LIMIT = 1_000_000
"""Characters of a note."""

ID, KEY, TIME = 4, 32, 8
"""Bytes of a key's id, of a public key, and of a cosignature's moment."""


class BadNoteError(ValueError):
    """A note, a key or a signature is not what it must be."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: whose, by which key, and the bytes."""

    name: str
    key_id: bytes
    bytes: bytes

    def __str__(self) -> str:
        """Write the line."""
        return f"{MARK}{self.name} {packed(self.key_id + self.bytes)}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends its last line, and the signatures under it; nobody has checked them."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        """Write the note."""
        return f"{self.text}\n" + "".join(f"{one}\n" for one in self.signatures)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key, the kind of its signatures, and the name of whom it stands for.

    Raises:
        BadNoteError: no key can have this name, this kind or these bytes.
    """

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        """Refuse what no signature could name."""
        if not _is_name(self.name):
            raise BadNoteError(f"“{self.name}” is no name of a key: a word without spaces and “+”")
        if self.kind not in KINDS:
            known = ", ".join(f"{kind} ({name})" for kind, name in KINDS.items())
            raise BadNoteError(f"the key of {self.name} is of kind {self.kind}; known: {known}")
        if len(self.public) != KEY:
            size = len(self.public)
            raise BadNoteError(f"the key of {self.name} has {size} bytes, where {KEY} are one")

    @property
    def id(self) -> bytes:
        """Return the four bytes by which a signature names its key."""
        named = f"{self.name}\n".encode() + bytes([self.kind]) + self.public
        return hashlib.sha256(named).digest()[:ID]

    def __str__(self) -> str:
        """Write it as Go's sumdb and every C2SP tool takes it: `NAME+ID+KEY`."""
        return f"{self.name}+{self.id.hex()}+{packed(bytes([self.kind]) + self.public)}"


class SigningKey(Protocol):
    """What signs a text under a verifier key."""

    @property
    def verifier(self) -> VerifierKey:
        """The key that its signatures are checked with."""

    def sign(self, text: str) -> Signature:
        """Sign a text that ends its last line."""


@dataclass(frozen=True, slots=True)
class Ed25519Key:
    """A private key that signs as the log itself does."""

    name: str
    private: Ed25519PrivateKey

    @property
    def verifier(self) -> VerifierKey:
        """The key that its signatures are checked with."""
        return VerifierKey(self.name, ED25519, self._public)

    @property
    def cosigner(self) -> VerifierKey:
        """The key that its cosignatures are checked with."""
        return VerifierKey(self.name, COSIGNATURE, self._public)

    def sign(self, text: str) -> Signature:
        """Sign a text that ends its last line."""
        return Signature(self.name, self.verifier.id, self.private.sign(text.encode()))

    @property
    def _public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()


def cosigned(key: Ed25519Key, text: str, seconds: int) -> Signature:
    """Sign the text of a checkpoint as a witness who saw it at so many seconds of Unix time."""
    signed = key.private.sign(_cosignable(text, seconds))
    return Signature(key.name, key.cosigner.id, seconds.to_bytes(TIME) + signed)


def seen_at(cosignature: Signature) -> int:
    """Return when (seconds of Unix time) a witness says that it signed."""
    return int.from_bytes(cosignature.bytes[:TIME])


def note_from(written: str) -> Note:
    """Read a signed note, without asking whether its signatures are any good.

    Raises:
        BadNoteError: it is none.
    """
    if len(written) > LIMIT:
        raise BadNoteError(f"not a signed note: longer than {LIMIT} characters")
    if not _is_plain(written):
        raise BadNoteError("not a signed note: it holds control characters")
    text, mark, lines = written.rpartition("\n\n")
    if not mark or not lines.endswith("\n"):
        raise BadNoteError("not a signed note: no signatures after an empty line")
    return Note(f"{text}\n", tuple(map(_signature_from, lines.removesuffix("\n").split("\n"))))


def verifier_from(written: str) -> VerifierKey:
    """Read a verifier key.

    Raises:
        BadNoteError: it is none, or its id is not that of its key.
    """
    name, _, rest = written.strip().partition("+")
    key_id, _, public = rest.partition("+")
    if not public:
        raise BadNoteError(f"“{written.strip()}” is not a verifier key: NAME+ID+KEY")
    kind, *raw = unpacked(public)
    key = VerifierKey(name, kind, bytes(raw))
    if key.id.hex() != key_id:
        raise BadNoteError(f"the id of the key of {name} is {key.id.hex()}, not {key_id}")
    return key


def signed_by(note: Note, keys: Iterable[VerifierKey]) -> dict[VerifierKey, Signature]:
    """Find which of these keys signed a note, each with its (first) signature.

    Raises:
        BadNoteError: a line names one of these keys, and its signature does not fit.
    """
    known = {(key.name, key.id): key for key in keys}
    found: dict[VerifierKey, Signature] = {}
    for signature in note.signatures:
        if key := known.get((signature.name, signature.key_id)):
            _must_fit(key, signature, note.text)
            found.setdefault(key, signature)
    return found


def packed(raw: bytes) -> str:
    """Write bytes in base64."""
    return base64.b64encode(raw).decode()


def unpacked(text: str) -> bytes:
    """Read base64.

    Raises:
        BadNoteError: it is none, or not as `packed` writes it: one text for one value.
    """
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise BadNoteError(f"“{text[:80]}” is not base64") from error
    if packed(raw) != text:
        raise BadNoteError(f"“{text[:80]}” is not the base64 of what it holds")
    return raw


def _must_fit(key: VerifierKey, signature: Signature, text: str) -> None:
    signed, proof = text.encode(), signature.bytes
    if key.kind == COSIGNATURE:
        signed, proof = _cosignable(text, seen_at(signature)), signature.bytes[TIME:]
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(proof, signed)
    except (InvalidSignature, ValueError) as error:
        raise BadNoteError(f"the signature of {key.name} does not fit the text") from error


def _cosignable(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _signature_from(line: str) -> Signature:
    name, _, signed = line.removeprefix(MARK).partition(" ")
    if not line.startswith(MARK) or not _is_name(name):
        raise BadNoteError(f"“{line[:80]}” is not the line of a signature")
    raw = unpacked(signed)
    if len(raw) <= ID:
        raise BadNoteError(f"the signature of {name} is too short to name a key and sign")
    return Signature(name, raw[:ID], raw[ID:])


def _is_name(name: str) -> bool:
    return name != "" and _is_plain(name) and not any(one.isspace() or one == "+" for one in name)


def _is_plain(text: str) -> bool:
    # Half a surrogate pair is no character: what holds one cannot be written as UTF-8.
    return not any((one < " " and one != "\n") or "\ud800" <= one <= "\udfff" for one in text)
