"""What witnesses have signed of our log, and taking in what one of them sent by hand."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cli.installation.settings_readers import ADDRESSES, Witness
from connectors.whole_file import write_whole
from ledger.checkpoint import checkpoint_from
from ledger.note import (
    BadNoteError,
    Note,
    VerifierKey,
    note_from,
    seen_at,
    signed_by,
    verifier_from,
)
from states.errors import InvalidError, UnreachableError
from store.log.outside import Claim


class Testimony(NamedTuple):
    """What one witness signed last, and when; nothing where nothing is known of it."""

    name: str
    place: str
    size: int | None = None
    at: datetime | None = None


def testimonies(witnesses: Iterable[Witness], claims: Iterable[Claim]) -> Iterator[Testimony]:
    """Say of each witness in the settings what it signed last."""
    known = {claim.place: claim for claim in claims}
    for one in witnesses:
        key = verifier_from(one.key)
        claim = known.get(one.place)
        if claim is None:
            yield Testimony(key.name, one.place)
        else:
            seconds = seen_at(signed_by(claim.note, (key,))[key])
            at = datetime.fromtimestamp(seconds, UTC)
            yield Testimony(key.name, one.place, claim.checkpoint.size, at)


def take_in(written: str, witnesses: Iterable[Witness], claims: Iterable[Claim]) -> Claim:
    """Keep what a witness signed where the settings look for it, unless that is newer.

    Raises:
        InvalidError: no witness in the settings signed it, or it is read at an address.
        UnreachableError: the file in the settings cannot be written.
    """
    note = _note(written)
    witness = _signer(note, witnesses)
    if witness.place.startswith(ADDRESSES):
        raise InvalidError(
            f"what {_name(witness)} signs is read at {witness.place}",
            "there is nothing to take in: retro audit checkpoint",
        )
    claim = Claim(witness.place, note, checkpoint_from(note.text))
    if not _is_older(claim, claims):
        _keep(Path(witness.place), note)
    return claim


def _note(written: str) -> Note:
    try:
        # On its way by mail a line may have come by another end; the signature says if it fits.
        note = note_from(written.replace("\r\n", "\n"))
        checkpoint_from(note.text)
    except BadNoteError as error:
        raise InvalidError(
            f"what was sent is no checkpoint: {error}",
            "take it in as it came, with every line and its end",
        ) from error
    return note


def _signer(note: Note, witnesses: Iterable[Witness]) -> Witness:
    for one in witnesses:
        if _has_signed(note, verifier_from(one.key)):
            return one
    names = ", ".join(signature.name for signature in note.signatures)
    raise InvalidError(
        f"no witness in the settings signed it; it names {names}",
        'name the witness, and a file to keep it in: witnesses = ["NAME+ID+KEY witnessed.txt"]',
    )


def _has_signed(note: Note, key: VerifierKey) -> bool:
    try:
        return key in signed_by(note, (key,))
    except BadNoteError:
        return False


def _name(witness: Witness) -> str:
    return verifier_from(witness.key).name


def _is_older(claim: Claim, claims: Iterable[Claim]) -> bool:
    ours = claim.checkpoint
    known = (one.checkpoint for one in claims if one.place == claim.place)
    return any(one.origin == ours.origin and one.size > ours.size for one in known)


def _keep(file: Path, note: Note) -> None:
    try:
        write_whole(file, str(note).encode())
    except OSError as error:
        raise UnreachableError(
            f"{file} cannot be written: {error.strerror or error}",
            "make room for it, or name another file: witnesses",
        ) from error
