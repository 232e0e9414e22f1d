"""A bulletin comes when it is planned, to each once: after an outage only the newest."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.bulletins import Bulletins, Mailing
from activities.payloads import CONVERTER
from connectors.temporal_server import temporal_server
from documents.bulletins.facts import Issue, Kind, Told
from states.errors import UnreachableError
from tests.activities.mailing import Everything, Post, Shelf, Staff
from tests.workflows.engine import Engine
from workflows import schedules
from workflows.mailing import send_now
from workflows.names import BULLETIN, Installation
from workflows.schedules import CATCH_UP, Planned, Sent, next_bulletins, plan_bulletins
from workflows.worker import worker_for

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAILY = Planned(Kind.DIGEST, "0 9 * * *", "Europe/Lisbon")
WEEKLY = Planned(Kind.REVIEW, "0 9 * * mon")
ALL = (DAILY, WEEKLY)
NONE_YET = Sent(NOON)
TO = ("ana", "ben")


@pytest.fixture
def ours() -> Installation:
    return Installation(uuid4().hex[:12])


@asynccontextmanager
async def served(
    client: Client, ours: Installation, post: Post, shelf: Shelf, workers: int = 1
) -> AsyncIterator[None]:
    """Have workers at work, each with activities of its own."""
    async with AsyncExitStack() as stack:
        for _ in range(workers):
            office = Bulletins(Everything(), shelf, Staff(), post, Mailing(TO))
            own = await connected(client.service_client.config.target_host)
            worker = worker_for(own, ours, [office.address, office.send])
            await stack.enter_async_context(worker)
        yield


async def runs(client: Client, ours: Installation) -> list[str]:
    found = f"WorkflowType = '{BULLETIN}' AND TaskQueue = '{ours.task_queue}'"
    return sorted([one.id async for one in client.list_workflows(found)])


async def until_sent(post: Post, count: int) -> None:
    async with asyncio.timeout(20):
        while len(post.letters) < count:  # noqa: ASYNC110  # a thread of the worker sets no event
            await asyncio.sleep(0.05)


async def trigger(client: Client, ours: Installation, kind: Kind = Kind.DIGEST) -> None:
    await client.get_schedule_handle(ours.bulletin_id(kind.value)).trigger()


async def test_a_schedule_that_is_triggered_reaches_each_once(
    engine: Engine, ours: Installation
) -> None:
    client, post, shelf = engine.clock.client, Post(later=3), Shelf()
    await plan_bulletins(client, ours, ALL, NONE_YET)

    async with served(client, ours, post, shelf, workers=2):
        await trigger(client, ours)
        await until_sent(post, 2)

    (run,) = await runs(client, ours)
    stamp = run.removeprefix(f"{ours.bulletin_id('digest')}-")
    moment = datetime.fromisoformat(stamp)
    assert {one.moment for one in shelf.events} == {moment}
    assert [one.rpartition("/")[2] for one in post.names()] == ["ana", "ben"]
    assert sorted(one.to for one in shelf.events) == ["ana", "ben"]


async def test_planning_again_changes_nothing(engine: Engine, ours: Installation) -> None:
    client = engine.clock.client
    handle = client.get_schedule_handle(ours.bulletin_id("digest"))
    await plan_bulletins(client, ours, ALL, NONE_YET)
    before = await handle.describe()

    await asyncio.gather(*(plan_bulletins(client, ours, ALL, NONE_YET) for _ in range(3)))

    after = await handle.describe()
    assert after.info.last_updated_at == before.info.last_updated_at
    assert after.schedule.spec == before.schedule.spec
    assert await runs(client, ours) == []


async def test_workers_that_start_together_plan_once(engine: Engine, ours: Installation) -> None:
    client = engine.clock.client

    await asyncio.gather(*(plan_bulletins(client, ours, ALL, NONE_YET) for _ in range(4)))

    assert (await next_bulletins(client, ours)).keys() == {Kind.DIGEST, Kind.REVIEW}


async def test_the_next_ones_are_known(engine: Engine, ours: Installation) -> None:
    client = engine.clock.client
    await plan_bulletins(client, ours, (DAILY,), NONE_YET)

    coming = await next_bulletins(client, ours)

    assert coming.keys() == {Kind.DIGEST}
    there = coming[Kind.DIGEST]
    assert timedelta(0) < there - datetime.now(UTC) <= timedelta(days=1, hours=1)


async def test_a_changed_setting_moves_the_schedule(engine: Engine, ours: Installation) -> None:
    client = engine.clock.client
    await plan_bulletins(client, ours, ALL, NONE_YET)

    await plan_bulletins(client, ours, (Planned(Kind.DIGEST, "30 17 * * *"), WEEKLY), NONE_YET)

    coming = (await next_bulletins(client, ours))[Kind.DIGEST]
    assert (coming.hour, coming.minute) == (17, 30)


async def test_what_is_paused_stays_paused(engine: Engine, ours: Installation) -> None:
    client = engine.clock.client
    await plan_bulletins(client, ours, ALL, NONE_YET)
    await client.get_schedule_handle(ours.bulletin_id("digest")).pause()

    await plan_bulletins(client, ours, (Planned(Kind.DIGEST, "30 17 * * *"), WEEKLY), NONE_YET)

    assert (await next_bulletins(client, ours)).keys() == {Kind.REVIEW}


async def test_what_is_not_planned_any_more_ends(engine: Engine, ours: Installation) -> None:
    client = engine.clock.client
    await plan_bulletins(client, ours, ALL, NONE_YET)

    for _ in range(2):
        await plan_bulletins(client, ours, (), NONE_YET)

    assert await next_bulletins(client, ours) == {}


async def test_two_installations_plan_for_themselves(engine: Engine, ours: Installation) -> None:
    client = engine.clock.client
    await plan_bulletins(client, ours, ALL, NONE_YET)

    await plan_bulletins(client, Installation("others"), (), NONE_YET)

    assert len(await next_bulletins(client, ours)) == 2


async def test_nonsense_is_told(engine: Engine, ours: Installation) -> None:
    with pytest.raises(RPCError, match="Minute is not in range"):
        await plan_bulletins(
            engine.clock.client, ours, (Planned(Kind.DIGEST, "61 9 * * *"),), NONE_YET
        )


async def test_a_wiped_temporal_makes_up_for_the_newest_only(
    engine: Engine, ours: Installation
) -> None:
    client, post, shelf = engine.clock.client, Post(), Shelf()
    now = datetime.now(UTC)
    sent = Sent(now, {Kind.DIGEST: now - timedelta(days=5)})

    async with served(client, ours, post, shelf):
        await plan_bulletins(client, ours, (Planned(Kind.DIGEST, "0 * * * *"), WEEKLY), sent)
        await until_sent(post, 2)
        await asyncio.sleep(1)

    newest = now.replace(minute=0, second=0, microsecond=0)
    assert {one.moment for one in shelf.events} == {newest}
    assert len(shelf.events) == 2


async def test_a_worker_that_died_before_it_made_up_leaves_that_to_the_next(
    engine: Engine, ours: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, post, shelf = engine.clock.client, Post(), Shelf()
    now, hourly = datetime.now(UTC), (Planned(Kind.DIGEST, "0 * * * *"),)
    sent = Sent(now, {Kind.DIGEST: now - timedelta(days=5)})

    async def dies(*_: object) -> None:
        raise RPCError("gone", RPCStatusCode.UNAVAILABLE, b"")

    with monkeypatch.context() as death:
        death.setattr(schedules, "_make_up", dies)
        with pytest.raises(RPCError, match="gone"):
            await plan_bulletins(client, ours, hourly, sent)

    async with served(client, ours, post, shelf):
        for _ in range(2):
            await plan_bulletins(client, ours, hourly, sent)
        await until_sent(post, 2)
        await asyncio.sleep(1)

    newest = now.replace(minute=0, second=0, microsecond=0)
    assert {one.moment for one in shelf.events} == {newest}
    handle = client.get_schedule_handle(ours.bulletin_id("digest"))
    assert (await handle.describe()).schedule.state.note == hourly[0].note


async def test_a_schedule_that_somebody_deleted_comes_back_and_makes_up(
    engine: Engine, ours: Installation
) -> None:
    client, post, shelf = engine.clock.client, Post(), Shelf()
    now, hourly = datetime.now(UTC), (Planned(Kind.DIGEST, "0 * * * *"),)
    sent = Sent(now, {Kind.DIGEST: now - timedelta(hours=2)})
    await plan_bulletins(client, ours, hourly, NONE_YET)
    await client.get_schedule_handle(ours.bulletin_id("digest")).delete()

    async with served(client, ours, post, shelf):
        await plan_bulletins(client, ours, hourly, sent)
        await until_sent(post, 2)

    assert (await next_bulletins(client, ours)).keys() == {Kind.DIGEST}


async def test_a_wiped_temporal_makes_up_for_nothing_that_was_sent(
    engine: Engine, ours: Installation
) -> None:
    client, post = engine.clock.client, Post()
    now = datetime.now(UTC)
    sent = Sent(now, {Kind.DIGEST: now.replace(minute=0, second=0, microsecond=0)})

    async with served(client, ours, post, Shelf()):
        await plan_bulletins(client, ours, (Planned(Kind.DIGEST, "0 * * * *"), WEEKLY), sent)
        await asyncio.sleep(1)

    assert post.letters == []


def test_what_was_missed_too_long_ago_is_not_made_up_for() -> None:
    sent = Sent(NOON, {Kind.DIGEST: NOON - timedelta(days=90)})

    assert sent.since(Kind.DIGEST) == NOON - CATCH_UP
    assert sent.since(Kind.REVIEW) is None


async def test_one_that_is_sent_by_hand_says_whom_it_reached(
    engine: Engine, ours: Installation
) -> None:
    client, shelf = engine.clock.client, Shelf()
    post = Post(vain=frozenset({"ben"}))
    issue = Issue(Kind.REVIEW, NOON, NOON - timedelta(days=14))

    async with served(client, ours, post, shelf):
        told = [await send_now(client, ours, issue) for _ in range(2)]

    reached = (Told("ana", "mailto+slack"), Told("ben", why="mailto: no such host"))
    assert told == [reached] * 2
    assert post.names() == ["bulletin/review/2026-03-02T12:00Z/ana"]


async def test_one_that_nobody_serves_says_so(engine: Engine, ours: Installation) -> None:
    with pytest.raises(UnreachableError) as refused:
        await send_now(
            engine.clock.client, ours, Issue(Kind.DIGEST, NOON), patience=timedelta(seconds=1)
        )

    assert str(refused.value) == "the digest has not reached everybody within 1 s"
    assert "retro digest --sent" in refused.value.hint


EVERY_SECOND = Planned(Kind.DIGEST, "* * * * * * *")


async def connected(address: str) -> Client:
    return await Client.connect(address, data_converter=CONVERTER)


def moments(shelf: Shelf) -> Sequence[datetime]:
    return sorted({one.moment for one in shelf.events})


async def test_after_an_outage_the_newest_comes_and_no_other(
    tmp_path: Path, ours: Installation
) -> None:
    post, shelf = Post(), Shelf()
    async with temporal_server(tmp_path, ui=False) as server:
        client = await connected(server.address)
        await plan_bulletins(client, ours, (EVERY_SECOND,), NONE_YET)
        async with served(client, ours, post, shelf):
            await until_sent(post, 2)
        gone = datetime.now(UTC)
    await asyncio.sleep(15)
    up = datetime.now(UTC)
    async with temporal_server(tmp_path, ui=False) as server:
        client = await connected(server.address)
        before = len(post.letters)
        async with served(client, ours, post, shelf):
            await until_sent(post, before + 4)

    assert [one for one in moments(shelf) if gone < one < up - timedelta(seconds=1)] == []
    assert len(post.names()) == len({*post.names()})
