"""Whatever fails, each acknowledged command is in the ledger once, and all of it verifies.

This is the short form; `make faults` is the long one.
"""

from collections.abc import Iterator

import pytest

from tests.faults.campaign import Campaign, campaign
from tests.faults.table import FAULTS, Fault

# One after another in one process: who measures seconds must not be one of several that do.
pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def held() -> Iterator[Campaign]:
    with campaign(seed=1) as begun:
        yield begun


@pytest.mark.parametrize("fault", FAULTS, ids=[one.name for one in FAULTS])
def test_nothing_acknowledged_is_lost_or_done_twice(held: Campaign, fault: Fault) -> None:
    tally = held.hold(fault, fault.short)
    if tally.skipped:
        pytest.skip(tally.skipped)

    assert tally.wrong == []
    assert tally.injected
    assert tally.acknowledged


def test_one_process_holds_all_of_it(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("loadgroup", default=False):
        pytest.skip("no process beside this one runs tests by groups")

    assert request.node.nodeid.endswith("@faults")
