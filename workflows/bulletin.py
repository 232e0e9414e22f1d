"""One run for each bulletin: it finds out who gets it, and sends it to each until it lands.

A schedule starts it (`workflows.schedules`), or somebody by hand. The next one of its kind takes
the place of one that still runs: nobody wants to hear of last week's.
"""

import asyncio
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import SearchAttributeKey

from activities.options import ADDRESS_BULLETIN, LETTER_OPTIONS, SEND_BULLETIN
from documents.bulletins.facts import Dispatch, Issue, Told
from workflows.admission import read
from workflows.names import BULLETIN

SCHEDULED = SearchAttributeKey.for_datetime("TemporalScheduledStartTime")
"""When a schedule meant to start a run; the server writes it down."""

SPAN = timedelta(days=7)
"""How far a review looks back that says nothing else."""


@workflow.defn(name=BULLETIN)
class BulletinWorkflow:
    """Sends one bulletin to everybody who gets it."""

    @workflow.run
    async def run(self, *given: object) -> tuple[Told, ...]:
        """Send it, each person by themselves: one dead channel holds up nobody else."""
        issue = read(Issue, given)
        moment = issue.moment or _scheduled()
        since = issue.since or moment - SPAN
        to: tuple[str, ...] = await workflow.execute_activity(
            ADDRESS_BULLETIN, result_type=tuple[str, ...], **LETTER_OPTIONS
        )
        sent = (_send(Dispatch(issue.kind, moment, since, one)) for one in to)
        return tuple(await asyncio.gather(*sent))


async def _send(dispatch: Dispatch) -> Told:
    told: Told = await workflow.execute_activity(
        SEND_BULLETIN, dispatch, result_type=Told, **LETTER_OPTIONS
    )
    return told


def _scheduled() -> datetime:
    found = workflow.info().typed_search_attributes.get(SCHEDULED)
    return found or workflow.info().workflow_start_time
