"""What an auditor takes home, read in one moment: whole histories, each entry with its proof.

Besides the incidents asked for there are the directory, the policies and the log itself: gates
were judged by these people under these rules.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, Select, select

from ledger.bundle import Earlier, Proven
from ledger.checkpoint import Checkpoint, checkpoint_from
from ledger.note import Note, VerifierKey, signed_by
from ledger.proof import Proof
from ledger.tiles import nodes_in
from ledger.tree import BadProofError, Nodes, inclusion, leaf, must_include
from states.errors import BrokenHistoryError
from store import shelf
from store.engine import reading
from store.log.growing import tiles_of
from store.log.identity import Identity, identity_in
from store.log.log import Log
from store.log.notes import NEWEST, by_size, chosen, earlier, note_for
from store.log.outside import Claim
from store.log.spans import Period, Span, Wanted, around, must_be_signed, names_in, span_of
from store.policies import texts_for
from store.shelf import Kept
from store.tables import LOG, PEOPLE, POLICIES, leaves

PLACES = select(leaves.c.seq, leaves.c.place)

ALWAYS = (LOG, PEOPLE, POLICIES)
"""The histories that every bundle holds."""


class Past(NamedTuple):
    """Everything that one incident, or another stream, has in the log."""

    name: str
    entries: list[Proven]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A checkpoint, and all that is proven by it; `histories` can be read once.

    Every place of `span` is among them: that is how nothing of a period is missing. `policies`
    finds the files that are kept of these digests.
    """

    note: Note
    checkpoint: Checkpoint
    keys: tuple[VerifierKey, ...]
    witnesses: tuple[VerifierKey, ...]
    earlier: tuple[Earlier, ...]
    span: Span | None
    histories: Iterator[Past]
    policies: Callable[[Iterable[str]], Mapping[str, str]]


@contextmanager
def evidence(log: Log, wanted: Wanted, claims: Iterable[Claim]) -> Iterator[Evidence]:
    """Gather it, with what is known outside; it is read while the block lasts.

    Raises:
        BrokenHistoryError: an entry, or the tree, is not what was signed.
        NotSignedError: some of it has not been signed yet.
        UnreachableError: the database does not answer.
    """
    witnesses = tuple(one.cosigner for one in log.witnesses if one.cosigner)
    with reading(log.engine) as connection:
        identity = identity_in(connection, log.installation)
        ours = [one for one in claims if one.origin == identity.origin]
        yield _gathered(connection, wanted, identity, ours, witnesses)


def _gathered(
    connection: Connection,
    wanted: Wanted,
    identity: Identity,
    claims: Iterable[Claim],
    witnesses: tuple[VerifierKey, ...],
) -> Evidence:
    stored = (note_for(connection, NEWEST), *around(connection, wanted))
    notes = by_size(stored, claims)
    size = max(notes, default=0)
    must_be_signed(connection, wanted, size)
    span = span_of(connection, wanted, size)
    note = chosen(notes, span.end, witnesses)
    checkpoint = checkpoint_from(note.text)
    nodes = nodes_in(tiles_of(connection))
    wide = span.widened(checkpoint.size) if isinstance(wanted, Period) else None
    names = names_in(connection, wide) if wide else {str(wanted)}
    return Evidence(
        note,
        checkpoint,
        keys=_signers_first(note, identity.keys),
        witnesses=witnesses,
        earlier=tuple(earlier(notes, checkpoint.size, nodes)),
        span=wide,
        histories=_histories(connection, names, note, nodes),
        policies=partial(texts_for, connection),
    )


def _signers_first(note: Note, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
    newest_first = [*keys][::-1]
    signers = signed_by(note, newest_first)
    return tuple(sorted(newest_first, key=lambda one: one not in signers))


def _histories(
    connection: Connection, names: Iterable[str], note: Note, nodes: Nodes
) -> Iterator[Past]:
    log = checkpoint_from(note.text)
    for name in sorted({*names, *ALWAYS}):
        proofs = {
            seq: Proof(place, inclusion(place, log.size, nodes), note)
            for seq, place in connection.execute(_placed(name, log.size))
        }
        kept = shelf.entries_since(connection, name, 1)
        yield Past(name, [_proven(one, proofs[one.seq], log) for one in kept if one.seq in proofs])


def _placed(name: str, size: int) -> Select[int, int]:
    return PLACES.where(leaves.c.incident == name, leaves.c.place < size)


def _proven(kept: Kept, proof: Proof, log: Checkpoint) -> Proven:
    try:
        must_include(leaf(kept.text), proof.index, log.size, proof.path, log.root)
    except BadProofError as error:
        raise BrokenHistoryError(kept.incident, kept.seq, str(error)) from error
    return Proven(kept.incident, kept.seq, kept.text, proof, kept.seals)
