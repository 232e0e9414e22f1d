"""Anybody may send a workflow anything: it is refused, leaves no trace, and fails no task."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import (
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
)
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from states.commands import Say
from tests.replay.strict import failed_tasks
from tests.workflows.desk import envelope, opening
from tests.workflows.engine import OURS, Engine
from workflows.admission import ENVELOPE_LIMIT
from workflows.messages import FEWEST, Start
from workflows.names import BULLETIN, UPDATE, WORKFLOW

GIVEN_UP = timedelta(seconds=1)
SAID = envelope("ASKED", Say("hm"))
LONG = "x" * (ENVELOPE_LIMIT + 1)
BROKEN = RawValue(Payload(metadata={"encoding": b"json/plain"}, data=b"{"))
STRANGE = RawValue(Payload(metadata={"encoding": b"rot13"}, data=b"{}"))

# fmt: off
REFUSED: tuple[tuple[str, Sequence[Any], str], ...] = (
    #  what                arguments                        and why
    ("no argument",        (),                              "one envelope is taken, and 0 arg"),
    ("three arguments",    (SAID, SAID, SAID),              "one envelope is taken, and 3 arg"),
    ("nothing",            (None,),                         "what came is not one envelope: "),
    ("a text",             ("Say",),                        "what came is not one envelope: "),
    ("an unknown field",   ({"colour": "red"},),            "what came is not one envelope: "),
    ("long unknown names", ({LONG: 1},),                    "what came is not one envelope: "),
    ("no JSON",            (BROKEN,),                       "what came cannot be read"),
    ("no encoding",        (STRANGE, STRANGE),              "what came cannot be read"),
    ("another's incident", (envelope("B", Say("hm")),),     "a command for B came to the workf"),
    ("more than is read",  (envelope("ASKED", Say(LONG)),), "at most 65,536 are read"),
)

STARTS: tuple[tuple[str, Sequence[Any]], ...] = (
    ("no argument",          ()),
    ("nothing",              (None,)),
    ("two arguments",        (Start("STARTED"), Start("STARTED"))),
    ("a text",               ("STARTED",)),
    ("no JSON",              (BROKEN,)),
    ("an unknown field",     ({"incident": "STARTED", "colour": "red"},)),
    ("another's incident",   (Start("B"),)),
    ("no incident",          (Start(""),)),
    ("turns that never end", (Start("STARTED", FEWEST - 1),)),
)
# fmt: on


@pytest.fixture(scope="module")
async def asked(engine: Engine) -> WorkflowHandle[Any, Any]:
    """Open an incident, and give a stranger's way to its workflow."""
    await engine.send("ASKED", opening())
    return engine.clock.client.get_workflow_handle(OURS.workflow_id("ASKED"))


@pytest.mark.parametrize(
    ("arguments", "why"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED]
)
async def test_what_is_no_command_is_refused_and_leaves_no_trace(
    asked: WorkflowHandle[Any, Any], arguments: Sequence[Any], why: str
) -> None:
    before = len((await asked.fetch_history()).events)

    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await asked.execute_update(UPDATE, args=arguments)

    assert isinstance(refused.value.cause, ApplicationError)
    assert why in refused.value.cause.message
    assert len(refused.value.cause.message) < 400
    assert len((await asked.fetch_history()).events) == before


async def test_who_asks_for_what_there_is_not_is_told_and_fails_no_task(
    engine: Engine, asked: WorkflowHandle[Any, Any]
) -> None:
    with pytest.raises(WorkflowUpdateFailedError):
        await asked.execute_update("explode", SAID)
    with pytest.raises(WorkflowQueryFailedError):
        await asked.query("explode", SAID)
    await asked.query("__stack_trace", args=[1, 2, 3])
    await asked.signal("explode", args=[SAID, BROKEN])
    await asked.signal(UPDATE, args=[])

    assert (await engine.send("ASKED", Say("still here"))).entry
    assert failed_tasks(await asked.fetch_history()) == []


@pytest.mark.parametrize("size", [100_000, 1_900_000, 3_900_000])
async def test_a_crowd_of_large_ones_fails_no_task(
    engine: Engine, asked: WorkflowHandle[Any, Any], size: int
) -> None:
    large = envelope("ASKED", Say("x" * size))

    await asyncio.gather(
        *(asked.execute_update(UPDATE, large, rpc_timeout=GIVEN_UP) for _ in range(6)),
        return_exceptions=True,
    )

    assert (await engine.send("ASKED", Say("still here"))).entry
    assert failed_tasks(await asked.fetch_history()) == []


async def test_a_history_that_signals_fill_starts_afresh(engine: Engine) -> None:
    await engine.send("FLOODED", opening())
    handle = engine.clock.client.get_workflow_handle(OURS.workflow_id("FLOODED"))
    first = (await handle.describe()).run_id

    for _ in range(5):
        await handle.signal("explode", "x" * 1_000_000)
    async with asyncio.timeout(10):
        while (await handle.describe()).run_id == first:
            await engine.send("FLOODED", Say("still here"))

    assert (await engine.send("FLOODED", Say("still here"))).entry


@pytest.mark.parametrize("arguments", [one[1] for one in STARTS], ids=[one[0] for one in STARTS])
async def test_a_start_that_makes_no_sense_fails_its_run_and_no_task(
    engine: Engine, arguments: Sequence[Any]
) -> None:
    await _fails(engine, WORKFLOW, OURS.workflow_id("STARTED"), arguments)


async def test_who_comes_after_such_a_start_is_served(engine: Engine) -> None:
    await _fails(engine, WORKFLOW, OURS.workflow_id("SERVED"), ())

    assert (await engine.send("SERVED", opening())).entry == 1


@pytest.mark.parametrize(
    "arguments", [(), (None,), ("weekly",)], ids=["no argument", "nothing", "a text"]
)
async def test_a_bulletin_that_makes_no_sense_fails_its_run_and_no_task(
    engine: Engine, arguments: Sequence[Any]
) -> None:
    await _fails(engine, BULLETIN, "bulletin-by-a-stranger", arguments)


async def _fails(engine: Engine, kind: str, name: str, arguments: Sequence[Any]) -> None:
    handle = await engine.clock.client.start_workflow(
        kind, args=arguments, id=name, task_queue=OURS.task_queue
    )
    with pytest.raises(WorkflowFailureError) as failed:
        async with asyncio.timeout(10):
            await handle.result()

    assert isinstance(failed.value.cause, ApplicationError)
    assert failed_tasks(await handle.fetch_history()) == []
