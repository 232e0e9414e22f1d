"""Attempts by hand, channels that do as they are told, and deliveries kept in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from activities.delivery.attempts import LEASE, Answer, Attempt
from activities.delivery.parcels import Parcel
from activities.delivery.routing import Try
from documents.letter import Letter
from states.errors import UnreachableError
from states.people import Directory, Person
from states.record.deadlines import Notice

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

ANA = Person("ana", email="ana@example.com", routes=("mail", "chat"))
PEOPLE = Directory({"ana": ANA})


def attempt(  # noqa: PLR0913  # all but the first are named, and most are left out
    channel: str,
    answer: Answer = Answer.REFUSED,
    at: datetime = NOON,
    *,
    number: int = 1,
    route: str = "mail",
    rounds: int = 0,
    reason: str = "no",
) -> Attempt:
    """Build an attempt that ended at once, or one that is under way."""
    begun = Attempt("k", channel, number, rounds, route, at, at + LEASE)
    if answer is Answer.UNDER_WAY:
        return begun
    return replace(begun, answer=answer, ended=at, reason=reason)


class Shelf:
    """A channel that remembers what it took, or does as it is told."""

    def __init__(self, name: str, *fails: Exception) -> None:
        self.name = name
        self.fails = list(fails)
        self.sent: list[Letter] = []

    def send(self, letter: Letter, person: Person) -> None:
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append(letter)


class Notebook:
    """Deliveries kept in memory, which may be gone for a while."""

    def __init__(self) -> None:
        self.attempts: list[Attempt] = []
        self.gone = 0

    def now(self) -> datetime:
        return datetime.now(UTC)

    def attempts_of(self, letter: str) -> Sequence[Attempt]:
        return [one for one in self.attempts if one.letter == letter]

    def begin(self, parcel: Parcel, move: Try, *, now: datetime, lease: datetime) -> Attempt | None:
        number = 1 + sum(one.channel == move.channel for one in self.attempts_of(parcel.key))
        begun = Attempt(parcel.key, move.channel, number, parcel.rounds, move.route, now, lease)
        self.attempts.append(begun)
        return begun

    def end(self, attempt: Attempt, answer: Answer, reason: str, at: datetime) -> None:
        if self.gone:
            self.gone -= 1
            raise UnreachableError("the disk is full")
        place = self.attempts.index(attempt)
        self.attempts[place] = replace(attempt, answer=answer, reason=reason, ended=at)

    def gather(self, notice: Notice, now: datetime) -> Parcel:
        return Parcel(f"digest/{notice.to}/{now:%Y-%m-%d}", (notice,), notice.tries)


class Everybody:
    """A people directory."""

    def directory(self) -> Directory:
        return PEOPLE
