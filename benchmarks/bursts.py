"""Very many open incidents, and a thousand notices that fall due at one moment.

The incidents stand in the ledger, and a worker of its own takes them up as after an outage. It
sends each notice to a real HTTP service, which says when it came.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import Engine
from temporalio.client import Client

from activities.commit import Commit
from benchmarks.desk import envelope, opening
from benchmarks.engine import FOLDER, OURS, books, connected
from benchmarks.figure import Size
from benchmarks.library import AT_ONCE, Model, key_of, write
from benchmarks.receiver import Receiver, receiver
from benchmarks.watched import Watched, watched
from connectors.temporal_server import temporal_server
from policies.publishing.events import PolicyPublished
from policies.publishing.library import Offer
from policies.shelf import policy_of
from states.calendar import end_of_day
from states.commands import Add, Advance, Command, Revise
from states.envelope import Request
from states.record.actions import Action, Priority
from store.books import SqlBooks
from store.engine import writing
from store.policies import Policies
from workflows.adoption import adopt
from workflows.attributes import PHASE
from workflows.worker import CACHED

POLICY = Path(__file__).with_name("burst.yaml")
OWNER, ZONE = "ana", "Europe/Lisbon"
BY = {"person": "rob", "via": "benchmark"}
MINUTE = timedelta(minutes=1)
GATES = 3
QUARTERS = 4
LEAD = timedelta(seconds=45)
EACH = timedelta(milliseconds=40)
"""How long it is until the burst: this, and so much more for each incident."""

PATIENCE = timedelta(minutes=5)
PACE = 0.2


class Stock(NamedTuple):
    """What lies in the ledger: whose notices are due at `moment` (UTC), and everybody."""

    moment: datetime
    bursting: tuple[str, ...]
    every: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lived:
    """What it took (seconds, MB): to take up each quarter of the incidents, and in the burst."""

    quarters: list[float]
    late: list[float]
    memory: float
    work: float
    burst_memory: float
    burst_work: float

    @property
    def growth(self) -> float:
        """Hold the last quarter against the second: during the first all warms up."""
        return self.quarters[-1] / self.quarters[1]


async def measure(size: Size) -> dict[str, float]:
    """Take up every incident, wait for the burst, and see when each notice came."""
    with TemporaryDirectory(prefix=FOLDER) as home, receiver() as post:
        stock = await asyncio.to_thread(_stocked, Path(home), size)
        async with temporal_server(Path(home), ui=False) as server:
            client = await connected(server.address)
            async with watched(server.address, home, CACHED, post.address) as worker:
                return _numbers(await _lived(client, worker, stock, post), stock, post)


async def _lived(client: Client, worker: Watched, stock: Stock, post: Receiver) -> Lived:
    small = await worker.resident()
    quarters = await _taken_up(client, stock)
    full, busy = await worker.resident(), await worker.worked()
    late = await _burst(stock, post)
    return Lived(
        quarters,
        late,
        memory=full - small,
        work=busy,
        burst_memory=await worker.resident() - full,
        burst_work=await worker.worked() - busy,
    )


def _numbers(lived: Lived, stock: Stock, post: Receiver) -> dict[str, float]:
    thousands = len(stock.every) / 1000
    return {
        "open": len(stock.every),
        "due": len(stock.bursting),
        "first_s": min(lived.late),
        "last_s": max(lived.late),
        "early": sum(one < 0 for one in lived.late),
        "missing": len(stock.bursting) - len(lived.late),
        "twice": len(post.again),
        "growth": lived.growth,
        "taken_up_s": sum(lived.quarters) / thousands,
        "work_s": lived.work / thousands,
        "memory_mb": lived.memory / thousands,
        "burst_work_s": lived.burst_work,
        "burst_mb": lived.burst_memory,
    }


def _stocked(home: Path, size: Size) -> Stock:
    """Write the ledger: some with an action whose rung is reached at the moment, and the rest."""
    database = books(home)
    moment = _moment_after(LEAD + size.climbing * EACH)
    day = moment.date() + timedelta(days=1)
    _publish(database, (end_of_day(day, ZONE) - moment) // MINUTE)
    keys = tuple(map(key_of, range(size.climbing)))
    bursting, others = keys[: size.burst], keys[size.burst :]
    _fill(database, bursting, day)
    _fill(database, others, day + timedelta(days=1))
    database.dispose()
    return Stock(moment, bursting, keys)


def _moment_after(lead: timedelta) -> datetime:
    """Return the first whole minute (UTC) that lies so far ahead."""
    return (datetime.now(UTC) + lead + MINUTE).replace(second=0, microsecond=0)


def _publish(database: Engine, minutes: int) -> None:
    text = POLICY.read_text("utf-8").replace("MINUTES", str(minutes))
    policy = policy_of(text)
    offer = Offer(policy.digest, policy.name, policy.version, BY["person"])
    shown = Policies(database)
    texts = {policy.digest: text}
    shown.record((PolicyPublished(offer),), texts, BY, datetime.now(UTC), shown.library())


def _fill(database: Engine, keys: tuple[str, ...], due: date) -> None:
    first, *others = keys
    model = _model(database, first, due)
    with writing(database) as connection:
        for start in range(0, len(others), AT_ONCE):
            write(connection, [(model, key) for key in others[start : start + AT_ONCE]])


def _model(database: Engine, key: str, due: date) -> Model:
    commit = Commit(SqlBooks(database))
    now = datetime.now(UTC)
    for place, command in enumerate(_commands(due), start=1):
        sent = replace(envelope(key, command, "fay"), id=f"{key}/{place}")
        outcome = commit.commit(Request(sent, now, "benchmark"))
        if not outcome.accepted:
            raise RuntimeError(f"{type(command).__name__} was refused: {outcome.refusal}")
    return Model.written(database, key)


def _commands(due: date) -> Iterator[Command]:
    """Bring an incident to where its one action is promised."""
    yield opening()
    action = Action(title="Page on queue depth", owner=OWNER, due=due, priority=Priority.P1)
    yield Revise(add=(Add(action),))
    yield from (Advance() for _ in range(GATES))


async def _taken_up(client: Client, stock: Stock) -> list[float]:
    """Start every workflow, and say how long each quarter took until all had had their turn."""
    quarter = -(-len(stock.every) // QUARTERS)
    seconds = []
    for start in range(0, len(stock.every), quarter):
        began = time.perf_counter()
        await adopt(client, OURS, stock.every[: start + quarter])
        await _until(lambda: _looked_after(client), min(start + quarter, len(stock.every)))
        seconds.append(time.perf_counter() - began)
    if datetime.now(UTC) >= stock.moment:
        raise RuntimeError("the burst came before everything was taken up: give it more time")
    return seconds


async def _looked_after(client: Client) -> int:
    found = await client.count_workflows(f"{PHASE.name} = 'actions_ticketed'")
    return found.count


async def _burst(stock: Stock, post: Receiver) -> list[float]:
    """Wait for every notice, and say by how many seconds each was late."""
    await asyncio.sleep((stock.moment - datetime.now(UTC)).total_seconds())

    async def came() -> int:
        return len(post.came)

    with suppress(TimeoutError):
        await _until(came, len(stock.bursting))
    return [(at - stock.moment).total_seconds() for at in post.came.values()]


async def _until(count: Callable[[], Awaitable[int]], wanted: int) -> None:
    async with asyncio.timeout(PATIENCE.total_seconds()):
        while await count() < wanted:  # noqa: ASYNC110  # a server sets no event
            await asyncio.sleep(PACE)
