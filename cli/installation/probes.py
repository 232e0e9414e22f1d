"""A look at Temporal: whether it answers, who works there, and on how much."""

import asyncio
from datetime import UTC, datetime

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from cli.installation.connection import connect
from cli.installation.settings import Settings
from cli.installation.sight import Sight
from states.errors import UnreachableError
from workflows.adoption import RUNNING
from workflows.names import TASK_QUEUE


def look(settings: Settings) -> Sight:
    """Look at Temporal; that it does not answer is an answer."""
    try:
        return asyncio.run(_seen(settings))
    except UnreachableError as error:
        return Sight(problem=str(error), hint=error.hint)
    except RPCError as error:
        return Sight(
            problem=f"Temporal refuses: {error.message}",
            hint="check TEMPORAL_NAMESPACE, or: retro up",
        )


async def _seen(settings: Settings) -> Sight:
    client = await connect(settings)
    running = await client.count_workflows(RUNNING)
    address = client.service_client.config.target_host
    return Sight(address, answers=True, polled=await _polled(client), workflows=running.count)


async def _polled(client: Client) -> tuple[datetime, ...]:
    described = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=TASK_QUEUE),
            task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        )
    )
    return tuple(one.last_access_time.ToDatetime(UTC) for one in described.pollers)
