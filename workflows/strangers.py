"""A workflow that has a name of ours and is none of ours: an incident cannot use it.

It is told who that is, and which command ends it; the incident is then taken up as ever.
"""

from datetime import timedelta
from typing import Protocol

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError

from states.errors import ConflictError
from workflows.names import WORKFLOW, Installation

PATIENCE = timedelta(seconds=2)


class Described(Protocol):
    """What Temporal says of a workflow, in a list or when asked."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def workflow_type(self) -> str:
        """What it does."""

    @property
    def task_queue(self) -> str:
        """Whose workers do it."""


class NameTakenError(ConflictError):
    """A workflow that is not ours runs under a name of ours."""

    def __init__(self, stranger: Described, client: Client) -> None:
        """Say which name, who has it, and what ends that."""
        super().__init__(
            f"the workflow id {stranger.id} is taken by a workflow that is not ours: "
            f"“{stranger.workflow_type}” on the task queue “{stranger.task_queue}”"
        )
        where = f"--address {client.service_client.config.target_host}"
        self.hint = (
            f"end it, then repeat: temporal workflow terminate --workflow-id {stranger.id} "
            f"{where} --namespace {client.namespace}"
        )


async def stranger_for(client: Client, ours: Installation) -> NameTakenError | None:
    """Find anybody who runs under a name of this installation and is not its own."""
    async for one in client.list_workflows(ours.strangers, limit=1):
        return NameTakenError(one, client)
    return None


async def must_be_ours(client: Client, ours: Installation, incident: str) -> None:
    """Look at who runs under an incident's name; where Temporal does not say, nothing is wrong.

    Raises:
        NameTakenError: it is a stranger.
    """
    handle = client.get_workflow_handle(ours.workflow_id(incident))
    try:
        found = await handle.describe(rpc_timeout=PATIENCE)
    except RPCError:
        return
    runs = found.status is WorkflowExecutionStatus.RUNNING
    if runs and (found.workflow_type, found.task_queue) != (WORKFLOW, ours.task_queue):
        raise NameTakenError(found, client)
