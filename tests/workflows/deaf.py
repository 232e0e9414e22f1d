"""An engine whose only channel hears badly: each notice is refused a few times, then taken."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from temporalio import activity

from activities.commit import Commit
from activities.options import NOTIFY
from activities.relay import Relay
from connectors.virtual_clock import virtual_clock
from states.commands import ConfirmNotice
from states.record.deadlines import Notice
from tests.workflows.books import MemoryBooks
from tests.workflows.desk import PEOPLE
from tests.workflows.engine import OURS, Engine
from workflows.attributes import ATTRIBUTES
from workflows.worker import worker_for

IN_VAIN = 3
"""How often each notice is refused before it is taken."""


class Deaf:
    """Refuses each notice a few times, and remembers how often it was asked."""

    def __init__(self) -> None:
        self.asked: dict[str, list[int]] = defaultdict(list)

    @activity.defn(name=NOTIFY)
    def notify(self, notice: Notice) -> ConfirmNotice:
        self.asked[notice.key].append(notice.tries)
        now = datetime.now(UTC)
        if notice.tries < IN_VAIN:
            return ConfirmNotice(notice.key, "", now, undelivered="nobody listens")
        return ConfirmNotice(notice.key, "chat", now)


@asynccontextmanager
async def running_deaf(deaf: Deaf) -> AsyncIterator[Engine]:
    """Start a server and a worker whose only channel hears badly."""
    async with await virtual_clock(ATTRIBUTES) as clock:
        engine = Engine(clock, MemoryBooks(PEOPLE))
        commit, relay = Commit(engine.books), Relay(engine.sender)
        async with worker_for(clock.client, OURS, [commit.commit, deaf.notify, relay.relay]):
            yield engine
