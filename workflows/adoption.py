"""Every open incident has its workflow: after Temporal was wiped, too.

The ledger says which incidents are open; a workflow that already runs is left alone.
"""

import asyncio
from collections.abc import Sequence

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from workflows.messages import Start
from workflows.names import TASK_QUEUE, WORKFLOW, workflow_id

RUNNING = f"WorkflowType = '{WORKFLOW}' AND ExecutionStatus = 'Running'"

AT_ONCE = 20
"""Starts in flight: more only queue at the server."""


async def adopt(client: Client, incidents: Sequence[str]) -> int:
    """Start the workflow of each incident that has none, and say how many had none.

    The first turn of each reads the ledger, deadlines included.
    """
    running = {run.id async for run in client.list_workflows(RUNNING)}
    missing = [one for one in incidents if workflow_id(one) not in running]
    await _start(client, missing)
    return len(missing)


async def _start(client: Client, incidents: Sequence[str]) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(incident: str) -> None:
        async with gate:
            await client.start_workflow(
                WORKFLOW,
                Start(incident),
                id=workflow_id(incident),
                task_queue=TASK_QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            )

    await asyncio.gather(*(one(incident) for incident in incidents))
