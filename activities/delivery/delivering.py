"""Carry a letter to one person, by one route after the other, until a channel takes it.

Every attempt is written down before it begins and after it ends. What a channel answered is
kept here until the store has it, so that a store which fails in between costs no second letter.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
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
from activities.delivery.watch import Watch
from activities.ports import Channel, Deliveries, PeopleShelf
from documents.letter import addressed
from states.people import Person
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

    def now(self) -> datetime:
        """Say what time it is (UTC) for all workers; raises `UnreachableError`."""
        return self._deliveries.now()

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
        watch = Watch(self._deliveries.now())
        routes, nowhere = self._ways_to(person, watch.now.date())
        while watch.passed < STINT:
            self._write_down()
            tried, now = self._deliveries.attempts_of(parcel.key), watch.now
            plan = Plan(routes, self._patience, parcel.rounds, self._broken(now))
            match next_move(plan, tried, now):
                case Try() as move:
                    self._attempt(load, move, tried, watch)
                case Wait(until):
                    raise LaterError(parcel.key, max(until - now, SOON))
                case InVain() as over if nowhere:
                    return replace(over, why=nowhere)
                case Landed() | InVain() as over:
                    return over
        raise LaterError(parcel.key, SOON)

    def _ways_to(self, person: Person, today: date) -> tuple[tuple[Route, ...], str]:
        """List the routes to a person; where there is none, say why."""
        # Who left while a letter waited is not told what they have nothing to do with any more.
        people = self._people.directory()
        nowhere = self._routes.why_none(person, people, today)
        return (() if nowhere else self._routes.of(person, people)), nowhere

    def _broken(self, now: datetime) -> dict[str, datetime]:
        found = {name: one.broken_for for name, one in [*self._breakers.items()]}
        return {name: now - span for name, span in found.items() if span is not None}

    def _attempt(self, load: Load, move: Try, tried: Sequence[Attempt], watch: Watch) -> None:
        with self._breakers[move.channel].turn() as turn:
            if turn.admission is Admission.BUSY:
                raise LaterError(load.parcel.key, SOON)
            now = watch.now
            # Written first: a letter that cannot be written leaves no attempt behind.
            letter = addressed(load.write(doubts_in(tried, now)), load.person)
            begun = self._deliveries.begin(load.parcel, move, now=now, lease=now + LEASE)
            if begun is None:
                raise LaterError(load.parcel.key, SOON)
            if turn.admission is Admission.BROKEN:
                answer, reason = Answer.SPARED, BROKEN
            elif watch.now - now > BEGINNING:
                answer, reason = Answer.SPARED, LATE
            else:
                answer, reason = answer_of(self._channels[move.channel], letter, load.person)
            turn.answer = answer
            self._keep(Heard(begun, answer, reason, watch.now))

    def _keep(self, heard: Heard) -> None:
        attempt = heard.attempt
        self._unwritten[attempt.letter, attempt.channel, attempt.number] = heard
        self._write_down()

    def _write_down(self) -> None:
        for name, heard in [*self._unwritten.items()]:
            self._deliveries.end(heard.attempt, heard.answer, heard.reason, heard.at)
            self._unwritten.pop(name, None)
