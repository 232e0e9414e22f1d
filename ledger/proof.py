"""A proof that an entry is in a log, as a text that anybody checks offline.

https://c2sp.org/tlog-proof: the entry's index, the hashes from it to the root, and the signed
checkpoint as it was published. Whoever checks it brings the entry and the keys they trust.
"""

import re
from dataclasses import dataclass

from ledger.checkpoint import Checkpoint, signed_checkpoint
from ledger.note import BadNoteError, Note, VerifierKey, note_from, packed, unpacked
from ledger.tree import BadProofError, must_include

FIRST_LINE = "c2sp.org/tlog-proof@v1"
SHAPE = re.compile(
    FIRST_LINE
    + r"\n(?:extra (?P<extra>[^\n]+)\n)?index (?P<index>0|[1-9][0-9]{0,17})\n"
    + r"(?P<path>(?:[^\n]+\n)*)\n(?P<note>.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Proof:
    """Where an entry stands in the tree of a checkpoint; nobody has checked it.

    `extra` is whatever somebody wrote beside it: no signature covers it.
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes = b""

    def __str__(self) -> str:
        """Write the proof."""
        extra = [f"extra {packed(self.extra)}"] if self.extra else []
        lines = [FIRST_LINE, *extra, f"index {self.index}", *map(packed, self.path)]
        return "\n".join([*lines, "", str(self.checkpoint)])

    def must_show(self, entry: bytes, log: VerifierKey) -> Checkpoint:
        """Check that the hash of an entry is in the log of this key, and return as of when.

        Raises:
            BadNoteError: the log did not sign the checkpoint.
            BadProofError: the tree of the checkpoint does not hold the entry there.
        """
        checkpoint = signed_checkpoint(self.checkpoint, log)
        must_include(entry, self.index, checkpoint.size, self.path, checkpoint.root)
        return checkpoint


def proof_from(written: str) -> Proof:
    """Read a proof.

    Raises:
        BadNoteError: the checkpoint in it is no signed note.
        BadProofError: it is none.
    """
    found = SHAPE.fullmatch(written)
    if not found:
        raise BadProofError(f"not a proof: “{FIRST_LINE}”, an index, hashes and a signed note")
    try:
        path = tuple(map(unpacked, found["path"].split("\n")[:-1]))
        extra = unpacked(found["extra"] or "")
    except BadNoteError as error:
        raise BadProofError(f"not a proof: {error}") from error
    return Proof(int(found["index"]), path, note_from(found["note"]), extra)
