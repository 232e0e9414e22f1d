"""While the clock is not looked at, no notice waits that will come of it: that is known too."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from states.commands import ConfirmNotice
from states.envelope import Outcome
from tests.faults.asked import Asked
from tests.faults.desk import Desk, lives
from tests.faults.ground import PACE, Ground
from tests.faults.house import furnished
from tests.faults.outside import outside
from tests.faults.owed import owed
from tests.faults.receiver import Receiver
from tests.faults.server import Server
from workflows.engine_commands import confirm, tick


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Ground]:
    """Lay out a ground on which nobody serves."""
    url = f"sqlite:///{tmp_path}/retro.db"
    engine = furnished(url)
    with Receiver(refuses_every=0) as receiver:
        yield Ground(tmp_path, url, engine, Server(tmp_path), receiver, outside(engine, tmp_path))
    engine.dispose()


def lived(here: Ground) -> Desk:
    desk = Desk(here.engine, Asked())
    for one in lives("INC-1", "life"):
        desk.insists(one)
    return desk


def looked(desk: Desk) -> Outcome:
    outcome = desk.insists(tick("INC-1", "look"))
    assert outcome
    return outcome


def test_a_look_is_owed_until_it_is_taken(here: Ground) -> None:
    desk = lived(here)
    before = [*owed(here.engine, datetime.now(UTC))]
    looked(desk)

    assert before == ["INC-1 was due at 2026-03-03 00:00:00, and nobody looked"]
    assert [*owed(here.engine, datetime.now(UTC))] == []


async def test_nothing_is_settled_before_the_clock_is_looked_at_and_its_notices_land(
    here: Ground,
) -> None:
    desk = lived(here)
    settling = asyncio.create_task(here.settle())
    await asyncio.sleep(5 * PACE)
    was_settled = [settling.done()]
    made = looked(desk).notices
    await asyncio.sleep(5 * PACE)
    was_settled.append(settling.done())
    for one in made:
        desk.insists(confirm("INC-1", ConfirmNotice(one.key, "mail", datetime.now(UTC))))
    await asyncio.wait_for(settling, timeout=10)

    assert made
    assert was_settled == [False, False]
