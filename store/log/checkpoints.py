"""Sign the tree: one root for one size, kept before anybody is shown it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Engine, select

from ledger.checkpoint import Checkpoint, checkpoint_from
from ledger.note import Ed25519Key, Note, note_from
from states.errors import BrokenHistoryError, ConflictError
from store.engine import reading
from store.log.growing import growing, root_of, size_of
from store.log.identity import Identity, identity_in
from store.log.outside import Claim, disagreement, must_agree
from store.tables import LOG, checkpoints

NEWEST = select(checkpoints.c.note).order_by(checkpoints.c.size.desc()).limit(1)

HERE = "the database itself"


class Signed(NamedTuple):
    """A checkpoint and the note under which it was signed."""

    checkpoint: Checkpoint
    note: Note


class OtherKeyError(ConflictError):
    """Another key than ours signs this log."""

    def __init__(self, identity: Identity) -> None:
        """Name the key that signs, and how one comes by it."""
        key = str(identity.key) if identity.key else "none yet"
        super().__init__(
            f"the key of this machine is not the one that signs {identity.origin}: {key}",
            "name that key's file here (log_key), or let this one sign: retro audit rotate",
        )


def newest(engine: Engine) -> Signed | None:
    """Return the checkpoint of most entries; None where nothing has been signed."""
    with reading(engine) as connection:
        return newest_in(connection)


def newest_in(connection: Connection) -> Signed | None:
    """Return it as the transaction sees it."""
    written = connection.scalar(NEWEST)
    if written is None:
        return None
    note = note_from(str(written))
    return Signed(checkpoint_from(note.text), note)


def sign(
    engine: Engine,
    installation: str,
    keys: Sequence[Ed25519Key],
    now: datetime,
    claims: tuple[Claim, ...] = (),
) -> Signed:
    """Sign the tree as it stands, unless that has been done; it is kept, and not yet published.

    The first key is the log's. Others sign beside it: who knows only them learns of the first.

    Raises:
        BrokenHistoryError: the tree does not hold what was signed of it here.
        DisagreesError: it does not hold what is known outside.
        OtherKeyError: another key signs this log.
        UnreachableError: the database does not answer.
    """
    with growing(engine) as connection:
        identity = identity_in(connection, installation)
        if keys[0].verifier != identity.key:
            raise OtherKeyError(identity)
        before = newest_in(connection)
        _must_hold(connection, identity, before)
        must_agree(connection, identity, claims)
        now_signed = _signed(connection, keys)
        if before and before.checkpoint == now_signed.checkpoint:
            return before
        connection.execute(checkpoints.insert(), _row(now_signed, now))
    return now_signed


def _must_hold(connection: Connection, identity: Identity, before: Signed | None) -> None:
    if before is None:
        return
    claim = Claim(HERE, before.note, before.checkpoint)
    if claim.origin == identity.origin and (found := disagreement(connection, identity, claim)):
        raise BrokenHistoryError(
            LOG, identity.seq, f"{before.checkpoint.size} entries were signed, and the tree {found}"
        )


def _signed(connection: Connection, keys: Sequence[Ed25519Key]) -> Signed:
    size = size_of(connection)
    checkpoint = Checkpoint(keys[0].name, size, root_of(connection, size))
    text = str(checkpoint)
    return Signed(checkpoint, Note(text, tuple(one.sign(text) for one in keys)))


def _row(signed: Signed, now: datetime) -> dict[str, object]:
    size, root_hash = signed.checkpoint.size, signed.checkpoint.root.hex()
    return {"size": size, "root": root_hash, "note": str(signed.note), "at": now}
