"""Two installations in one namespace never meet, and a stranger with a name of ours is told."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from temporalio import workflow
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError
from temporalio.worker import Worker

from activities.commit import Commit
from activities.payloads import CONVERTER
from states.commands import Say
from states.errors import UnreachableError
from tests.workflows.books import MemoryBooks
from tests.workflows.desk import PEOPLE, envelope, opening
from tests.workflows.engine import OURS, Engine
from workflows.adoption import adopt
from workflows.client import Retrospectives
from workflows.messages import Start
from workflows.names import WORKFLOW, Installation
from workflows.predecessors import end_predecessors
from workflows.strangers import NameTakenError, stranger_for
from workflows.worker import worker_for

OTHERS = Installation("others")
QUICK = timedelta(seconds=1)
RUNNING = WorkflowExecutionStatus.RUNNING


@workflow.defn(name="order", sandboxed=False)
class Order:
    """Somebody else's workflow, which knows no command of ours."""

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)


@asynccontextmanager
async def order_named(engine: Engine, name: str) -> AsyncIterator[None]:
    """Run a stranger under a name, with nobody at work for it."""
    handle = await engine.clock.client.start_workflow("order", id=name, task_queue="orders")
    try:
        yield
    finally:
        await handle.terminate()


async def status_of(client: Client, name: str) -> WorkflowExecutionStatus | None:
    return (await client.get_workflow_handle(name).describe()).status


def told(engine: Engine, incident: str) -> tuple[str, str]:
    name, client = OURS.workflow_id(incident), engine.clock.client
    where = f"--address {client.service_client.config.target_host} --namespace {client.namespace}"
    message = "is taken by a workflow that is not ours: “order” on the task queue “orders”"
    fix = "end it, then repeat: temporal workflow terminate"
    return f"the workflow id {name} {message}", f"{fix} --workflow-id {name} {where}"


async def test_one_key_in_two_installations_is_two_incidents(engine: Engine) -> None:
    client, books = engine.clock.client, MemoryBooks(PEOPLE)
    await engine.send("BOTH-1", opening())

    async with worker_for(client, OTHERS, [Commit(books).commit]):
        there = await Retrospectives(client, OTHERS).send(envelope("BOTH-1", opening()))

    assert (there.refusal, len(books.entries["BOTH-1"])) == (None, 1)
    assert len(engine.books.entries["BOTH-1"]) == 1


async def test_an_installation_lists_what_is_its_own(engine: Engine) -> None:
    client, alone = engine.clock.client, Installation("alone")

    started = [await adopt(client, alone, ["LISTED-1", "LISTED-2"]) for _ in range(2)]
    listed = {one.id async for one in client.list_workflows(alone.running)}

    assert started == [2, 0]
    assert listed == {"retrospective-alone-LISTED-1", "retrospective-alone-LISTED-2"}


async def test_old_workflows_end_where_the_incident_is_known_and_others_stay(
    engine: Engine,
) -> None:
    client = engine.clock.client
    for incident in ("OLD-1", "OLD-2"):
        await client.start_workflow(
            WORKFLOW,
            Start(incident),
            id=f"retrospective-{incident}",
            task_queue="retrospectives",
        )

    await end_predecessors(client, ["OLD-1", "OLD-3"])
    await end_predecessors(client, ["OLD-1"])

    assert await status_of(client, "retrospective-OLD-1") is WorkflowExecutionStatus.TERMINATED
    assert await status_of(client, "retrospective-OLD-2") is RUNNING


async def test_a_stranger_that_nobody_serves_is_told_instead_of_a_worker(engine: Engine) -> None:
    impatient = Retrospectives(engine.clock.client, OURS, QUICK)
    async with order_named(engine, OURS.workflow_id("TAKEN-1")):
        with pytest.raises(NameTakenError) as refused:
            await impatient.send(envelope("TAKEN-1", opening()))

    assert (str(refused.value), refused.value.hint) == told(engine, "TAKEN-1")
    assert (await engine.send("TAKEN-1", opening())).accepted


async def test_a_stranger_that_refuses_our_command_is_told(engine: Engine) -> None:
    client = engine.clock.client
    async with (
        Worker(client, task_queue="orders", workflows=[Order]),
        order_named(engine, OURS.workflow_id("TAKEN-2")),
    ):
        with pytest.raises(NameTakenError) as refused:
            await engine.send("TAKEN-2", opening())

    assert (str(refused.value), refused.value.hint) == told(engine, "TAKEN-2")


async def test_where_nobody_has_the_name_a_worker_is_missing(engine: Engine) -> None:
    unserved = Retrospectives(engine.clock.client, Installation("unserved"), QUICK)

    with pytest.raises(UnreachableError, match="no worker answered for ALONE-1 within 1 s"):
        await unserved.send(envelope("ALONE-1", Say("anyone?")))


async def test_adoption_logs_a_stranger_and_goes_on(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    async with order_named(engine, OURS.workflow_id("TAKEN-3")):
        with caplog.at_level(logging.WARNING, "workflows.adoption"):
            started = await adopt(engine.clock.client, OURS, ["TAKEN-3", "TAKEN-4"])

    assert started == 1
    assert [one.message for one in caplog.records] == [" · ".join(told(engine, "TAKEN-3"))]


async def test_a_stranger_is_found_by_its_name(engine: Engine) -> None:
    client, lonely = engine.clock.client, Installation("lonely")
    await adopt(client, lonely, ["FOUND-1"])
    before = await stranger_for(client, lonely)

    async with order_named(engine, lonely.workflow_id("FOUND-2")):
        found = await _soon(client, lonely)

    assert before is None
    assert str(found).startswith("the workflow id retrospective-lonely-FOUND-2 is taken")


async def _soon(client: Client, ours: Installation) -> NameTakenError:
    async with asyncio.timeout(10):
        while not (found := await stranger_for(client, ours)):  # noqa: ASYNC110  # no event tells
            await asyncio.sleep(0.05)
    return found


async def test_a_command_that_fails_leaves_no_complaint_behind(engine: Engine) -> None:
    complaints: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, complaint: complaints.append(complaint))
    nowhere = await Client.connect(
        engine.clock.client.service_client.config.target_host,
        namespace="nowhere",
        data_converter=CONVERTER,
    )
    try:
        with pytest.raises(RPCError, match="nowhere"):
            await Retrospectives(nowhere, OURS).send(envelope("LOST-1", Say("anyone?")))
        gc.collect()
    finally:
        loop.set_exception_handler(None)

    assert complaints == []
