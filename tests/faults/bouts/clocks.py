"""Clocks are a day wrong: of one worker and another, and from one command to the next."""

import asyncio
from datetime import timedelta

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


def workers_clocks_differ(place: Place, times: int) -> Tally:
    """Let workers serve together whose clocks are two days apart."""
    if not shim():
        return Tally(skipped=NO_SHIM)
    return asyncio.run(_apart(place, times))


async def _apart(place: Place, times: int) -> Tally:
    tally = Tally()
    # Whoever is refused comes again after a pause, which another's clock makes a day.
    async with ground(place.folder, place.file, workers=1, refuses_every=0) as here:
        for shift in SHIFTS:
            await here.new_worker(shift.total_seconds())
            tally.injected[f"a worker's clock {shift.days:+} day"] += 1
        here.begin(CLIENTS, INCIDENTS)
        await here.acknowledges(times * EACH)
        await here.settle()
        hold(tally, here.engine, here.asked, here.receiver)
    return tally


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
