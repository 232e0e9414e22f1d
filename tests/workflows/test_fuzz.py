"""Whatever clients, clocks, restarts and dying workers do: nothing fails, nothing is lost.

The long form is `make fuzz SECONDS=600`.
"""

import pytest
from temporalio.worker import WorkflowRunner

from tests.workflows.fuzz import fuzz
from tests.workflows.sandbox import SANDBOX
from workflows.worker import UNGUARDED


@pytest.mark.parametrize(
    ("seed", "runner"), [(1, SANDBOX), (2, UNGUARDED)], ids=["in the sandbox", "as in production"]
)
@pytest.mark.timeout(180)
async def test_every_acknowledged_command_stands_once_and_every_run_replays(
    seed: int, runner: WorkflowRunner
) -> None:
    tally = await fuzz(seconds=6, seed=seed, runner=runner)

    assert tally.faults == []
    assert len(tally.acknowledged) > 50
    assert tally.runs > 6
