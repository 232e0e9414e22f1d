"""Carry a letter to one person, by one route after the other, until a channel takes it.

Every attempt is written down before it begins and after it ends. What a channel answered is
kept here until the store has it, so that a store which fails in between costs no second letter.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from activities.delivery.attempts import BEGINNING, LEASE, Answer, Attempt
from activities.delivery.breaker import Admission, Breaker
from activities.delivery.parcels import InVain, Landed, LaterError, Parcel, Writer
from activities.delivery.routing import (
    PATIENCE,
    Plan,
    Route,
    Routes,
    Try,
    Wait,
    doubts_in,
    next_move,
)
from activities.delivery.sending import answer_of
from activities.ports import Channel, Deliveries, PeopleShelf
from documents.letter import addressed
from states.people import Person, has_left
from states.record.deadlines import Notice, Untold

STINT = timedelta(seconds=10)
"""How long one activity goes on to other channels; the longest attempt still ends in time."""

SOON = timedelta(seconds=1)
"""How long to stand aside for somebody who is at the same letter or channel."""

BROKEN = "not asked: it did not answer for others"
LATE = "not asked: writing that it is took too long"


class Heard(NamedTuple):
    """What a channel answered, and when (UTC)."""

    attempt: Attempt
    answer: Answer
    reason: str
    at: datetime


class Load(NamedTuple):
    """What is carried, to whom, and how it is written."""

    parcel: Parcel
    person: Person
    write: Writer


class Delivery:
    """Delivers letters, each once to each channel. It was given the ways, and a memory."""

    def __init__(
        self,
        deliveries: Deliveries,
        people: PeopleShelf,
        channels: Iterable[Channel],
        routes: Routes,
        patience: timedelta = PATIENCE,
    ) -> None:
        """Take where attempts are kept, who there is, and the ways to them."""
        self._deliveries = deliveries
        self._people = people
        self._channels: Mapping[str, Channel] = {one.name: one for one in channels}
        self._routes = routes
        self._patience = patience
        self._breakers: defaultdict[str, Breaker] = defaultdict(Breaker)
        self._unwritten: dict[tuple[str, str, int], Heard] = {}

    def parcel_for(self, notice: Notice, now: datetime) -> Parcel | Untold:
        """Say in which letter a notice goes: its own, the one of its person's day, or none.

        Raises:
            LaterError: others are at that person's letters.
            UnreachableError: the store does not answer.
        """
        if not notice.bundled:
            return Parcel(notice.key, (notice,), notice.tries)
        return self._deliveries.gather(notice, now)

    def deliver(self, parcel: Parcel, person: Person, write: Writer) -> Landed | InVain:
        """Carry a letter until a channel has taken it or every route was tried in vain.

        Raises:
            LaterError: neither yet.
            UnreachableError: the store does not answer.
        """
        load = Load(parcel, person, write)
        routes = self._routes_to(person)
        began = datetime.now(UTC)
        while (now := datetime.now(UTC)) - began < STINT:
            self._write_down()
            tried = self._deliveries.attempts_of(parcel.key)
            plan = Plan(routes, self._patience, parcel.rounds, self._broken())
            match next_move(plan, tried, now):
                case Try() as move:
                    self._attempt(load, move, tried)
                case Wait(until):
                    raise LaterError(parcel.key, max(until - now, SOON))
                case InVain() as over if not routes:
                    return replace(over, why=f"{person.id} has left: there is no route to them")
                case Landed() | InVain() as over:
                    return over
        raise LaterError(parcel.key, SOON)

    def _routes_to(self, person: Person) -> tuple[Route, ...]:
        # Who left while a letter waited is not told what they have nothing to do with any more.
        if has_left(person, datetime.now(UTC).date()):
            return ()
        return self._routes.of(person, self._people.directory())

    def _broken(self) -> dict[str, datetime]:
        found = {name: one.broken_since for name, one in [*self._breakers.items()]}
        return {name: since for name, since in found.items() if since}

    def _attempt(self, load: Load, move: Try, tried: Sequence[Attempt]) -> None:
        with self._breakers[move.channel].turn() as turn:
            if turn.admission is Admission.BUSY:
                raise LaterError(load.parcel.key, SOON)
            now = datetime.now(UTC)
            # Written first: a letter that cannot be written leaves no attempt behind.
            letter = addressed(load.write(doubts_in(tried, now)), load.person)
            begun = self._deliveries.begin(load.parcel, move, now=now, lease=now + LEASE)
            if begun is None:
                raise LaterError(load.parcel.key, SOON)
            if turn.admission is Admission.BROKEN:
                answer, reason = Answer.SPARED, BROKEN
            elif datetime.now(UTC) - now > BEGINNING:
                answer, reason = Answer.SPARED, LATE
            else:
                answer, reason = answer_of(self._channels[move.channel], letter, load.person)
            turn.answer = answer
            self._keep(Heard(begun, answer, reason, datetime.now(UTC)))

    def _keep(self, heard: Heard) -> None:
        attempt = heard.attempt
        self._unwritten[attempt.letter, attempt.channel, attempt.number] = heard
        self._write_down()

    def _write_down(self) -> None:
        for name, heard in [*self._unwritten.items()]:
            self._deliveries.end(heard.attempt, heard.answer, heard.reason, heard.at)
            self._unwritten.pop(name, None)
