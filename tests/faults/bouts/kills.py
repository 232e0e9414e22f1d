"""Whatever is killed with -9 while commands arrive: workers, servers, databases."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from tests.faults.ground import Ground, ground
from tests.faults.place import Place
from tests.faults.postmaster import Postmaster
from tests.faults.steps import Step
from tests.faults.tally import Tally


class Blow(NamedTuple):
    """What is killed, and how; it says what was going on then.

    The first in a house falls while a worker is at what it is an `aim` at.
    """

    name: str
    strike: Callable[[Ground], Awaitable[set[Step]]]
    aim: Step | None = None


NO_POSTGRES = "there is no PostgreSQL of our own to kill"
WORKERS = 3
CLIENTS = 8
INCIDENTS = 4
PACE = 0.05
BETWEEN = 6
"""How many commands are acknowledged between two blows, so that each hits work under way."""
MOMENT = 0.1
"""Seconds, at most, that a blow waits then: it may fall at any moment of the work."""


def workers_die(place: Place, times: int) -> Tally:
    """Kill one worker after another."""

    async def strike(here: Ground) -> set[Step]:
        hit = here.kill_worker()
        await here.new_worker()
        return hit

    blow = Blow("worker killed", strike, aim=Step.LETTER)
    return asyncio.run(_under(blow, place, place.file, times))


def servers_die(place: Place, times: int) -> Tally:
    """Kill the Temporal server again and again."""

    async def strike(here: Ground) -> set[Step]:
        await here.server.kill()
        hit = here.at()
        await here.server.start()
        return hit

    return asyncio.run(_under(Blow("server killed", strike), place, place.file, times))


def backends_die(place: Place, times: int) -> Tally:
    """Kill a process of PostgreSQL that serves us; the others go down with it."""

    async def strike(here: Ground) -> set[Step]:
        while not _of(place).kill_a_backend():  # noqa: ASYNC110  # it recovers from the last one
            await asyncio.sleep(PACE)
        return here.at()

    return _on_postgres(Blow("backend killed", strike), place, times)


def postmasters_die(place: Place, times: int) -> Tally:
    """Kill PostgreSQL itself."""

    async def strike(here: Ground) -> set[Step]:
        _of(place).kill()
        hit = here.at()
        await asyncio.to_thread(_of(place).start_again)
        return hit

    return _on_postgres(Blow("postmaster killed", strike), place, times)


def _on_postgres(blow: Blow, place: Place, times: int) -> Tally:
    if place.postmaster is None:
        return Tally(skipped=NO_POSTGRES)
    return asyncio.run(_under(blow, place, place.database(), times))


async def _under(blow: Blow, place: Place, url: str, times: int) -> Tally:
    tally = Tally()
    async with ground(place.folder, url, WORKERS) as here:
        here.begin(CLIENTS, INCIDENTS)
        await here.acknowledges(CLIENTS)
        for number in range(times):
            await asyncio.sleep(place.dice.uniform(0, MOMENT))
            if blow.aim and not number:
                await here.catch(blow.aim)
            hit = await blow.strike(here)
            tally.injected[blow.name] += 1
            tally.hit.update(one.value for one in hit)
            await here.acknowledges(place.dice.randint(1, 2 * BETWEEN))
            here.outside.look()
        await here.settle()
        here.hold(tally)
    return tally


def _of(place: Place) -> Postmaster:
    assert place.postmaster is not None
    return place.postmaster
