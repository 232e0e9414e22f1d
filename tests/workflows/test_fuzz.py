"""Whatever clients, clocks, restarts and dying workers do: nothing fails, nothing is lost.

The long form is `make fuzz SECONDS=600`.
"""

import pytest

from tests.workflows.fuzz import fuzz


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.timeout(180)
async def test_every_acknowledged_command_stands_once_and_every_run_replays(seed: int) -> None:
    tally = await fuzz(seconds=6, seed=seed)

    assert tally.faults == []
    assert len(tally.acknowledged) > 50
    assert tally.runs > 6
