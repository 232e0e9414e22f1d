"""A tick names what is being sent: that is not put off behind the back of whoever sends it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.commit import Commit
from activities.options import COMMIT, NOTIFY
from activities.relay import Relay
from connectors.virtual_clock import virtual_clock
from states.codec import command_from
from states.commands import ConfirmNotice, Tick
from states.envelope import Outcome, Request
from states.record.deadlines import Notice
from tests.workflows.books import MemoryBooks
from tests.workflows.desk import PEOPLE, opening
from tests.workflows.engine import OURS, Engine
from workflows.attributes import ATTRIBUTES
from workflows.worker import worker_for


class Slow:
    """Answers commands and remembers the ticks; whatever it is to send takes for ever."""

    def __init__(self, books: MemoryBooks) -> None:
        self.commit_ = Commit(books)
        self.ticks: list[Tick] = []
        self.asked: set[str] = set()

    @activity.defn(name=COMMIT)
    def commit(self, request: Request) -> Outcome:
        command = command_from(request.envelope.name, request.envelope.body)
        self.ticks += [command] if isinstance(command, Tick) else []
        return self.commit_.commit(request)

    @activity.defn(name=NOTIFY)
    def notify(self, notice: Notice) -> ConfirmNotice:
        self.asked.add(notice.key)
        raise ApplicationError(
            "nobody listens",
            next_retry_delay=timedelta(days=99),
            category=ApplicationErrorCategory.BENIGN,
        )


async def test_a_tick_names_what_is_being_sent() -> None:
    books = MemoryBooks(PEOPLE)
    slow = Slow(books)
    async with await virtual_clock(ATTRIBUTES) as clock:
        engine = Engine(clock, books)
        work: list[Callable[..., object]] = [slow.commit, slow.notify, Relay(engine.sender).relay]
        async with worker_for(clock.client, OURS, work):
            await engine.send("SLOW-1", opening())
            for _ in range(20):
                await engine.skip("SLOW-1", timedelta(days=1))
                await asyncio.sleep(0.1)

    assert slow.ticks[0].under_way == ()
    assert slow.asked
    assert slow.asked >= {*slow.ticks[-1].under_way} > set()
