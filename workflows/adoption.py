"""Every open incident has its workflow: after Temporal was wiped, too.

The ledger says which incidents are open; a workflow that already runs is left alone.
"""

import asyncio
from collections.abc import Sequence

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from workflows.messages import Start
from workflows.names import TASK_QUEUE, WORKFLOW, workflow_id

AT_ONCE = 20
"""Starts in flight: more only queue at the server."""


async def adopt(client: Client, incidents: Sequence[str]) -> None:
    """Start the workflow of each incident that has none; its first turn reads the ledger."""
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
