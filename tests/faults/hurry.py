"""Temporal waits ten seconds for a worker that has died with a task; here it waits less."""

from datetime import timedelta

from temporalio.client import (
    Interceptor,
    OutboundInterceptor,
    StartWorkflowUpdateWithStartInput,
    WorkflowUpdateHandle,
)

TASK = timedelta(seconds=2)


class Hurry(Interceptor):
    """A client whose workflows are started so."""

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:  # noqa: A002  # the SDK's name
        """Stand before the client."""
        return _Hurried(next)


class _Hurried(OutboundInterceptor):
    async def start_update_with_start_workflow(
        self,
        input: StartWorkflowUpdateWithStartInput,  # noqa: A002  # as above
    ) -> WorkflowUpdateHandle[object]:
        input.start_workflow_input.task_timeout = TASK
        return await super().start_update_with_start_workflow(input)
