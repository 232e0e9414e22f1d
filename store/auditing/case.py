"""A bundle as an auditor took it home: its files, each read once, when it is asked for."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from ledger import bundle
from ledger.bundle import seal_from
from ledger.canonical import leaf_hash
from ledger.checkpoint import Checkpoint, signed_checkpoint
from ledger.entry import entry_from
from ledger.note import Note, VerifierKey, note_from, verifier_from
from ledger.sealing import Seal
from store.auditing.history import History
from store.auditing.rows import Row
from store.auditing.sealed import Texts

POLICY = re.compile(r"policies/(?P<digest>[0-9a-f]{64})\.yaml")
NEVER = datetime.min.replace(tzinfo=UTC)


class Case:
    """What lies in a bundle; what it says of itself is believed nowhere."""

    def __init__(self, files: Mapping[str, bytes], trusted: VerifierKey | None = None) -> None:
        """Take its files, and the key that is trusted, if another way told of one."""
        self.files = files
        named = tuple(map(verifier_from, self.lines(bundle.KEYS)))
        self.keys = (trusted, *named) if trusted else named

    def text(self, name: str) -> str:
        """Read a file as text; raises `KeyError` where there is none."""
        return self.files[name].decode()

    def lines(self, name: str) -> list[str]:
        """Read the lines of a file; raises `KeyError` where there is none."""
        return self.text(name).split("\n")[:-1]

    @cached_property
    def note(self) -> Note:
        """The checkpoint as it was published."""
        return note_from(self.text(bundle.CHECKPOINT))

    @cached_property
    def checkpoint(self) -> Checkpoint:
        """What was signed; raises `BadNoteError` where the trusted key did not sign it."""
        return signed_checkpoint(self.note, self.keys[0])

    @cached_property
    def rows(self) -> list[Row]:
        """Every entry, history by history, in order."""
        named = (bundle.ENTRY.fullmatch(one) for one in self.files)
        places = ((one["incident"], int(one["seq"]), one.string) for one in named if one)
        return [_row(incident, seq, self.files[name]) for incident, seq, name in sorted(places)]

    @cached_property
    def texts(self) -> Texts:
        """The texts that came with it, by entry."""
        found: dict[tuple[str, int], list[Seal]] = {}
        for line in self.files.get(bundle.SEALS, b"").splitlines():
            incident, seq, seal = seal_from(line)
            found.setdefault((incident, seq), []).append(seal)
        return found

    @cached_property
    def policies(self) -> dict[str, str]:
        """The policies that came with it, by the digest that their names say."""
        named = (POLICY.fullmatch(one) for one in self.files)
        return {one["digest"]: self.text(one.string) for one in named if one}

    def histories(self) -> Iterator[History]:
        """Read every history, as far as it can be read."""
        for key, rows in groupby(self.rows, attrgetter("incident")):
            yield History(key, list(rows), self.texts, frozenset())


def _row(incident: str, seq: int, text: bytes) -> Row:
    # What a database keeps beside an entry is here what the entry says itself.
    name = leaf_hash(text)
    try:
        entry = entry_from(text)
        command, at = str(entry.command.get("id", "")), entry.moment
    except ValueError:
        return Row(incident, seq, "", name, "", NEVER, text, name)
    return Row(incident, seq, command, name, entry.prev, at, text, name)
