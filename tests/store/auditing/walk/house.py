"""A house in which anything happens: one database, its people and policies, its clock, its log."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine

from activities.commit import Commit
from benchmarks.desk import PEOPLE
from connectors.log_folder import LogFolder
from policies.publishing.events import Event
from policies.publishing.packaged import packaged
from states.addressing import addressed
from states.commands import Command, Tick
from states.envelope import ENGINE, Actor, Outcome, Request
from states.people import Person
from states.record.retrospective import Retrospective
from store.books import SqlBooks
from store.log.log import Log
from store.people import People
from store.policies import Policies
from tests.store.log.shelves import HOUSE, OURS

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
KEYS = ("APP-1", "ZED-1")
"""Every history that is no incident's stands between them."""
STAFF = (
    *PEOPLE,
    Person("sol", "Sol Okoye", "sol@example.org", "rob", ("sre-lead", "on call")),
    Person("tom", "Tom de Vries", "tom@example.org", "mia", ("service-owner", "on call")),
)
ROB = {"person": "rob", "via": "cli"}
ASKED = 4
"""How many people are asked for something before it is left alone."""

TICKS = 60
"""How often an engine looks at the clock in one stretch of time, at most."""


class House:
    """Whatever is asked here is asked of the real `commit`, on a real database."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        """Hire everybody, and put the packaged policy in force."""
        self.engine = engine
        self.now = BEGAN
        self.dice = Random(0)
        self.people = {one.id: one for one in STAFF}
        self.accepted: set[str] = set()
        self.requests: list[Request] = []
        self.stands: dict[str, Outcome] = {}
        self.policies = Policies(engine)
        self.log = Log(engine, HOUSE, LogFolder(folder), (), OURS)
        self._books = SqlBooks(engine)
        self._commit = Commit(self._books)
        self.import_people()
        event, texts = packaged()
        self.publish(event, texts)

    def import_people(self, skew: timedelta = timedelta()) -> None:
        """Import the directory, by a clock that may be put wrong."""
        People(self.engine).replace_people(self.people.values(), ROB, self.now + skew)

    def publish(self, event: Event, texts: dict[str, str]) -> None:
        """Record something about policies."""
        self.policies.record((event,), texts, ROB, self.now, self.policies.library())

    def ask(self, incident: str, command: Command, by: str) -> Outcome:
        """Ask something of an incident, under an id of its own."""
        name = f"{incident}/{len(self.requests)}"
        return self.send(Request(addressed(incident, command, Actor(by), name), self.now, "walk"))

    def send(self, request: Request) -> Outcome:
        """Commit a request, and remember what comes of it."""
        outcome = self._commit.commit(request)
        self.requests.append(request)
        self.stands[request.envelope.incident] = outcome
        if outcome.refusal is None:
            self.accepted.add(request.envelope.name)
        return outcome

    def anybody(self, incident: str, command: Command, *first: str) -> Outcome:
        """Ask by one person after the other until one is heard; each refusal is kept."""
        others = self.dice.sample(sorted(self.people), k=ASKED)
        for by in (*first, *others):
            outcome = self.ask(incident, command, by)
            if outcome.refusal is None:
                break
        return outcome

    def record(self, incident: str) -> Retrospective:
        """Read the record of an incident; an empty one where there is none."""
        with self._books.turn(incident) as turn:
            return turn.record or Retrospective(incident)

    def somebody(self) -> str:
        """Name anybody of the directory."""
        return self.dice.choice(sorted(self.people))

    def due(self, until: datetime) -> Iterator[tuple[str, datetime]]:
        """Say again and again which incident wants to be looked at next, and when."""
        for _ in range(TICKS):
            dues = ((key, one.due) for key, one in self.stands.items() if one.due)
            key, due = min(dues, key=lambda one: one[1], default=("", until))
            if not key or due > until:
                return
            yield key, due

    def tick(self, incident: str) -> Outcome:
        """Let the engine look at the clock."""
        held = [one.key for one in self.stands[incident].notices]
        under_way = tuple(one for one in held if self.dice.random() < 0.3)
        return self.ask(incident, Tick(under_way), ENGINE)
