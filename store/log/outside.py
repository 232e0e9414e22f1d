"""What is known of the log outside of its database, and whether the database still holds it.

A database that was put back from a backup does not know what it signed since. Signing again
would give one place of the tree to two entries, and show the world two histories.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from ledger.checkpoint import Checkpoint, checkpoint_from
from ledger.note import BadNoteError, Note, VerifierKey, note_from, signed_by
from states.errors import Exit, InvalidError, RetrogateError, UnreachableError
from store.log.growing import root_of, size_of
from store.log.identity import Identity
from store.log.origin import Origin, origin_from


@dataclass(frozen=True, slots=True)
class Place:
    """Where checkpoints lie outside: a folder of ours, or a witness, who signs with `cosigner`.

    `newest` reads the one that lies there, None where there is none yet; it raises
    `UnreachableError` where nobody can tell.
    """

    name: str
    newest: Callable[[], str | None]
    cosigner: VerifierKey | None = None


class Claim(NamedTuple):
    """What one place says of the log; nobody has held it to the database yet."""

    place: str
    note: Note
    checkpoint: Checkpoint

    @property
    def origin(self) -> Origin | None:
        """The name of the log, where it is one of ours."""
        return origin_from(self.checkpoint.origin)


class DisagreesError(RetrogateError):
    """The database is not the one of which a checkpoint outside was signed: nothing is signed."""

    exit = Exit.ANSWER_IS_NO

    def __init__(self, claim: Claim, found: str) -> None:
        """Say where which checkpoint lies, and what the database has instead."""
        known = f"{claim.checkpoint.size} entries of {claim.checkpoint.origin}"
        super().__init__(
            f"nothing is signed: {claim.place} knows {known}, root"
            f" {claim.checkpoint.root.hex()[:12]}…, and the database {found}"
        )
        self.claim = claim
        self.hint = (
            'if it was put back from a backup: retro audit restart --reason "…"'
            " · if it was not, somebody changed it: retro audit verify"
        )


def claims_of(places: Iterable[Place]) -> tuple[Claim, ...]:
    """Read what lies outside; a witness that does not answer says nothing.

    Raises:
        InvalidError: something else lies there.
        UnreachableError: nobody can tell what lies in our own folder.
    """
    found = ((place, _written(place)) for place in places)
    return tuple(_claim(place, written) for place, written in found if written)


def _written(place: Place) -> str | None:
    try:
        return place.newest()
    except UnreachableError:
        if place.cosigner is None:
            raise
        return None


def _claim(place: Place, written: str) -> Claim:
    try:
        return _read(place, written)
    except BadNoteError as error:
        raise InvalidError(
            f"what lies at {place.name} is no checkpoint of ours: {error}",
            "name another place (log_dir, witnesses), or put it right there",
        ) from error


def _read(place: Place, written: str) -> Claim:
    note = note_from(written)
    if place.cosigner and place.cosigner not in signed_by(note, (place.cosigner,)):
        raise BadNoteError(f"{place.cosigner.name} did not sign it")
    return Claim(place.name, note, checkpoint_from(note.text))


def must_agree(connection: Connection, identity: Identity, claims: Iterable[Claim]) -> None:
    """Hold the tree to what is known outside.

    Raises:
        DisagreesError: it has fewer entries, or others.
        InvalidError: what lies outside is of another installation.
    """
    for claim in claims:
        _must_be_of(identity.origin.installation, claim)
        if found := disagreement(connection, identity, claim):
            raise DisagreesError(claim, found)


def disagreement(connection: Connection, identity: Identity, claim: Claim) -> str:
    """Say what the database has where it does not hold what was claimed; nothing where it does."""
    said = claim.origin or identity.origin
    if said.number != identity.origin.number:
        return f"is of {identity.origin}" if said.number > identity.origin.number else ""
    if not _is_signed(claim.note, identity.keys):
        return "does not know the key that signed it"
    size = size_of(connection)
    if size < claim.checkpoint.size:
        return f"has {size}"
    found = root_of(connection, claim.checkpoint.size)
    return "" if found == claim.checkpoint.root else f"has root {found.hex()[:12]}… there"


def _is_signed(note: Note, keys: Sequence[VerifierKey]) -> bool:
    try:
        return bool(signed_by(note, keys))
    except BadNoteError:
        return False


def _must_be_of(installation: str, claim: Claim) -> None:
    if claim.origin is None or claim.origin.installation != installation:
        raise InvalidError(
            f"{claim.place} has the log {claim.checkpoint.origin}, and this is"
            f" {Origin(installation)}",
            "every installation needs a log_dir and a file at each witness of its own",
        )
