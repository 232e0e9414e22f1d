"""Texts that can be erased: an entry holds a salted digest, and the text lies beside it.

What is hashed, signed and proven is the sealed entry, so erasing a text breaks no proof. A salt
keeps anybody from finding an erased text by guessing.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ledger.canonical import canonical, parsed
from ledger.entry import Entry

PARTS = ("events", "refusal", "asked")
"""The fields of an entry in which somebody's words stand."""

MARK = "$sealed"
SALT = 16
"""Bytes of a salt. One of another length could pass a part of the text for its own."""

ERASED = "[erased]"
"""How an erased text reads."""

# fmt: off
OPEN, PRIVATE = frozenset({"id", "roles"}), frozenset({"email", "name"})
"""Under which keys a text is never sealed, and always; any other is where it has a space.

By their roles people may grant and approve: whoever audits without texts has to know them.
"""

RESULTS, FINDINGS = "results", "findings"
"""What checks found quotes texts, and is sealed as a whole; the rest of a result is not."""
# fmt: on

_SPACE = re.compile(r"\s")

Shut = Callable[[str], dict[str, str]]
"""Keeps a text, and returns what stands for it."""

Unseal = Callable[[str], str | None]
"""Returns the text of a digest, None where it was erased."""

T = TypeVar("T")

_NESTED: frozenset[type] = frozenset({dict, list})


class BadSealError(ValueError):
    """A text is not the one that was sealed."""

    def __init__(self, digest: str) -> None:
        """Say which seal it is."""
        super().__init__(f"the text under the seal {digest} is not the one that was sealed")


class Seal(Struct, frozen=True):
    """A text, and the digest that stands for it in an entry."""

    digest: str
    salt: bytes
    text: str

    @property
    def fits(self) -> bool:
        """Tell whether the digest is that of the text."""
        # Said again instead of asked of `_digest`: an audit asks this twice for each entry.
        told = hashlib.sha256(self.salt + self.text.encode()).hexdigest()
        return told == self.digest and len(self.salt) == SALT


def sealed(entry: Entry, salt: Callable[[], bytes]) -> tuple[Entry, tuple[Seal, ...]]:
    """Put a seal in the place of each text that may have to be erased one day.

    `salt` returns sixteen random bytes, others each time.
    """
    seals: list[Seal] = []

    def shut(text: str) -> dict[str, str]:
        fresh = salt()
        seals.append(Seal(_digest(fresh, text), fresh, text))
        return {MARK: seals[-1].digest}

    return _with_parts(entry, lambda part: _sealed(part, shut)), tuple(seals)


def opened(entry: Entry, seals: Iterable[Seal]) -> Entry:
    """Put each text back in its place; what has no seal any more reads `[erased]`.

    Raises:
        BadSealError: a text is not the one that was sealed.
    """
    texts = {seal.digest: _fitting(seal).text for seal in seals}
    return _with_parts(entry, lambda part: told(part, texts.get))


def told(part: T, unseal: Unseal) -> T:
    """Put each text back into an event, or another part of an entry."""
    opened: T = _opened(part, unseal)
    return opened


def digests_in(entry: Entry) -> tuple[str, ...]:
    """List the seals that stand in a sealed entry, whether or not their texts were erased."""
    found: list[str] = []

    def noted(digest: str) -> None:
        found.append(digest)

    _with_parts(entry, lambda part: _opened(part, noted))
    return tuple(found)


def salts_in(entry: Entry, seals: Iterable[Seal]) -> tuple[str, ...]:
    """List the salts of a sealed entry in order, in hexadecimal; an empty one was erased."""
    known = {seal.digest: seal.salt.hex() for seal in seals}
    return tuple(known.get(digest, "") for digest in digests_in(entry))


def _digest(salt: bytes, text: str) -> str:
    return hashlib.sha256(salt + text.encode()).hexdigest()


def _fitting(seal: Seal) -> Seal:
    if not seal.fits:
        raise BadSealError(seal.digest)
    return seal


def _with_parts(entry: Entry, change: Callable[[Any], Any]) -> Entry:
    events = tuple(change(one) for one in entry.events)
    return replace(entry, events=events, refusal=change(entry.refusal), asked=change(entry.asked))


def _sealed(body: object, shut: Shut, key: str = "", *, legible: bool = False) -> object:
    match body:
        case _ if key == FINDINGS and body:
            return shut(canonical({FINDINGS: body}).decode())
        case str():
            return body if legible or not _is_private(key, body) else shut(body)
        case list() | tuple():
            return [_sealed(one, shut, key, legible=legible) for one in body]
        case dict():
            members = {
                name: _sealed(one, shut, name, legible=legible or name == RESULTS)
                for name, one in sorted(body.items(), key=_as_written)
            }
            # What only looks like a seal is wrapped once more: an object where a digest would be.
            return {MARK: members} if MARK in body else members
        case _:
            return body


def _as_written(member: tuple[str, object]) -> bytes:
    # Salts are drawn in the order in which an entry has its texts, which is RFC 8785's.
    return member[0].encode("utf-16-be", "surrogatepass")


def _opened(body: Any, unseal: Unseal, key: str = "") -> Any:
    # Most of what stands in an event is plain: not to ask about that takes half the time.
    if isinstance(body, list):
        return [_opened(one, unseal, key) for one in body]
    if not isinstance(body, dict):
        return body
    if MARK in body and len(body) == 1:
        return _unsealed(body[MARK], unseal, key)
    return {
        name: _opened(one, unseal, name) if one.__class__ in _NESTED else one
        for name, one in body.items()
    }


def _unsealed(held: object, unseal: Unseal, key: str) -> object:
    match held:
        case str():
            return _told(unseal(held), key)
        case dict():
            return {name: _opened(one, unseal, name) for name, one in held.items()}
        case _:
            return {MARK: held}


def _is_private(key: str, text: str) -> bool:
    return key not in OPEN and text != "" and (key in PRIVATE or bool(_SPACE.search(text)))


def _told(text: str | None, key: str) -> object:
    if key != FINDINGS:
        return ERASED if text is None else text
    return [] if text is None else parsed(text.encode()).get(FINDINGS, [])
