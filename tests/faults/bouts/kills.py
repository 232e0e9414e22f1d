"""Whatever is killed with -9 while commands arrive: workers, servers, databases."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.faults.ground import Ground, ground
from tests.faults.invariant import hold
from tests.faults.place import Place
from tests.faults.postmaster import Postmaster
from tests.faults.tally import Tally

Blow = Callable[[Ground, Tally], Awaitable[None]]

NO_POSTGRES = "there is no PostgreSQL of our own to kill"
WORKERS = 3
CLIENTS = 8
INCIDENTS = 4
PACE = 0.05
BETWEEN = 12
"""How many commands are acknowledged between two blows, so that each hits work under way."""


def workers_die(place: Place, times: int) -> Tally:
    """Kill one worker after another."""

    async def blow(here: Ground, tally: Tally) -> None:
        here.kill_worker()
        tally.injected["worker killed"] += 1
        await here.new_worker()

    return asyncio.run(_under(blow, place, place.file, times))


def servers_die(place: Place, times: int) -> Tally:
    """Kill the Temporal server again and again."""

    async def blow(here: Ground, tally: Tally) -> None:
        await here.server.kill()
        tally.injected["server killed"] += 1
        await here.server.start()

    return asyncio.run(_under(blow, place, place.file, times))


def backends_die(place: Place, times: int) -> Tally:
    """Kill a process of PostgreSQL that serves us; the others go down with it."""

    async def blow(here: Ground, tally: Tally) -> None:
        while not _of(place).kill_a_backend():  # noqa: ASYNC110  # it recovers from the last one
            await asyncio.sleep(PACE)
        tally.injected["backend killed"] += 1

    return _on_postgres(blow, place, times)


def postmasters_die(place: Place, times: int) -> Tally:
    """Kill PostgreSQL itself."""

    async def blow(here: Ground, tally: Tally) -> None:
        _of(place).kill()
        tally.injected["postmaster killed"] += 1
        await asyncio.to_thread(_of(place).start_again)

    return _on_postgres(blow, place, times)


def _on_postgres(blow: Blow, place: Place, times: int) -> Tally:
    if place.postmaster is None:
        return Tally(skipped=NO_POSTGRES)
    return asyncio.run(_under(blow, place, place.database(), times))


async def _under(blow: Blow, place: Place, url: str, times: int) -> Tally:
    tally = Tally()
    async with ground(place.folder, url, WORKERS) as here:
        here.begin(CLIENTS, INCIDENTS)
        await here.acknowledges(CLIENTS)
        for _ in range(times):
            await blow(here, tally)
            await here.acknowledges(place.dice.randint(1, 2 * BETWEEN))
        await here.settle()
        hold(tally, here.engine, here.asked, here.receiver)
    return tally


def _of(place: Place) -> Postmaster:
    assert place.postmaster is not None
    return place.postmaster
