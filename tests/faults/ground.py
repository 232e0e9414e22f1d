"""A whole installation to be hurt: books, a Temporal server, workers, clients, a receiver."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain, cycle, islice
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, func, select
from temporalio.client import Client
from temporalio.service import RPCError

from activities.payloads import CONVERTER
from states.commands import Advance, Command, Say
from states.envelope import Envelope, Outcome
from states.errors import RetrogateError
from store.engine import reading
from store.installation import installation_id
from store.tables import notices
from tests.faults.asked import Asked
from tests.faults.desk import LIFE, PROMISED, SEEN
from tests.faults.forks import forked, killed
from tests.faults.house import furnished
from tests.faults.hurry import Hurry
from tests.faults.invariant import hold
from tests.faults.outside import Outside, outside
from tests.faults.owed import owed
from tests.faults.receiver import Receiver, receiver
from tests.faults.server import Server
from tests.faults.steps import Step, Trail
from tests.faults.tally import Tally
from tests.faults.worker import READY, serve
from tests.workflows.desk import envelope
from workflows.client import Retrospectives
from workflows.names import Installation

PATIENCE = 100.0
SEND = timedelta(seconds=20)
PACE = 0.05
PAUSE = 0.2
"""Seconds until a client asks again that was refused."""
CHAT: tuple[Command, ...] = (Say("hm"), PROMISED, Say("go on"), SEEN)
LENGTH = 28
"""Commands that a client has for one incident before it goes on to another."""

PROXIES = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), "")


class Serving(NamedTuple):
    """A worker, and the trail it leaves."""

    process: BaseProcess
    trail: Trail


@dataclass
class Ground:
    """What runs, and what was asked of it."""

    home: Path
    url: str
    engine: Engine
    server: Server
    receiver: Receiver
    outside: Outside
    asked: Asked = field(default_factory=Asked)
    workers: list[Serving] = field(default_factory=list)
    clients: list[asyncio.Task[None]] = field(default_factory=list)
    _number: int = 0
    _enough: bool = False
    _over: bool = False

    @property
    def ours(self) -> Installation:
        """Name the installation."""
        return Installation(installation_id(self.engine))

    async def connected(self) -> Client:
        """Connect as every client does."""
        address = self.server.address
        return await Client.connect(address, data_converter=CONVERTER, interceptors=[Hurry()])

    async def sender(self) -> Retrospectives:
        """Give a client of one's own."""
        return Retrospectives(await self.connected(), self.ours, SEND)

    async def new_worker(self, shift: float = 0.0) -> None:
        """Start one more worker, and wait until it serves."""
        self._number += 1
        log = self.home / f"worker-{self._number}.log"
        trail = log.with_suffix(".trail")
        process = forked(serve, log, self._surroundings(), trail, shift)
        self.workers.append(Serving(process, Trail(trail)))
        await until(lambda: log.exists() and READY in log.read_text("utf-8"), f"{log} is silent")

    def _surroundings(self) -> dict[str, str]:
        return {
            **PROXIES,
            "RETRO_HOME": str(self.home),
            "RETRO_DATABASE_URL": self.url,
            "RETRO_NOTIFY_URLS": self.receiver.address,
            "TEMPORAL_ADDRESS": self.server.address,
            "NO_PROXY": "*",
        }

    def kill_worker(self) -> set[Step]:
        """Kill the oldest with -9, and say what it was at."""
        oldest = self.workers.pop(0)
        killed(oldest.process)
        return self._at(oldest)

    async def catch(self, step: Step) -> None:
        """Wait until a worker is at something, and let it be the next that is killed."""

        def caught() -> bool:
            self.workers.sort(key=lambda one: step not in self._at(one))
            return step in self._at(self.workers[0])

        await until(caught, f"no worker is {step.value}")

    def at(self) -> set[Step]:
        """Say what the workers are at."""
        return set[Step]().union(*map(self._at, self.workers))

    def _at(self, worker: Serving) -> set[Step]:
        return worker.trail.at(self.asked.sent, self.asked.answered)

    def begin(self, clients: int, incidents: int) -> None:
        """Let clients send commands without pause, each to an incident."""
        for number in range(clients):
            talk = self._talks(f"INC-{number % incidents}", f"c{number}", first=number < incidents)
            self.clients.append(asyncio.create_task(talk))

    async def _talks(self, incident: str, prefix: str, *, first: bool) -> None:
        sender = await self.sender()
        for number, command in enumerate(_chat(first=first)):
            if self._enough:
                return
            at = f"{incident}-{number // LENGTH}"
            await self.insists(sender, envelope(at, command, name=f"{prefix}-{number}"))

    async def insists(self, sender: Retrospectives, sent: Envelope) -> Outcome | None:
        """Send a command until it is acknowledged; nothing where it never is."""
        self.asked.sends(sent)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not (self._over or self.asked.unanswered):
            try:
                outcome = await sender.send(sent)
            except (RetrogateError, RPCError):
                await asyncio.sleep(PAUSE)
            else:
                self.asked.hears(outcome)
                return outcome
        self.asked.unanswered.append(f"{sent.id} was never answered")
        return None

    async def acknowledges(self, further: int) -> None:
        """Wait until so many more commands were acknowledged."""
        wanted = len(self.asked.answered) + further
        await until(lambda: len(self.asked.answered) >= wanted, "nobody is answered any more")

    async def settle(self) -> None:
        """Let the clients come to an end, the clock be looked at, and every notice land."""
        self._enough = True
        await asyncio.gather(*self.clients)
        await until(self._is_calm, "notices do not land", gentle=True)

    def hold(self, tally: Tally) -> None:
        """Hold everything against what was asked, and what was seen of it outside."""
        hold(tally, self.engine, self.asked, self.receiver, self.outside)
        tally.wrong += owed(self.engine, datetime.now(UTC))

    def clear_away(self) -> None:
        """End clients and workers, whatever they are at."""
        # Temporal's client takes a cancellation for a server that does not answer.
        self._over = True
        for client in self.clients:
            client.cancel()
        for worker in self.workers:
            killed(worker.process)

    def _is_calm(self) -> bool:
        """Tell whether no notice waits, nor is any to be made; a look that was owed makes some."""
        if self._waiting() or any(owed(self.engine, datetime.now(UTC))):
            return False
        return not self._waiting()

    def _waiting(self) -> int:
        ready = func.coalesce(notices.c.after, notices.c.at) <= datetime.now(UTC)
        with reading(self.engine) as connection:
            wanted = select(func.count()).where(notices.c.pending, ready)
            return connection.scalar(wanted) or 0


