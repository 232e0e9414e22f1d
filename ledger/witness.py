"""What a witness asks before it signs: that the log is the one it saw, and only grew since.

Whoever keeps a log could show one history to some and another to others. A witness that
remembers one checkpoint, and signs no other history than the one that goes on from it, is
enough to stop that.
"""

from collections.abc import Iterable, Sequence

from ledger.checkpoint import Checkpoint, signed_checkpoint
from ledger.note import BadNoteError, Note, Signature, VerifierKey, signed_by
from ledger.tree import BadProofError, Nodes, consistency, must_have_grown, root


def checkpoint_by(note: Note, keys: Sequence[VerifierKey]) -> tuple[Checkpoint, Signature]:
    """Read a checkpoint that one of a log's keys signed, and that signature.

    Raises:
        BadNoteError: none of them signed it, or it is no checkpoint of that log.
    """
    for key, signature in signed_by(note, keys).items():
        return signed_checkpoint(note, key), signature
    names = " or ".join(f"{key.name} with the key {key.id.hex()}" for key in keys)
    raise BadNoteError(f"the note is not signed by {names}")


def growth(seen: Checkpoint | None, shown: Checkpoint, nodes: Nodes) -> tuple[bytes, ...]:
    """Prove from the hashes of a log that what it shows begins with what was seen.

    Nobody has checked the proof. Where nothing was seen yet there is nothing to prove.

    Raises:
        BadProofError: it has become smaller.
        BadTileError: the hashes are not all there.
    """
    if seen is None or not seen.size:
        return ()
    if shown.size < seen.size:
        raise BadProofError(f"it has {shown.size} entries where {seen.size} were seen")
    return consistency(seen.size, shown.size, nodes)


def must_go_on(
    seen: Checkpoint | None, shown: Checkpoint, proof: Sequence[bytes], nodes: Nodes
) -> None:
    """Check that a log goes on from what was seen; one never seen must hold what it shows.

    Raises:
        BadProofError: it does not.
        BadTileError: the hashes are not all there.
    """
    if seen and seen.size:
        must_have_grown(seen.size, seen.root, shown.size, shown.root, proof)
    elif (found := root(shown.size, nodes)) != shown.root:
        raise BadProofError(f"its hashes lead to {found.hex()}, not to {shown.root.hex()}")


def joined(note: Note, others: Iterable[Note]) -> Note:
    """Put the signatures of other notes of the same text under one note, each once."""
    more = (line for one in others if one.text == note.text for line in one.signatures)
    return Note(note.text, tuple(dict.fromkeys((*note.signatures, *more))))
