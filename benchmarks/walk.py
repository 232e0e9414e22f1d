"""Walk one incident through its life on a server whose clock is moved, and count what it took."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from urllib.request import urlopen

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from benchmarks.engine import FOLDER, OURS, Running, activities_on, books
from benchmarks.life import Passing, Sent, life
from connectors.free_port import LOCALHOST, any_free_port
from connectors.virtual_clock import virtual_clock
from states.lifecycle import Phase
from states.record.retrospective import Retrospective
from store.history import History
from workflows.attributes import ATTRIBUTES
from workflows.client import Retrospectives
from workflows.worker import worker_for

T = TypeVar("T")

KEY = "INC-2017"
PATIENCE = 20.0
SETTLING = 2.5
# What moving the clock leaves in a history, and on the bill.
OF_OUR_CLOCK = (
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
)
# Billed actions are a counter of the server's own, per namespace.
ACTIONS = re.compile(r'^action\{(?!.*Options)[^}]*namespace="default"[^}]*\} (\d+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Walked:
    """What one whole life took.

    `commands` were sent by people, `turns` are those and the engine's own; `events` stand in
    the histories of all its runs, `actions` are what Temporal Cloud would bill.
    """

    commands: int
    turns: int
    events: int
    actions: int


@cache
def walked() -> Walked:
    """Walk the incident, once for all who ask."""
    return asyncio.run(_walked())


async def _walked() -> Walked:
    port = any_free_port()
    with TemporaryDirectory(prefix=FOLDER) as home:
        database = books(Path(home))
        async with await virtual_clock(ATTRIBUTES, "--metrics-port", str(port)) as clock:
            running = Running(clock.client, Retrospectives(clock.client, OURS))
            before = await _billed(port)
            async with worker_for(clock.client, OURS, activities_on(database, clock.client)):
                commands = await _live(clock, running, History(database))
                await clock.client.get_workflow_handle(OURS.workflow_id(KEY)).result()
            turns, events = await _settled(lambda: _counted(clock.client))
            return Walked(commands, turns, events, await _settled(lambda: _billed(port)) - before)


async def _settled(read: Callable[[], Awaitable[T]]) -> T:
    """Read until two readings agree: lists and metrics of a server come late."""
    async with asyncio.timeout(PATIENCE):
        seen = await read()
        while True:
            await asyncio.sleep(SETTLING)
            seen, last = await read(), seen
            if seen == last:
                return seen


async def _live(clock: WorkflowEnvironment, running: Running, history: History) -> int:
    steps = life(datetime.now(UTC))
    for step in steps:
        match step:
            case Sent(by, command):
                await running.send(KEY, command, by)
            case Passing(time):
                await clock.fast_forward(
                    clock.client.get_workflow_handle(OURS.workflow_id(KEY)), time
                )
                await _told(history)
    _must_be_closed(history.record_of(KEY))
    return sum(isinstance(one, Sent) for one in steps)


async def _told(history: History) -> None:
    async with asyncio.timeout(PATIENCE):
        while _untold(history):  # noqa: ASYNC110  # a database sets no event
            await asyncio.sleep(0.05)


def _untold(history: History) -> bool:
    record = history.record_of(KEY)
    return bool(record and record.notices)


def _must_be_closed(record: Retrospective | None) -> None:
    if record is None or record.phase is not Phase.CLOSED:
        raise RuntimeError(f"the incident did not get to its end: {record and record.phase}")


async def _counted(client: Client) -> tuple[int, int]:
    """Count the turns and the events of every run."""
    kinds: list[int] = []
    async for run in client.list_workflows(f"WorkflowId = '{OURS.workflow_id(KEY)}'"):
        handle = client.get_workflow_handle(run.id, run_id=run.run_id)
        kinds += [event.event_type async for event in handle.fetch_history_events()]
    events = [one for one in kinds if one not in OF_OUR_CLOCK]
    return events.count(EventType.EVENT_TYPE_MARKER_RECORDED), len(events)


async def _billed(port: int) -> int:
    text = await asyncio.to_thread(_metrics, port)
    return sum(int(one) for one in ACTIONS.findall(text))


def _metrics(port: int) -> str:
    with urlopen(f"http://{LOCALHOST}:{port}/metrics") as answer:
        text: bytes = answer.read()
    return text.decode()
