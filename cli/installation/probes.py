"""A look at Temporal: whether it answers, who works there, and on how much."""

import asyncio
from datetime import UTC, datetime

from temporalio.api.enums.v1 import IndexedValueType, TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from cli.installation.connection import connect
from cli.installation.settings import Settings
from cli.installation.sight import Sight
from connectors.temporal_namespace import missing_attributes
from states.errors import UnreachableError
from workflows.names import Installation
from workflows.schedules import next_bulletins
from workflows.strangers import stranger_for


def look(settings: Settings, ours: Installation | None) -> Sight:
    """Look at Temporal, and at what is ours there; that it does not answer is an answer."""
    try:
        return asyncio.run(_seen(settings, ours))
    except UnreachableError as error:
        return Sight(problem=str(error), hint=error.hint)
    except RPCError as error:
        return Sight(
            problem=f"Temporal refuses: {error.message}",
            hint="check TEMPORAL_NAMESPACE, or: retro up",
        )


async def _seen(settings: Settings, ours: Installation | None) -> Sight:
    client = await connect(settings)
    address = client.service_client.config.target_host
    if ours is None:
        return Sight(address, answers=True)
    running = await client.count_workflows(ours.running)
    stranger = await stranger_for(client, ours)
    return Sight(
        address,
        answers=True,
        installation=ours.id,
        polled=await _polled(client, ours),
        workflows=running.count,
        problem=str(stranger or ""),
        hint=stranger.hint if stranger else "",
        lacking=await _lacking(client),
        bulletins=await _bulletins(client, ours),
    )


async def _bulletins(client: Client, ours: Installation) -> tuple[tuple[str, datetime], ...]:
    try:
        coming = await next_bulletins(client, ours)
    except RPCError:  # nobody may look at schedules here
        return ()
    return tuple(sorted(((kind.value, at) for kind, at in coming.items()), key=lambda one: one[1]))


async def _lacking(client: Client) -> tuple[tuple[str, str], ...] | None:
    try:
        missing = await missing_attributes(client)
    except RPCError:  # Temporal Cloud need not let anybody look
        return None
    return tuple((name, _type_name(kind)) for name, kind in missing.items())


def _type_name(kind: IndexedValueType.ValueType) -> str:
    """Name a type as the command line of Temporal does: `KeywordList`."""
    words = IndexedValueType.Name(kind).removeprefix("INDEXED_VALUE_TYPE_").split("_")
    return "".join(word.capitalize() for word in words)


async def _polled(client: Client, ours: Installation) -> tuple[datetime, ...]:
    described = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=ours.task_queue),
            task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        )
    )
    return tuple(one.last_access_time.ToDatetime(UTC) for one in described.pollers)
