"""A notice that nobody took comes back under its key until somebody does, whatever is restarted."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from states.codec import event_from
from states.commands import Say
from states.events.notices import NoticeDelivered, NoticeUndelivered
from tests.workflows.deaf import IN_VAIN, Deaf, running_deaf
from tests.workflows.desk import opening
from tests.workflows.engine import OURS, Engine

T = TypeVar("T")


async def eventually(holds: Callable[[], bool], seconds: float = 15.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # what is waited for happens in a thread
            await asyncio.sleep(0.02)


async def test_what_nobody_took_comes_back_until_somebody_does() -> None:
    deaf = Deaf()
    async with running_deaf(deaf) as engine:
        await engine.send("DEAF-1", opening())
        await engine.skip("DEAF-1", timedelta(days=8))
        await eventually(lambda: any(1 in tries for tries in deaf.asked.values()))
        handle = engine.clock.client.get_workflow_handle(OURS.workflow_id("DEAF-1"))
        first = (await handle.describe()).run_id
        for number in range(100):
            await engine.send("DEAF-1", Say(f"remark {number}"))
        afresh = (await handle.describe()).run_id
        await engine.skip("DEAF-1", timedelta(days=8))
        await eventually(lambda: any(IN_VAIN in tries for tries in deaf.asked.values()))
        await eventually(lambda: bool(events_of(engine, NoticeDelivered)))

    assert afresh != first
    landed = [one.key for one in events_of(engine, NoticeDelivered)]
    in_vain = [one.key for one in events_of(engine, NoticeUndelivered)]
    assert landed
    assert len(landed) == len(set(landed))
    assert {key: deaf.asked[key] for key in landed} == {key: [0, 1, 2, 3] for key in landed}
    assert {key: in_vain.count(key) for key in landed} == dict.fromkeys(landed, IN_VAIN)
    assert engine.books.refolded("DEAF-1") == engine.books.records["DEAF-1"]


def events_of(engine: Engine, kind: type[T]) -> list[T]:
    """List what of one kind is in the history."""
    written = (one for entry in engine.books.entries["DEAF-1"] for one in entry.events)
    return [one for one in map(event_from, written) if isinstance(one, kind)]
