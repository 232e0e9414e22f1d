"""Books kept in memory: the ports of `activities.ports`, in as few lines as they take."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from ledger.entry import Entry
from policies.publishing.library import Library
from states.codec import event_from
from states.envelope import Writing
from states.errors import UnreachableError
from states.evolve import fold
from states.people import Directory
from states.record.retrospective import Retrospective
from states.stamp import Stamp


@dataclass
class MemoryTurn:
    books: "MemoryBooks"
    incident: str
    record: Retrospective | None
    written: list[tuple[Entry, Retrospective]] = field(default_factory=list)

    @property
    def seq(self) -> int:
        return len(self.books.entries[self.incident])

    @property
    def head(self) -> str:
        entries = self.books.entries[self.incident]
        return entries[-1].hash() if entries else ""

    @property
    def people(self) -> Directory:
        return self.books.people

    @property
    def library(self) -> Library:
        return self.books.library

    def policy_text(self, digest: str) -> str:
        return self.books.policies[digest]

    def keep_policy(self, digest: str, text: str) -> None:
        self.books.policies[digest] = text

    def texts(self, digests: Sequence[str]) -> frozenset[str]:
        return frozenset(digests)  # nothing is sealed in memory

    def answered(self, command: str) -> Entry | None:
        return self.books.commands.get(command)

    def append(self, entry: Entry, record: Retrospective) -> None:
        entry.text()  # one that is too large is refused, as everywhere
        self.written.append((entry, record))

    def writing_of(self, seq: int) -> Writing:
        of_before = self.books.entries[self.incident]
        entry = of_before[seq - 1] if seq <= len(of_before) else self.written[-1][0]
        return Writing(entry.moment, (entry.source or {}).get("run", ""))


class MemoryBooks:
    def __init__(self, people: Directory) -> None:
        self.people = people
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        self.records: dict[str, Retrospective] = {}
        self.policies: dict[str, str] = {}
        self.library = Library()
        self.commands: dict[str, Entry] = {}
        self.down = False
        self._lock = Lock()

    def directory(self) -> Directory:
        return self.people

    @contextmanager
    def turn(self, incident: str) -> Iterator[MemoryTurn]:
        if self.down:
            raise UnreachableError("the ledger does not answer", "retro doctor")
        with self._lock:
            turn = MemoryTurn(self, incident, self.records.get(incident))
            yield turn
            for entry, record in turn.written:
                self._keep(entry, record)

    def _keep(self, entry: Entry, record: Retrospective) -> None:
        assert entry.seq == len(self.entries[entry.incident]) + 1
        self.entries[entry.incident].append(entry)
        self.commands[entry.command["id"]] = entry
        if record.opened:
            self.records[entry.incident] = record

    def refolded(self, incident: str) -> Retrospective:
        """Fold the record again from its entries alone."""
        record = Retrospective(incident)
        for entry in self.entries[incident]:
            stamp = Stamp(datetime.fromisoformat(entry.at), entry.actor["person"], entry.seq)
            record = fold(record, map(event_from, entry.events), stamp)
        return record
