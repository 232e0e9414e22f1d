"""`retro policy simulate` over a year of incidents, as a process, their ladders climbed to the top.

A few are lived by `commit`, tick by tick, each left at another point of its life; every other
one is a copy of one of these under a key of its own.
"""

import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from activities.commit import Commit
from benchmarks.desk import PEOPLE, envelope
from benchmarks.engine import FOLDER
from benchmarks.figure import Size
from benchmarks.library import Model, copied, key_of, put
from benchmarks.life import Passing, life
from benchmarks.policies import FILE
from states.commands import Command, ConfirmNotice, Tick
from states.envelope import ENGINE, Outcome, Request
from store import shelf
from store.books import SqlBooks
from store.engine import engine_for, reading, writing
from store.migrate import migrate
from store.people import People

RETRO = str(Path(sys.executable).with_name("retro"))
SIMULATE = (RETRO, "policy", "simulate", str(FILE), "--since", "365d", "-o", "json")
MODELS = 10
LONG_AGO = timedelta(days=170)
PACE = timedelta(minutes=10)


async def measure(size: Size) -> dict[str, float]:
    """Live a few incidents, copy them, and replay them all."""
    with TemporaryDirectory(prefix=FOLDER) as folder:
        home = Path(folder)
        written = await asyncio.to_thread(filled, home, size.replayed)
        start, before = time.perf_counter(), _worked()
        await _simulate(home)
        taken, worked = time.perf_counter() - start, _worked() - before
    return {"taken_s": taken, "worked_s": worked, "entries": written}


def _worked() -> float:
    """Return the processor's time that processes took which have ended."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


async def _simulate(home: Path) -> None:
    nowhere = asyncio.subprocess.DEVNULL
    child = await asyncio.create_subprocess_exec(*SIMULATE, "--home", str(home), stdout=nowhere)
    if await child.wait():
        raise RuntimeError(f"{' '.join(SIMULATE[1:3])} ended with {child.returncode}")


def filled(home: Path, count: int) -> int:
    """Write `count` incidents, and say how many entries an average one has."""
    database = engine_for(f"sqlite:///{home / 'retro.db'}")
    migrate(database)
    began = datetime.now(UTC) - LONG_AGO
    People(database).replace_people(PEOPLE, {"person": "rob", "via": "benchmark"}, began)
    models = [_lived(database, number, began) for number in range(min(MODELS, count))]
    copies = islice(enumerate(cycle(models)), len(models), count)
    with writing(database) as connection:
        for number, model in copies:
            put(connection, [*copied(model, key_of(number))])
    database.dispose()
    return sum(len(one.kept) for one in models) // len(models)


def _lived(database: Engine, number: int, began: datetime) -> Model:
    """Live the first part of a life, the longer the higher its number, and let the rest pass."""
    key, clock = key_of(number), Clock(database, key_of(number), began)
    steps = life(began)
    for step in steps[: len(steps) * (number + 1) // MODELS]:
        match step:
            case Passing(span):
                clock.wait(span)
            case (by, command):
                clock.wait(PACE)
                clock.send(command, by)
    clock.wait(datetime.now(UTC) - clock.now)
    with reading(database) as connection:
        return Model(key, shelf.entries_since(connection, key, 1), [])


class Clock:
    """The engine of one incident, without a workflow: time passes when it is told to."""

    def __init__(self, database: Engine, key: str, now: datetime) -> None:
        """Begin at a moment (UTC)."""
        self.now = now
        self._commit = Commit(SqlBooks(database))
        self._key = key
        self._sent = 0
        self._stands = Outcome(key)

    def send(self, command: Command, by: str) -> None:
        """Commit a command; a refusal would measure something else, and fails."""
        if refusal := self.ask(command, by).refusal:
            raise RuntimeError(refusal.message)

    def ask(self, command: Command, by: str) -> Outcome:
        """Commit a command, and return whatever comes of it."""
        self._sent += 1
        sent = replace(envelope(self._key, command, by), id=f"{self._key}/{self._sent}")
        self._stands = self._commit.commit(Request(sent, self.now, "benchmark"))
        return self._stands

    def wait(self, span: timedelta) -> None:
        """Let time pass, and do what the engine does meanwhile."""
        until = self.now + span
        while self._stands.due and self._stands.due <= until:
            self.now = max(self.now, self._stands.due)
            self.send(Tick(), ENGINE)
            for told in tuple(self._confirmations()):
                self.send(told, ENGINE)
        self.now = until

    def _confirmations(self) -> Iterator[ConfirmNotice]:
        for one in self._stands.notices:
            yield ConfirmNotice(one.key, "outbox", self.now)
