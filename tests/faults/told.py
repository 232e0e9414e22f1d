"""Read what every workflow asked of the ledger out of Temporal's histories alone.

A history says what came and what was answered; replayed, it says what was asked, and how what
came of it was written.
"""

from collections.abc import AsyncIterator, Iterator
from typing import cast

from temporalio.client import Client, WorkflowHistory
from temporalio.worker import (
    Interceptor,
    Replayer,
    StartLocalActivityInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)
from temporalio.workflow import ActivityHandle

from activities.options import COMMIT
from activities.payloads import CONVERTER
from states.envelope import Outcome, Request, Writing
from workflows.names import Installation
from workflows.worker import UNGUARDED, WORKFLOWS

Retold = dict[int, tuple[Request, Writing]]
"""What was asked, and how it was written, by the number of the entry."""


class Listener(Interceptor):
    """Remembers each request, in the order in which they were made, and its answer."""

    def __init__(self) -> None:
        self._heard: list[tuple[Request, ActivityHandle[object]]] = []

    @property
    def answered(self) -> Iterator[tuple[Request, Outcome]]:
        """List those that were answered."""
        for request, answer in self._heard:
            if answer.done() and not answer.cancelled() and not answer.exception():
                yield request, cast("Outcome", answer.result())

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002  # the SDK's name
    ) -> type[WorkflowInboundInterceptor]:
        heard = self._heard

        class Outward(WorkflowOutboundInterceptor):
            def start_local_activity(
                self,
                input: StartLocalActivityInput,  # noqa: A002  # as above
            ) -> ActivityHandle[object]:
                handle = super().start_local_activity(input)
                if input.activity == COMMIT:
                    heard.append((input.args[0], handle))
                return handle

        class Inward(WorkflowInboundInterceptor):
            def init(self, outbound: WorkflowOutboundInterceptor) -> None:
                super().init(Outward(outbound))

        return Inward


async def told(client: Client, ours: Installation, incident: str) -> Retold:
    """Say what made each entry of an incident, as its workflow's runs have it."""
    made: Retold = {}
    async for history in _runs(client, ours.workflow_id(incident)):
        listener = Listener()
        await Replayer(
            workflows=WORKFLOWS,
            interceptors=[listener],
            data_converter=CONVERTER,
            workflow_runner=UNGUARDED,
        ).replay_workflow(history)
        for request, outcome in listener.answered:
            if outcome.writing:
                made.setdefault(outcome.entry, (request, outcome.writing))
    return made


async def _runs(client: Client, name: str) -> AsyncIterator[WorkflowHistory]:
    runs = [one async for one in client.list_workflows(f"WorkflowId = '{name}'")]
    for run in sorted(runs, key=lambda one: one.start_time):
        history = await client.get_workflow_handle(name, run_id=run.run_id).fetch_history()
        # The replayer waits for ever on a history of one event.
        if len(history.events) > 1:
            yield history


def incidents_in(sent: dict[str, str]) -> Iterator[str]:
    """Name every incident that somebody sent a command to, once."""
    yield from dict.fromkeys(sent.values())
