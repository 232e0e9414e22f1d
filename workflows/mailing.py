"""Send a bulletin now, by whichever worker is at work."""

import asyncio
from datetime import timedelta

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy

from documents.bulletins.facts import Issue, Told
from states.errors import UnreachableError
from workflows.names import BULLETIN, Installation

PATIENCE = timedelta(seconds=45)
"""How long somebody waits who sends one by hand."""


async def send_now(
    client: Client, ours: Installation, issue: Issue, patience: timedelta = PATIENCE
) -> tuple[Told, ...]:
    """Send a bulletin to everybody who gets it, and say whom it reached.

    Raises:
        UnreachableError: it has not reached everybody in time; it goes on by itself.
    """
    handle = await client.start_workflow(
        BULLETIN,
        issue,
        id=f"{ours.bulletin_id(issue.kind.value)}-{issue.moment:%Y-%m-%dT%H:%M:%SZ}",
        task_queue=ours.task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        result_type=tuple[Told, ...],
    )
    try:
        async with asyncio.timeout(patience.total_seconds()):
            told: tuple[Told, ...] = await handle.result()
    except TimeoutError as error:
        raise UnreachableError(
            f"the {issue.kind.value} has not reached everybody within {patience.seconds} s",
            "it goes on by itself: see whom it reached, retro digest --sent · and who serves, "
            "retro status",
        ) from error
    return told
