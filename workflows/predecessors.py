"""Workflows from before an installation had names of its own: ended before it takes up theirs.

They hold nothing that the ledger does not know. One that was another installation's, in a
namespace that both shared, is taken up again by that one's own worker.
"""

from collections.abc import Sequence
from contextlib import suppress

from temporalio.client import Client
from temporalio.service import RPCError

from workflows.names import WORKFLOW

TASK_QUEUE = "retrospectives"
RUNNING = (
    f"WorkflowType = '{WORKFLOW}' AND TaskQueue = '{TASK_QUEUE}' AND ExecutionStatus = 'Running'"
)
WHY = "its incident is looked after by a workflow that is named after its installation"


async def end_predecessors(client: Client, incidents: Sequence[str]) -> None:
    """End the old workflow of each of these incidents that still has one."""
    old = {f"retrospective-{one}" for one in incidents}
    async for run in client.list_workflows(RUNNING):
        if run.id in old:
            # It has ended, or we may not end it: nobody serves it any more either way.
            with suppress(RPCError):
                await client.get_workflow_handle(run.id).terminate(WHY)
