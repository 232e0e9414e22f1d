"""What activities ask of the world, and what the world must answer.

Rooms outside implement these; tests give small fakes.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from activities.delivery.attempts import Answer, Attempt
from activities.delivery.parcels import InVain, Landed, Parcel, Writer
from activities.delivery.routing import Try
from documents.letter import Letter
from ledger.entry import Entry
from policies.publishing.library import Library
from states.envelope import Envelope, Outcome, Writing
from states.people import Directory, Person
from states.record.deadlines import Notice, Untold
from states.record.retrospective import Retrospective


class Turn(Protocol):
    """One incident's books, open in one transaction that is kept when the block ends well."""

    @property
    def record(self) -> Retrospective | None:
        """The record as of the newest entry; None where the incident does not exist."""

    @property
    def seq(self) -> int:
        """The newest entry's number; 0 where there is none."""

    @property
    def head(self) -> str:
        """The newest entry's hash; empty where there is none."""

    @property
    def people(self) -> Directory:
        """Everybody, as of now."""

    @property
    def library(self) -> Library:
        """Which policies are published, as of now."""

    def policy_text(self, digest: str) -> str:
        """Return the policy file of that digest; raises `NotFoundError`."""

    def keep_policy(self, digest: str, text: str) -> None:
        """Keep a policy file under its digest, once."""

    def texts(self, digests: Sequence[str]) -> frozenset[str]:
        """Say which of these digests name texts of this incident that were not erased."""

    def answered(self, command: str) -> Entry | None:
        """Find the entry that already answers this command id, of any incident."""

    def append(self, entry: Entry, record: Retrospective) -> None:
        """Write the next entry, and what it makes of the record.

        Raises:
            ConflictError: another entry stands there already; take the turn again.
        """

    def writing_of(self, seq: int) -> Writing:
        """Say how an entry of this incident was written."""


class Books(Protocol):
    """Where entries and the read model are kept."""

    def turn(self, incident: str) -> AbstractContextManager[Turn]:
        """Open one incident's books; raises `UnreachableError` within seconds."""


class PeopleShelf(Protocol):
    """Where the people directory is kept."""

    def directory(self) -> Directory:
        """Return everybody, as of now."""


class Sender(Protocol):
    """The way to another incident."""

    async def send(self, envelope: Envelope) -> Outcome:
        """Send a command and wait for its answer; raises `UnreachableError`."""


class Channel(Protocol):
    """A way to reach a person."""

    @property
    def name(self) -> str:
        """What the history calls it."""

    def send(self, letter: Letter, person: Person) -> None:
        """Deliver one letter, whose key makes a second delivery recognisable.

        Raises:
            UnreachableError: it was not taken.
            UnansweredError: nobody was there.
            UnheardError: it may have been: nobody heard the answer.
            UnaddressedError: the person has no address there.
        """


class Deliveries(Protocol):
    """Where it is kept, for all workers, what was tried; each raises `UnreachableError`."""

    def now(self) -> datetime:
        """Say what time it is (UTC) by the one clock that all workers measure by."""

    def attempts_of(self, letter: str) -> Sequence[Attempt]:
        """List every attempt at a letter, in order."""

    def begin(self, parcel: Parcel, move: Try, *, now: datetime, lease: datetime) -> Attempt | None:
        """Write down that an attempt begins; None where somebody else is at it, or was."""

    def end(self, attempt: Attempt, answer: Answer, reason: str, at: datetime) -> None:
        """Write down what an attempt came to."""

    def gather(self, notice: Notice, now: datetime) -> Parcel | Untold:
        """Put a notice into the one letter of its person's day, with all that are ready.

        Raises:
            LaterError: others are at that person's letters.
        """


class Courier(Protocol):
    """Who carries letters to people."""

    def now(self) -> datetime:
        """Say what time it is (UTC) by the one clock that all workers measure by."""

    def parcel_for(self, notice: Notice, now: datetime) -> Parcel | Untold:
        """Say in which letter a notice goes, or why in none; raises `LaterError`."""

    def deliver(self, parcel: Parcel, person: Person, write: Writer) -> Landed | InVain:
        """Carry a letter; raises `LaterError` while it is neither landed nor in vain."""
