"""Every open incident has its workflow: after Temporal was wiped, too.

The ledger says which incidents are open; a workflow that already runs is left alone.
"""

import asyncio
import logging
from collections.abc import Sequence

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from workflows.messages import Start
from workflows.names import WORKFLOW, Installation
from workflows.strangers import NameTakenError, must_be_ours

LOG = logging.getLogger(__name__)

AT_ONCE = 20
"""Starts in flight: more only queue at the server."""


async def adopt(client: Client, ours: Installation, incidents: Sequence[str]) -> int:
    """Start the workflow of each incident that has none, and say how many were started.

    The first turn of each reads the ledger, deadlines included. A name that a stranger has
    is logged, and holds up no other.
    """
    running = {run.id async for run in client.list_workflows(ours.running)}
    missing = [one for one in incidents if ours.workflow_id(one) not in running]
    gate = asyncio.Semaphore(AT_ONCE)

    async def started(incident: str) -> bool:
        async with gate:
            return await _started(client, ours, incident)

    return sum(await asyncio.gather(*map(started, missing)))


async def _started(client: Client, ours: Installation, incident: str) -> bool:
    try:
        await client.start_workflow(
            WORKFLOW,
            Start(incident),
            id=ours.workflow_id(incident),
            task_queue=ours.task_queue,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )
    except WorkflowAlreadyStartedError:  # by another worker, a moment ago, or by a stranger
        await _log_stranger(client, ours, incident)
        return False
    return True


async def _log_stranger(client: Client, ours: Installation, incident: str) -> None:
    try:
        await must_be_ours(client, ours, incident)
    except NameTakenError as error:
        LOG.warning("%s · %s", error, error.hint)
