"""Temporal forgets: all of it, or the second half of what an incident's workflow did."""

import asyncio

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest
from temporalio.client import Client

from store.history import History
from tests.faults.desk import LIFE
from tests.faults.ground import Ground, ground
from tests.faults.place import Place
from tests.faults.tally import Tally
from tests.workflows.desk import envelope

CLIENTS = 6
INCIDENTS = 3
BETWEEN = 15
QUIET = "QUIET-1"
"""An incident to which nobody says anything more: only whoever takes it up again looks after it."""


def temporal_is_wiped(place: Place, times: int) -> Tally:
    """Lose Temporal's whole database, and start server and worker again."""
    return asyncio.run(_wiped(place, times))


async def _wiped(place: Place, times: int) -> Tally:
    tally = Tally()
    async with ground(place.folder, place.file, workers=1) as here:
        await here.insists(await here.sender(), envelope(QUIET, LIFE[0], name="quiet"))
        here.begin(CLIENTS, INCIDENTS)
        for _ in range(times):
            await here.acknowledges(BETWEEN)
            await here.server.kill()
            here.kill_worker()
            here.server.forget()
            tally.injected["Temporal wiped"] += 1
            await here.server.start()
            await here.new_worker()
        await here.acknowledges(BETWEEN)
        await here.settle()
        await _all_looked_after(here, tally)
        here.hold(tally)
    return tally


async def _all_looked_after(here: Ground, tally: Tally) -> None:
    client = await here.connected()
    running = {one.id async for one in client.list_workflows(here.ours.running)}
    for incident in History(here.engine).keys_open():
        name = here.ours.workflow_id(incident)
        tally.must(name in running, f"{incident} is open, and nobody looks after it")


def workflows_are_reset(place: Place, times: int) -> Tally:
    """Put workflows back to a point in the middle, while commands arrive."""
    return asyncio.run(_reset(place, times))


async def _reset(place: Place, times: int) -> Tally:
    tally = Tally()
    async with ground(place.folder, place.file, workers=1) as here:
        client = await here.connected()
        here.begin(CLIENTS, INCIDENTS)
        for turn in range(times):
            await here.acknowledges(BETWEEN)
            await _put_back(client, here, f"INC-{turn % INCIDENTS}-0")
            tally.injected["workflow reset"] += 1
        await here.acknowledges(BETWEEN)
        await here.settle()
        here.hold(tally)
    return tally


async def _put_back(client: Client, here: Ground, incident: str) -> None:
    handle = client.get_workflow_handle(here.ours.workflow_id(incident))
    shown = await handle.describe()
    history = await handle.fetch_history()
    done = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
    points = [one.event_id for one in history.events if one.event_type == done]
    await client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=handle.id, run_id=shown.run_id),
            reason="a campaign",
            request_id=f"{incident}-{len(history.events)}",
            workflow_task_finish_event_id=points[len(points) // 2],
        )
    )
