"""The worker: what runs workflows and their activities, and how it stops."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker, WorkflowRunner

from workflows.bulletin import BulletinWorkflow
from workflows.names import Installation
from workflows.retrospective import RetrospectiveWorkflow

# Temporal's core asks for it when it starts. One of its threads has time for a thousand commands
# a second; several wake one another for every single one, at the cost of a tenth of it.
os.environ.setdefault("TOKIO_WORKER_THREADS", "1")

WORKFLOWS = (RetrospectiveWorkflow, BulletinWorkflow)

THREADS = 20
"""Activities at once. A commit is short; a notice may wait on somebody's mail server."""

DUTIES = 8
"""Notices and errands at once: a mail server that drips must not hold every thread."""

CACHED = 200
"""Workflows kept in memory: one more costs 0.1 MB, one left out a replay of 0.3 ms an event."""

GRACE = timedelta(seconds=10)
"""How long a stopping worker lets what it has begun come to an end."""

UNGUARDED = UnsandboxedWorkflowRunner()
"""Workflows run as plain code: what guards them costs a tenth of a command, and is in the tests."""


def worker_for(
    client: Client,
    ours: Installation,
    activities: Sequence[Callable[..., object]],
    cached_workflows: int = CACHED,
    runner: WorkflowRunner = UNGUARDED,
) -> Worker:
    """Build a worker for all incidents; run it with `async with` or `.run()`.

    A cache of 0 or 1 workflows stalls in steps of an activity's timeout: leave it large.
    """
    return Worker(
        client,
        task_queue=ours.task_queue,
        workflows=WORKFLOWS,
        activities=activities,
        activity_executor=ThreadPoolExecutor(THREADS, thread_name_prefix="activity"),
        max_concurrent_activities=DUTIES,
        max_cached_workflows=cached_workflows,
        graceful_shutdown_timeout=GRACE,
        workflow_runner=runner,
        # A refusal has in it what is refused: one of megabytes would fail the task again and again.
        disable_payload_error_limit=True,
    )
