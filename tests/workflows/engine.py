"""A whole engine for tests: a real server with a movable clock, a worker, books and an outbox."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from temporalio.testing import WorkflowEnvironment

from activities.commit import Commit
from activities.notify import Notify
from activities.relay import Relay
from connectors.virtual_clock import virtual_clock
from states.commands import Command
from states.envelope import Outcome
from tests.workflows.books import MemoryBooks
from tests.workflows.desk import PEOPLE, Outbox, envelope
from workflows.attributes import ATTRIBUTES
from workflows.client import Retrospectives
from workflows.names import Installation
from workflows.worker import worker_for

OURS = Installation("tests")


@dataclass
class Engine:
    """A running worker, its books and its outbox."""

    clock: WorkflowEnvironment
    books: MemoryBooks = field(default_factory=lambda: MemoryBooks(PEOPLE))
    outbox: Outbox = field(default_factory=Outbox)

    @property
    def sender(self) -> Retrospectives:
        return Retrospectives(self.clock.client, OURS)

    async def send(self, incident: str, command: Command, by: str = "ana") -> Outcome:
        return await self.sender.send(envelope(incident, command, by))

    async def skip(self, incident: str, time: timedelta) -> None:
        handle = self.clock.client.get_workflow_handle(OURS.workflow_id(incident))
        await self.clock.fast_forward(handle, time)


@asynccontextmanager
async def running_engine() -> AsyncIterator[Engine]:
    """Start a server and a worker, and stop both."""
    async with await virtual_clock(ATTRIBUTES) as clock:
        engine = Engine(clock)
        commit = Commit(engine.books)
        notify = Notify(engine.outbox, engine.books)
        relay = Relay(engine.sender)
        async with worker_for(clock.client, OURS, [commit.commit, notify.notify, relay.relay]):
            yield engine
