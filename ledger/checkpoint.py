"""A checkpoint: how many entries there were, and the root of the tree over them.

https://c2sp.org/tlog-checkpoint: the text of a signed note, in three lines: origin, size, root.
"""

import re
from dataclasses import dataclass

from ledger.note import BadNoteError, Note, VerifierKey, packed, signed_by, unpacked
from ledger.tree import HASH

SHAPE = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,17})\n(?P<root>[^\n]+)\n(?:[^\n]+\n)*"
)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself; `origin` names it for ever."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        """Write the text that is signed."""
        return f"{self.origin}\n{self.size}\n{packed(self.root)}\n"


def checkpoint_from(text: str) -> Checkpoint:
    """Read the text of a note as a checkpoint; further lines are left alone.

    Raises:
        BadNoteError: it is none.
    """
    found = SHAPE.fullmatch(text)
    if not found:
        raise BadNoteError("not a checkpoint: an origin, a size and a root, each on its line")
    root = unpacked(found["root"])
    if len(root) != HASH:
        raise BadNoteError(f"the root of the checkpoint has {len(root)} bytes, not {HASH}")
    return Checkpoint(found["origin"], int(found["size"]), root)


def signed_checkpoint(note: Note, log: VerifierKey) -> Checkpoint:
    """Read the checkpoint that the log of this key signed.

    Raises:
        BadNoteError: the log did not sign it, it is no checkpoint, or it is of another log.
    """
    if log not in signed_by(note, (log,)):
        raise BadNoteError(f"the note is not signed by {log.name} with the key {log.id.hex()}")
    checkpoint = checkpoint_from(note.text)
    if checkpoint.origin != log.name:
        raise BadNoteError(f"the checkpoint is of {checkpoint.origin}, the key of {log.name}")
    return checkpoint
