"""What figures are measured on: a server, books and a worker as `retro up` runs them.

Server and books each keep one file and wait for the disk at every commit. A bare workflow
is served beside ours, with the same settings: it is what a command is compared with.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.worker import Worker

from activities.commit import Commit
from activities.delivery.delivering import Delivery
from activities.notify import Notify
from activities.payloads import CONVERTER
from activities.ports import Courier
from activities.relay import Relay
from benchmarks.bare import BARE, BARE_QUEUE, BareWorkflow
from benchmarks.desk import PEOPLE, Outbox, envelope, opening
from connectors.log_channel import LogChannel
from connectors.switchboard import Switchboard
from connectors.temporal_server import temporal_server
from states.commands import Command
from states.envelope import Envelope, Outcome
from store.attempts import Attempts
from store.books import SqlBooks
from store.engine import engine_for
from store.migrate import migrate
from store.people import People
from workflows.client import Retrospectives
from workflows.names import Installation
from workflows.worker import GRACE, THREADS, UNGUARDED, worker_for

FOLDER = "retro-bench-"

Send = Callable[[str, Command], Awaitable[Outcome]]
OURS = Installation("bench")
NOWHERE = Outbox()


@dataclass(frozen=True, slots=True)
class Running:
    """An engine at work."""

    client: Client
    sender: Retrospectives

    async def send(self, incident: str, command: Command, by: str = "ana") -> Outcome:
        """Send a command; a refusal would measure something else, and fails."""
        return await self.deliver(envelope(incident, command, by))

    async def deliver(self, sent: Envelope) -> Outcome:
        """Send an envelope, as `send` does."""
        outcome = await self.sender.send(sent)
        if outcome.refusal:
            raise RuntimeError(outcome.refusal.message)
        return outcome

    async def open(self, incident: str) -> str:
        """Open an incident, and return its key."""
        await self.send(incident, opening())
        return incident

    async def bare(self, name: str, answer: Outcome) -> Send:
        """Start a bare workflow, and return the way to send it a command as `send` would."""
        handle = await self.client.start_workflow(BARE, answer, id=name, task_queue=BARE_QUEUE)

        async def update(incident: str, command: Command) -> Outcome:
            sent = envelope(incident, command)
            answered: Outcome = await handle.execute_update(
                BARE, sent, id=sent.id, result_type=Outcome
            )
            return answered

        return update


@asynccontextmanager
async def engine() -> AsyncIterator[Running]:
    """Run an engine in a folder of its own, and clear it away."""
    async with AsyncExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix=FOLDER)))
        client = await stack.enter_async_context(server(home))
        await stack.enter_async_context(
            worker_for(client, OURS, activities_on(books(home), client))
        )
        await stack.enter_async_context(_bare_worker(client))
        yield Running(client, Retrospectives(client, OURS))


@asynccontextmanager
async def server(home: Path) -> AsyncIterator[Client]:
    """Run a server on a file in `home`, and connect to it."""
    async with temporal_server(home, ui=False) as running:
        yield await connected(running.address)


async def connected(address: str) -> Client:
    """Connect to a server as every client of ours does."""
    return await Client.connect(address, data_converter=CONVERTER)


def books(home: Path) -> Engine:
    """Open the books in `home`, in which everybody is known."""
    database = engine_for(f"sqlite:///{home / 'retro.db'}")
    migrate(database)
    actor = {"person": "rob", "via": "benchmark"}
    People(database).replace_people(PEOPLE, actor, datetime.now(UTC))
    return database


def activities_on(
    database: Engine, client: Client, courier: Courier = NOWHERE
) -> list[Callable[..., object]]:
    """Wire what workflows ask for."""
    return [
        Commit(SqlBooks(database)).commit,
        Notify(courier, People(database)).notify,
        Relay(Retrospectives(client, OURS)).relay,
    ]


def courier_on(database: Engine, channel: str) -> Courier:
    """Wire what carries letters to one address, as `retro up` does."""
    board = Switchboard((channel,), {}, LogChannel(Path()))
    return Delivery(Attempts(database), People(database), board.channels, board.routes)


def _bare_worker(client: Client) -> Worker:
    return Worker(
        client,
        task_queue=BARE_QUEUE,
        workflows=[BareWorkflow],
        activity_executor=ThreadPoolExecutor(THREADS),
        graceful_shutdown_timeout=GRACE,
        workflow_runner=UNGUARDED,
    )