@asynccontextmanager
async def ground(
    folder: Path, url: str, workers: int = 2, refuses_every: int = 5
) -> AsyncIterator[Ground]:
    """Lay it out, and clear it away; the receiver refuses every so manieth letter once."""
    home = folder / "home"
    home.mkdir(parents=True)
    engine = furnished(url)
    server = Server(home)
    await server.start()
    with receiver(refuses_every) as post:
        here = Ground(home, url, engine, server, post, outside(engine, home))
        try:
            await asyncio.gather(*(here.new_worker() for _ in range(workers)))
            yield here
        finally:
            here.clear_away()
            await server.kill()
            engine.dispose()


async def until(fact: Callable[[], object], otherwise: str, *, gentle: bool = False) -> None:
    """Wait until something is so; fail where it never is, unless we are to be gentle."""
    end = time.monotonic() + PATIENCE
    while not fact():
        if time.monotonic() > end:
            if gentle:
                return
            raise TimeoutError(otherwise)
        await asyncio.sleep(PACE)


def _chat(*, first: bool) -> Iterator[Command]:
    """Bring incident after incident to where actions count, and go on; others only talk."""
    while True:
        life = LIFE if first else tuple(one for one in LIFE if not isinstance(one, Advance))
        yield from islice(chain(life, cycle(CHAT)), LENGTH)
