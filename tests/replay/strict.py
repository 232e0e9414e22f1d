"""Replay that looks closer than the SDK's own: every recorded answer must be given again.

`Replayer` compares the commands that a workflow emits. A handler that folds differently
emits the same commands and answers otherwise, so each update's outcome is compared too, and
what a run came to in the end.
"""

import json
from collections.abc import Iterator
from typing import Any

from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.worker import (
    ExecuteWorkflowInput,
    HandleUpdateInput,
    Interceptor,
    Replayer,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowRunner,
)

from activities.payloads import CONVERTER
from workflows.worker import UNGUARDED, WORKFLOWS

RESULT = "result"
"""What the end of a run is called among its answers."""

ASKED_AGAIN = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND


class Answers(Interceptor):
    """Remembers what each update answered in this replay."""

    def __init__(self) -> None:
        self.given: dict[str, object] = {}

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002  # the SDK's name
    ) -> type[WorkflowInboundInterceptor]:
        given = self.given

        class Listening(WorkflowInboundInterceptor):
            async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:  # noqa: A002  # as above
                result = await super().execute_workflow(input)
                if result is not None:
                    given[RESULT] = _plain(result)
                return result

            async def handle_update_handler(self, input: HandleUpdateInput) -> Any:  # noqa: A002  # as above
                answer = await super().handle_update_handler(input)
                given[input.id] = _plain(answer)
                return answer

        return Listening


async def replay(history: WorkflowHistory, runner: WorkflowRunner = UNGUARDED) -> tuple[str, ...]:
    """Replay one run and list every answer that differs; raises what `Replayer` raises."""
    answers = Answers()
    await Replayer(
        workflows=WORKFLOWS,
        interceptors=[answers],
        data_converter=CONVERTER,
        workflow_runner=runner,
    ).replay_workflow(history)
    return tuple(
        f"{name}: recorded {said}, replayed {answers.given.get(name)}"
        for name, said in recorded(history)
        if not _says_the_same(said, answers.given.get(name))
    )


def _says_the_same(said: object, given: object) -> bool:
    """Hold an answer against the recorded one; a field that came later may stand there, empty."""
    match said, given:
        case dict(), dict():
            later = [one for name, one in given.items() if name not in said]
            return not any(later) and all(
                name in given and _says_the_same(one, given[name]) for name, one in said.items()
            )
        case list(), list():
            return len(said) == len(given) and all(map(_says_the_same, said, given))
        case _:
            return said == given


def recorded(history: WorkflowHistory) -> Iterator[tuple[str, object]]:
    """List what each update of a run answered, by its id, and what the run came to."""
    names: dict[int, str] = {}
    for event in history.events:
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
            accepted = event.workflow_execution_update_accepted_event_attributes
            names[event.event_id] = accepted.accepted_request.meta.update_id
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED:
            completed = event.workflow_execution_update_completed_event_attributes
            if completed.outcome.HasField("success"):
                payload = completed.outcome.success.payloads[0]
                yield names[completed.accepted_event_id], json.loads(payload.data)
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED:
            ended = event.workflow_execution_completed_event_attributes
            yield from ((RESULT, json.loads(one.data)) for one in ended.result.payloads if one.data)


def failed_tasks(history: WorkflowHistory) -> list[str]:
    """Say why each workflow task of a run failed that did.

    Where a timer fires, or a test moves the clock, while a task is just ending its run, the
    server has that task done again ("UnhandledCommand"). Nothing failed: `done_again` counts it.
    """
    failed = (event.workflow_task_failed_event_attributes for event in _failures(history))
    return [f"a workflow task failed: {one}" for one in failed if one.cause != ASKED_AGAIN]


def done_again(history: WorkflowHistory) -> int:
    """Count the tasks that the server wanted again because something came in between."""
    causes = (event.workflow_task_failed_event_attributes.cause for event in _failures(history))
    return sum(cause == ASKED_AGAIN for cause in causes)


def _failures(history: WorkflowHistory) -> Iterator[HistoryEvent]:
    failed = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
    return (event for event in history.events if event.event_type == failed)


def _plain(answer: object) -> object:
    payload = CONVERTER.payload_converter.to_payload(answer)
    return json.loads(payload.data)
