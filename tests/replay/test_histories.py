"""A workflow that was started under an older version goes on under this one.

Every history that a release left behind is replayed: the same commands, the same answers.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import WorkflowRunner

from tests.replay.record import HISTORIES
from tests.replay.strict import failed_tasks, recorded, replay
from tests.workflows.sandbox import SANDBOX
from workflows.worker import UNGUARDED

STORED = sorted(HISTORIES.glob("*/*.json"))


def stored(file: Path) -> WorkflowHistory:
    return told(file, json.loads(file.read_text()))


def told(file: Path, history: dict[str, Any]) -> WorkflowHistory:
    """Read a history under its incident's name, which the file has with the number of a run."""
    return WorkflowHistory.from_json(file.stem.rpartition("-")[0], history)


@pytest.mark.parametrize("runner", [SANDBOX, UNGUARDED], ids=["in the sandbox", "as in production"])
@pytest.mark.parametrize("file", STORED, ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_a_stored_history_replays_to_the_same_answers(
    file: Path, runner: WorkflowRunner
) -> None:
    history = stored(file)

    assert await replay(history, runner) == ()
    assert failed_tasks(history) == []


def test_the_stored_histories_hold_answers_to_compare() -> None:
    answers = [answer for file in STORED for answer in recorded(stored(file))]

    assert len(answers) > 50


async def test_an_answer_that_changed_is_noticed() -> None:
    file = next(one for one in STORED if one.stem.startswith("SHUT"))
    forged = json.loads(file.read_text())
    said = next(
        event["workflowExecutionUpdateCompletedEventAttributes"]["outcome"]["success"]
        for event in forged["events"]
        if "workflowExecutionUpdateCompletedEventAttributes" in event
    )
    said["payloads"][0]["data"] = "eyJmb3JnZWQiOiB0cnVlfQ=="

    differences = await replay(told(file, forged))

    assert len(differences) == 1
    assert "forged" in differences[0]


async def test_a_run_that_comes_to_something_else_is_noticed() -> None:
    file = next(one for one in STORED if one.stem.startswith("BULLETIN"))
    forged = json.loads(file.read_text())
    ended = forged["events"][-1]["workflowExecutionCompletedEventAttributes"]
    ended["result"]["payloads"][0]["data"] = "eyJmb3JnZWQiOiB0cnVlfQ=="

    (difference,) = await replay(told(file, forged))

    assert difference.startswith("result: recorded {'forged': True}, replayed [{'to': 'ana'")
