"""Clocks are a day wrong: of one worker and another, and from one command to the next."""

import asyncio
from datetime import timedelta
from pathlib import Path

from tests.faults.asked import Asked
from tests.faults.bouts.disks import NO_SHIM
from tests.faults.desk import Desk, lives
from tests.faults.disk import shim
from tests.faults.ground import ground
from tests.faults.house import furnished
from tests.faults.invariant import hold
from tests.faults.place import Place
from tests.faults.tally import Tally

DAY = timedelta(days=1)
SHIFTS = (-DAY, DAY)
CLIENTS = 6
INCIDENTS = 3
EACH = 45
REFUSES = 3
"""Every so manieth letter is refused, and comes again after a pause: by whose clock?"""


def workers_clocks_differ(place: Place, times: int) -> Tally:
    """Let workers serve together whose clocks are two days apart, and refuse their letters.

    Once is on a server alone, whose clock is not the workers'; a file has another bout of its own.
    """
    if not shim():
        return Tally(skipped=NO_SHIM)
    tally = Tally()
    if times > 1 or not place.postmaster:
        asyncio.run(_apart(place.folder / "file", place.file, times, tally))
    if place.postmaster:
        asyncio.run(_apart(place.folder / "server", place.database(), times, tally))
    return tally


async def _apart(folder: Path, url: str, times: int, tally: Tally) -> None:
    async with ground(folder, url, workers=1, refuses_every=REFUSES) as here:
        for shift in SHIFTS:
            await here.new_worker(shift.total_seconds())
            tally.injected[f"a worker's clock {shift.days:+} day"] += 1
        here.begin(CLIENTS, INCIDENTS)
        await here.acknowledges(times * EACH)
        await here.settle()
        tally.injected["letter refused"] += here.receiver.refused
        here.hold(tally)


def commands_come_from_other_days(place: Place, times: int) -> Tally:
    """Let the clock jump forth and back between any two commands."""
    tally, asked = Tally(), Asked()
    engine = furnished(place.file)
    desk = Desk(engine, asked)
    for number in range(times):
        for place_in, one in enumerate(lives(f"INC-{number}", f"day-{number}")):
            desk.insists(one, SHIFTS[place_in % 2])
            desk.insists(one, SHIFTS[(place_in + 1) % 2])
            tally.injected["clock jumped two days"] += 2
    hold(tally, engine, asked)
    engine.dispose()
    return tally
