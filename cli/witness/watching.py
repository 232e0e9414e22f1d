"""Look at a log once: sign what goes on from what was seen, and refuse anything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from cli.witness.memory import Memory
from cli.witness.published import Published
from ledger.checkpoint import Checkpoint
from ledger.note import (
    BadNoteError,
    Ed25519Key,
    Note,
    Signature,
    VerifierKey,
    cosigned,
    packed,
    signed_by,
)
from ledger.tiles import BadTileError
from ledger.tree import BadProofError
from ledger.witness import checkpoint_by, growth, must_go_on
from states.errors import Exit, RetrogateError


class NotTheLogError(RetrogateError):
    """What lies there is not signed by the log; it proves nothing against anybody."""

    exit = Exit.ANSWER_IS_NO

    def __init__(self, place: str, why: str) -> None:
        """Say what is wrong with it."""
        super().__init__(
            f"what lies at {place} is no checkpoint of that log: {why}",
            "ask whoever keeps it which key signs now (retro audit keys), and name it: --log",
        )


class ContradictsItselfError(RetrogateError):
    """The log signed a history that does not go on from the one that was seen."""

    exit = Exit.ANSWER_IS_NO

    def __init__(self, place: str, origin: str, why: str, memory: Memory) -> None:
        """Say which log, in what it contradicts itself, and where that is kept."""
        super().__init__(f"the log {origin} at {place} contradicts itself: {why}")
        self.hint = (
            f"nothing was signed, and all of it is kept in {memory.evidence}: ask whoever keeps"
            " the log, and tell whoever relies on it"
        )


class Sight(NamedTuple):
    """A note, the checkpoint in it, and the signature of the log under it."""

    note: Note
    checkpoint: Checkpoint
    signature: Signature


class Cosigned(NamedTuple):
    """What was signed just now, and the checkpoint that was seen before; none at first sight."""

    note: Note
    checkpoint: Checkpoint
    before: Checkpoint | None


@dataclass(frozen=True, slots=True)
class Witness:
    """Who watches which log: the key that cosigns, those of the log, and what is remembered."""

    key: Ed25519Key
    log: Published
    log_keys: Sequence[VerifierKey]
    memory: Memory

    def look(self, now: datetime) -> Cosigned:
        """Look once, remember what was cosigned, and return it.

        Raises:
            ConflictError: another run of this witness is at it.
            ContradictsItselfError: the log forked, or went back; the evidence is kept.
            InvalidError: the memory is spoilt, or of another log.
            NotTheLogError: what lies there is not signed by the log.
            UnreachableError: the log cannot be read, or the memory not be written.
        """
        with self.memory.alone():
            before, shown = self._remembered(), self._shown()
            self._must_follow(before, shown)
            ours = cosigned(self.key, shown.note.text, int(now.timestamp()))
            note = Note(shown.note.text, (shown.signature, ours))
            # Kept before anybody is shown it: no signature is ever out that was forgotten.
            self.memory.keep(note)
        return Cosigned(note, shown.checkpoint, before.checkpoint if before else None)

    def _remembered(self) -> Sight | None:
        note = self.memory.note()
        if note is None:
            return None
        try:
            if self.key.cosigner not in signed_by(note, (self.key.cosigner,)):
                raise self.memory.spoilt(f"{self.key.name} did not sign it with this key")
            return self._read(note)
        except BadNoteError as error:
            raise self.memory.spoilt(str(error)) from error

    def _shown(self) -> Sight:
        try:
            return self._read(self.log.note())
        except BadNoteError as error:
            raise NotTheLogError(self.log.place, str(error)) from error

    def _read(self, note: Note) -> Sight:
        return Sight(note, *checkpoint_by(note, self.log_keys))

    def _must_follow(self, before: Sight | None, shown: Sight) -> None:
        known, newest = before.checkpoint if before else None, shown.checkpoint
        if known and known.origin != newest.origin:
            raise self.memory.spoilt(f"it is of {known.origin}, and the log is {newest.origin}")
        nodes = self.log.nodes(newest.size)
        proof: tuple[bytes, ...] = ()
        try:
            proof = growth(known, newest, nodes)
            must_go_on(known, newest, proof, nodes)
        except (BadProofError, BadTileError) as error:
            self.memory.hold_against(_evidence(before, shown, proof))
            place = self.log.place
            raise ContradictsItselfError(place, newest.origin, str(error), self.memory) from error


def _evidence(before: Sight | None, shown: Sight, proof: Sequence[bytes]) -> dict[str, str]:
    sights = (before, shown) if before else (shown,)
    notes = {f"{one.checkpoint.size}-{one.checkpoint.root.hex()}": str(one.note) for one in sights}
    if not proof:
        return notes
    sizes = "-".join(str(one.checkpoint.size) for one in sights)
    return notes | {f"{sizes}.proof": "".join(f"{packed(one)}\n" for one in proof)}
