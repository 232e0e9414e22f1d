"""Many at one incident, and the same command from several at once: one winner for each entry."""

import asyncio
from concurrent.futures import Executor, ThreadPoolExecutor, wait

from sqlalchemy import Engine

from states.commands import Say
from store.engine import engine_for
from tests.faults.asked import Asked
from tests.faults.bouts.kills import NO_POSTGRES
from tests.faults.desk import LIFE, Desk, lives
from tests.faults.ground import Ground, ground
from tests.faults.house import furnished
from tests.faults.invariant import hold
from tests.faults.place import Place
from tests.faults.tally import Tally
from tests.faults.wire import Trouble, Wire
from tests.workflows.desk import envelope

CROWD = 50
WRITERS = 4
SLOW = 0.005


def a_crowd_at_one_incident(place: Place, times: int) -> Tally:
    """Let fifty clients send so many commands each, every other one twice at once."""
    return asyncio.run(_crowded(place, times))


async def _crowded(place: Place, times: int) -> Tally:
    tally = Tally()
    async with ground(place.folder, place.file, workers=2) as here:
        sender = await here.sender()
        await here.insists(sender, envelope("INC-1", LIFE[0], name="opening"))
        await asyncio.gather(*(_talks(here, number, times) for number in range(CROWD)))
        tally.injected["client at one incident"] = CROWD
        await here.settle()
        here.hold(tally)
    return tally


async def _talks(here: Ground, number: int, times: int) -> None:
    sender = await here.sender()
    for turn in range(times):
        said = envelope("INC-1", Say("me too"), name=f"crowd-{number}-{turn}")
        copies = 1 + (number + turn) % 2
        await asyncio.gather(*(here.insists(sender, said) for _ in range(copies)))


def copies_race(place: Place, times: int) -> Tally:
    """Let writers commit the same commands at once over a slow line; nothing orders them."""
    if place.postmaster is None:
        return Tally(skipped=NO_POSTGRES)
    tally, asked, url = Tally(), Asked(), place.database()
    engine, wire = furnished(url), Wire(url, SLOW)
    wire.trouble = Trouble.SLOW
    # An engine each: what one of them has just read, the others do not know.
    engines = [engine_for(wire.url) for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as crowd:
        for number in range(times):
            _all_say_the_same(crowd, [Desk(one, asked) for one in engines], number, tally)
            _one_id_for_all(crowd, engines, number, asked, tally)
    hold(tally, engine, asked)
    wire.close()
    for one in (*engines, engine):
        one.dispose()
    return tally


def _all_say_the_same(crowd: Executor, desks: list[Desk], number: int, tally: Tally) -> None:
    for sent in lives(f"INC-{number}", f"race-{number}"):
        wait([crowd.submit(desk.insists, sent) for desk in desks])
        tally.injected["copy of a command"] += len(desks)


def _one_id_for_all(
    crowd: Executor, engines: list[Engine], number: int, asked: Asked, tally: Tally
) -> None:
    """Send one id to as many incidents: it stands in one of them."""
    said = [
        envelope(f"INC-{number}-{place}", LIFE[0], name=f"same-{number}")
        for place in range(len(engines))
    ]
    tried = [
        crowd.submit(Desk(engine, Asked()).insists, sent)
        for engine, sent in zip(engines, said, strict=True)
    ]
    outcomes = [one.result() for one in tried]
    winners = [one for one in outcomes if one and one.entry]
    tally.injected["id for several incidents"] += 1
    tally.must(len(winners) == 1, f"same-{number} was taken by {len(winners)} incidents")
    for one in winners:
        asked.sent[one.command] = one.incident
        asked.hears(one)
