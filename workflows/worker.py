"""The worker: what runs workflows and their activities, and how it stops."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from workflows.names import TASK_QUEUE
from workflows.retrospective import RetrospectiveWorkflow

THREADS = 20
"""Activities at once. A commit is short; a notice may wait on somebody's mail server."""

DUTIES = 8
"""Notices and errands at once: a mail server that drips must not hold every thread."""

CACHED = 200
"""Workflows kept in memory: one more costs 0.1 MB, one left out a replay of 0.3 ms an event."""

GRACE = timedelta(seconds=10)
"""How long a stopping worker lets what it has begun come to an end."""

# Loaded once instead of once per workflow run: 15 MiB and 230 ms each. None of them keeps
# state that two workflows could share.
SHARED = (
    "activities",
    "pydantic",
    "pydantic_core",
    "rfc8785",
    "states",
    "workflows.attributes",
    "workflows.engine_commands",
    "workflows.failures",
    "workflows.messages",
    "workflows.names",
)


def worker_for(
    client: Client, activities: Sequence[Callable[..., object]], cached_workflows: int = CACHED
) -> Worker:
    """Build a worker that serves every incident; run it with `async with` or `.run()`.

    A cache of 0 or 1 workflows stalls in steps of an activity's timeout: leave it large.
    """
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=[RetrospectiveWorkflow],
        activities=activities,
        activity_executor=ThreadPoolExecutor(THREADS, thread_name_prefix="activity"),
        max_concurrent_activities=DUTIES,
        max_cached_workflows=cached_workflows,
        graceful_shutdown_timeout=GRACE,
        workflow_runner=SandboxedWorkflowRunner(
            SandboxRestrictions.default.with_passthrough_modules(*SHARED)
        ),
    )
