"""The checkpoints that a bundle can speak of: signed here, around a period, and seen outside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Select, select

from ledger.bundle import Earlier
from ledger.checkpoint import checkpoint_from
from ledger.note import BadNoteError, Note, VerifierKey, note_from, signed_by
from ledger.tree import Nodes, consistency
from store.log.outside import Claim
from store.tables import checkpoints

Notes = Mapping[int, Note]
"""Signed checkpoints by their size."""

STORED = select(checkpoints.c.note)
NEWEST = STORED.order_by(checkpoints.c.size.desc()).limit(1)
FIRST = STORED.order_by(checkpoints.c.size).limit(1)


def note_for(connection: Connection, wanted: Select[str]) -> Note | None:
    """Read the checkpoint that a question finds, if it finds one."""
    written = connection.scalar(wanted)
    return None if written is None else note_from(written)


def size_in(note: Note | None) -> int:
    """Say of how many entries a checkpoint is; 0 where there is none."""
    return checkpoint_from(note.text).size if note else 0


def by_size(notes: Iterable[Note | None], claims: Iterable[Claim]) -> Notes:
    """Put checkpoints in order, those of ours with every signature that is known outside."""
    found = {size_in(note): note for note in notes if note}
    for claim in claims:
        ours = found.setdefault(claim.checkpoint.size, claim.note)
        if ours.text == claim.note.text:
            found[claim.checkpoint.size] = _with(ours, claim.note)
    return found


def _with(ours: Note, theirs: Note) -> Note:
    return replace(ours, signatures=tuple(dict.fromkeys((*ours.signatures, *theirs.signatures))))


def chosen(notes: Notes, least: int, witnesses: Sequence[VerifierKey]) -> Note:
    """Choose the checkpoint of at least so many entries that most witnesses have cosigned."""
    fitting = ((_cosigners(note, witnesses), size) for size, note in notes.items() if size >= least)
    return notes[max(fitting)[1]]


def _cosigners(note: Note, witnesses: Sequence[VerifierKey]) -> int:
    """Count the witnesses who signed."""
    try:
        return len(signed_by(note, witnesses))
    except BadNoteError:
        return 0


def earlier(notes: Notes, size: int, nodes: Nodes) -> Iterator[Earlier]:
    """Show of every smaller checkpoint that the tree of `size` entries grew from its own."""
    for before, note in sorted(notes.items()):
        if 0 < before < size:
            yield Earlier(before, note, consistency(before, size, nodes))
