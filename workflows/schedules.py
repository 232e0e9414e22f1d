"""The schedules that start bulletins: two for each installation, as the settings have them.

They are brought in line whenever a worker starts, and looked after while it runs. After an outage
only the newest that was missed is sent: each start takes the place of the one before. A Temporal
that was wiped is told when the last one was sent, and makes up for what it no longer knows of.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import field
from datetime import UTC, datetime, timedelta

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.workflowservice.v1 import ListScheduleMatchingTimesRequest
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleBackfill,
    ScheduleDescription,
    ScheduleHandle,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
    ScheduleState,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.service import RPCError, RPCStatusCode

from documents.bulletins.facts import Issue, Kind
from states.values import value
from workflows.names import BULLETIN, Installation

NEWEST = ScheduleOverlapPolicy.TERMINATE_OTHER

CATCH_UP = timedelta(days=8)
"""A bulletin that was missed longer ago is not made up for: the next weekly one has come."""

NEW = "new: "
"""What the note of a schedule begins with that has not made up yet for what was missed."""


@value
class Planned:
    """When a bulletin is sent: a cron expression, by the clocks of a zone."""

    kind: Kind
    cron: str
    zone: str = "UTC"

    @property
    def note(self) -> str:
        """Say it in one line, as the schedule keeps it."""
        return f"{self.cron} {self.zone}"


@value
class Sent:
    """For which moments (UTC) bulletins were last sent, as far as any were, as of now."""

    now: datetime
    last: Mapping[Kind, datetime] = field(default_factory=dict)

    def since(self, kind: Kind) -> datetime | None:
        """Say from when on one of a kind may have been missed; None where none was ever sent."""
        return max(self.last[kind], self.now - CATCH_UP) if kind in self.last else None


async def plan_bulletins(
    client: Client, ours: Installation, planned: Iterable[Planned], sent: Sent
) -> None:
    """Make every schedule what is planned, and end those that are not; as often as one likes.

    Raises:
        RPCError: Temporal does not let us, or takes a cron expression for none.
    """
    wanted = {one.kind: one for one in planned}
    for kind in Kind:
        if kind in wanted:
            await _plan(client, ours, wanted[kind], sent)
        else:
            await _unplan(client, ours, kind)


async def next_bulletins(client: Client, ours: Installation) -> Mapping[Kind, datetime]:
    """Say when (UTC) each bulletin comes next; one that is not planned is left out."""
    found: dict[Kind, datetime] = {}
    for kind in Kind:
        described = await _described(client, ours, kind)
        paused = described is not None and described.schedule.state.paused
        if described and described.info.next_action_times and not paused:
            found[kind] = described.info.next_action_times[0]
    return found


async def _plan(client: Client, ours: Installation, planned: Planned, sent: Sent) -> None:
    described = await _described(client, ours, planned.kind)
    if described is None:
        with suppress(ScheduleAlreadyRunningError):  # another worker has planned it a moment ago
            await client.create_schedule(
                ours.bulletin_id(planned.kind.value), _schedule(ours, planned, NEW)
            )
            await _begin(client, ours, planned, sent)
    elif (described.schedule.state.note or "").startswith(NEW):
        await _begin(client, ours, planned, sent)
    elif described.schedule.state.note != planned.note:
        await _replan(client, ours, planned)


async def _begin(client: Client, ours: Installation, planned: Planned, sent: Sent) -> None:
    """Make up for what was missed, then call it planned: whoever dies between leaves it new."""
    handle = client.get_schedule_handle(ours.bulletin_id(planned.kind.value))
    if since := sent.since(planned.kind):
        await _make_up(client, handle, since, sent.now)
    await _replan(client, ours, planned)


async def _make_up(
    client: Client, handle: ScheduleHandle, since: datetime, until: datetime
) -> None:
    """Have the newest sent that a schedule would have started, had it been there."""
    missed = await client.workflow_service.list_schedule_matching_times(
        ListScheduleMatchingTimesRequest(
            namespace=client.namespace,
            schedule_id=handle.id,
            start_time=_stamp(since),
            end_time=_stamp(until),
        ),
        retry=True,
    )
    if newest := max((one.ToDatetime(UTC) for one in missed.start_time), default=None):
        await handle.backfill(ScheduleBackfill(start_at=newest, end_at=newest, overlap=NEWEST))


def _stamp(moment: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(moment)
    return stamp


async def _replan(client: Client, ours: Installation, planned: Planned) -> None:
    def changed(found: ScheduleUpdateInput) -> ScheduleUpdate:
        schedule = _schedule(ours, planned)
        schedule.state.paused = found.description.schedule.state.paused
        return ScheduleUpdate(schedule)

    handle = client.get_schedule_handle(ours.bulletin_id(planned.kind.value))
    await handle.update(changed)


async def _unplan(client: Client, ours: Installation, kind: Kind) -> None:
    if await _described(client, ours, kind):
        await client.get_schedule_handle(ours.bulletin_id(kind.value)).delete()


async def _described(client: Client, ours: Installation, kind: Kind) -> ScheduleDescription | None:
    try:
        return await client.get_schedule_handle(ours.bulletin_id(kind.value)).describe()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise


def _schedule(ours: Installation, planned: Planned, mark: str = "") -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(
            BULLETIN,
            Issue(planned.kind),
            id=ours.bulletin_id(planned.kind.value),
            task_queue=ours.task_queue,
        ),
        spec=ScheduleSpec(cron_expressions=[planned.cron], time_zone_name=planned.zone),
        policy=SchedulePolicy(overlap=NEWEST, catchup_window=CATCH_UP),
        state=ScheduleState(note=f"{mark}{planned.note}"),
    )
