"""The port `Books` on SQL: one transaction a turn, in which nothing is folded twice."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from ledger.entry import Entry
from ledger.sealing import salts_in
from policies.publishing.library import Library
from states.envelope import Writing
from states.errors import ConflictError, InvalidError
from states.people import Directory
from states.record.retrospective import Retrospective
from store import seals, shelf
from store.engine import writing
from store.erased import digests_erased, erases
from store.folded import Folded
from store.people import People
from store.policies import Policies, keep, text_for
from store.recent import Recent
from store.rows import write_difference
from store.shelf import Salts, fresh
from store.streams import STREAMS


class SqlTurn:
    """One incident's books while their transaction is open."""

    def __init__(
        self,
        connection: Connection,
        history: Folded,
        people: People,
        policies: Policies,
        salts: Salts,
    ) -> None:
        """Begin with what is written so far."""
        self._connection = connection
        self._people = people
        self._policies = policies
        self._salts = salts
        self._written: dict[int, Writing] = {}
        self.history = history

    @property
    def record(self) -> Retrospective | None:
        """The record as of the newest entry; None where the incident does not exist."""
        return self.history.record

    @property
    def seq(self) -> int:
        """The newest entry's number; 0 where there is none."""
        return self.history.seq

    @property
    def head(self) -> str:
        """The newest entry's hash; empty where there is none."""
        return self.history.hash

    @property
    def people(self) -> Directory:
        """Everybody, as of now."""
        return self._people.seen_by(self._connection)

    @property
    def library(self) -> Library:
        """Which policies are published, as of now."""
        return self._policies.seen_by(self._connection)

    def policy_text(self, digest: str) -> str:
        """Return the policy file of that digest; raises `NotFoundError`."""
        return text_for(self._connection, digest)

    def keep_policy(self, digest: str, text: str) -> None:
        """Keep a policy file under its digest, once.

        Raises:
            ConflictError: somebody else keeps it at this very moment.
        """
        keep(self._connection, digest, text)

    def texts(self, digests: Sequence[str]) -> frozenset[str]:
        """Say which of these digests name texts of this incident that were not erased."""
        return seals.known(self._connection, self.history.incident, digests)

    def answered(self, command: str) -> Entry | None:
        """Find the entry that already answers this command id, of any incident."""
        return shelf.answer_for(self._connection, command)

    def append(self, entry: Entry, record: Retrospective) -> None:
        """Write the next entry, and what it makes of the record.

        Raises:
            ConflictError: it does not follow the newest one, or another stands there already.
            EntryTooLargeError: it does not fit; nothing has been written.
        """
        self._follows(entry)
        kept = shelf.put(self._connection, entry, self._salts)
        self._written[entry.seq] = _writing(entry, [one.salt.hex() for one in kept.seals])
        after = self.history.with_record(entry, kept.hash, record)
        if digests := digests_erased(entry):
            seals.erase(self._connection, entry.incident, digests)
            after = _followed(self._connection, Folded(entry.incident))
        write_difference(self._connection, self.history, after)
        self.history = after

    def writing_of(self, seq: int) -> Writing:
        """Say how an entry of this incident was written."""
        if seq not in self._written:
            kept = shelf.entry_at(self._connection, self.history.incident, seq)
            entry = kept.sealed()
            return _writing(entry, salts_in(entry, kept.seals))
        return self._written[seq]

    def _follows(self, entry: Entry) -> None:
        place = (self.history.incident, self.seq + 1, self.head)
        if (entry.incident, entry.seq, entry.prev) != place:
            raise ConflictError(
                f"entry {entry.seq} of {entry.incident} after {entry.prev or 'nothing'} does not"
                f" follow entry {self.seq} of {self.history.incident}, {self.head or 'nothing'}",
                "take the turn again",
            )


class SqlBooks:
    """Entries, read model, directory and policies in one database; safe among threads."""

    def __init__(self, engine: Engine, salts: Salts = fresh) -> None:
        """Keep the books in the database of `engine`, which is migrated already.

        Whoever writes a lost history again says with which `salts`.
        """
        self._engine = engine
        self._salts = salts
        self._recent = Recent()
        self._people = People(engine)
        self._policies = Policies(engine)

    @contextmanager
    def turn(self, incident: str) -> Iterator[SqlTurn]:
        """Open one incident's books: kept when the block ends well, undone otherwise.

        Raises:
            InvalidError: no incident can have this key.
            UnreachableError: the database does not answer, within ten seconds.
        """
        if incident in STREAMS:
            raise InvalidError(
                f"{incident} is the history of {STREAMS[incident].about}, not an incident"
            )
        with writing(self._engine) as connection:
            history = _followed(connection, self._recent.of(incident))
            turn = SqlTurn(connection, history, self._people, self._policies, self._salts)
            yield turn
        self._recent.keep(turn.history)


def _writing(entry: Entry, salts: Sequence[str]) -> Writing:
    return Writing(entry.moment, (entry.source or {}).get("run", ""), tuple(salts))


def _followed(connection: Connection, known: Folded) -> Folded:
    found = shelf.following(connection, known.incident, known.seq, known.hash)
    if found is None or (known.seq and any(map(erases, found))):
        return _followed(connection, Folded(known.incident))
    return known.with_all(found)
