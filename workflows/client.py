"""The typed way to an incident's workflow, for the command line and all that come after it.

A command keeps its id through every retry here, and the ledger knows each id once: what
was sent twice happens once. Temporal is given another id each time: it keeps a failure under
its own, and would repeat it long after the ledger answers again. An incident whose workflow is
gone is adopted on the way.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import NoReturn
from uuid import uuid4
from weakref import WeakValueDictionary

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from states.codec import canonical
from states.envelope import BODY_LIMIT, Envelope, Outcome
from states.errors import InvalidError, UnreachableError
from workflows.messages import Start
from workflows.names import UPDATE, WORKFLOW, Installation
from workflows.strangers import must_be_ours

PATIENCE = timedelta(seconds=20)
"""How long a command waits: after a worker's death the first one may take ten seconds."""

AT_ONCE = 8
"""Commands of one client in flight at one incident, of the ten that a workflow takes."""

PAUSE = 0.1
"""Seconds before a command is sent again that met a workflow between two runs."""

BETWEEN_RUNS = frozenset({RPCStatusCode.FAILED_PRECONDITION, RPCStatusCode.ABORTED})
LEFT_BEHIND = "AcceptedUpdateCompletedWorkflow"
"""What the server calls an update whose run ended before its turn came."""


class Retrospectives:
    """Sends commands to the incidents of one installation."""

    def __init__(self, client: Client, ours: Installation, patience: timedelta = PATIENCE) -> None:
        """Take a connected client, the installation's names, and how long a command may wait."""
        self._client = client
        self._ours = ours
        self._patience = patience
        self._lanes: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def send(self, envelope: Envelope) -> Outcome:
        """Send a command until it is answered.

        Raises:
            InvalidError: it is larger than any command may be.
            ConflictError: a stranger's workflow has the incident's name.
            UnreachableError: nobody answered in time; it may still be done, once.
        """
        _must_fit(envelope)
        lane = self._lanes.setdefault(envelope.incident, asyncio.Semaphore(AT_ONCE))
        try:
            async with lane, asyncio.timeout(self._patience.total_seconds()):
                return await self._until_answered(envelope)
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError) as error:
            await must_be_ours(self._client, self._ours, envelope.incident)
            raise _no_worker(envelope, self._patience) from error

    async def _until_answered(self, envelope: Envelope) -> Outcome:
        while True:
            try:
                return await self._ask(envelope)
            except WorkflowUpdateFailedError as error:
                if not _was_left_behind(error):
                    await must_be_ours(self._client, self._ours, envelope.incident)
                    _raise_unanswered(error)
            except RPCError as error:
                if error.status not in BETWEEN_RUNS:
                    raise
            await asyncio.sleep(PAUSE)

    async def _ask(self, envelope: Envelope) -> Outcome:
        handle = self._client.get_workflow_handle(self._ours.workflow_id(envelope.incident))
        try:
            outcome: Outcome = await handle.execute_update(
                UPDATE, envelope, id=str(uuid4()), result_type=Outcome
            )
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return await self._ask_and_adopt(envelope)
        return outcome

    async def _ask_and_adopt(self, envelope: Envelope) -> Outcome:
        adoption = self._adoption_of(envelope.incident)
        try:
            outcome: Outcome = await self._client.execute_update_with_start_workflow(
                UPDATE,
                envelope,
                id=str(uuid4()),
                result_type=Outcome,
                start_workflow_operation=adoption,
            )
        except (RPCError, WorkflowUpdateRPCTimeoutOrCancelledError):
            # It has the same error, and would complain of it one day that nobody asked.
            with suppress(RPCError, asyncio.CancelledError):
                await adoption.workflow_handle()
            raise
        return outcome

    def _adoption_of(self, incident: str) -> WithStartWorkflowOperation[object, object]:
        return WithStartWorkflowOperation(
            WORKFLOW,
            Start(incident),
            id=self._ours.workflow_id(incident),
            task_queue=self._ours.task_queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )


def _must_fit(envelope: Envelope) -> None:
    size = len(canonical(envelope.body))
    if size > BODY_LIMIT:
        raise InvalidError(
            f"the command is {size:,} bytes, at most {BODY_LIMIT:,} are taken",
            "write less in one go, or put the long text behind a link",
        )


def _was_left_behind(error: WorkflowUpdateFailedError) -> bool:
    return isinstance(error.cause, ApplicationError) and error.cause.type == LEFT_BEHIND


def _raise_unanswered(error: WorkflowUpdateFailedError) -> NoReturn:
    if not isinstance(error.cause, ApplicationError):
        raise error
    raise UnreachableError(error.cause.message, *map(str, error.cause.details)) from error


def _no_worker(envelope: Envelope, patience: timedelta) -> UnreachableError:
    return UnreachableError(
        f"no worker answered for {envelope.incident} within {patience.total_seconds():.0f} s",
        "start one: retro up · then repeat your command with "
        f"--command-id {envelope.id}, so that it is done once",
    )
