"""What is lost is made again, identical: lists from entries, entries from Temporal's histories."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Engine

from activities.commit import Commit
from ledger.entry import Entry
from store import shelf
from store.books import SqlBooks
from store.engine import reading, writing
from store.projection import VIEWS
from store.rebuild import rebuild
from store.streams import STREAMS
from tests.faults.asked import Asked
from tests.faults.desk import Desk, lives
from tests.faults.ground import Ground, ground
from tests.faults.house import furnished
from tests.faults.invariant import hold
from tests.faults.place import Place
from tests.faults.tally import Tally
from tests.faults.told import incidents_in, told
from tests.store.builders import everything

CLIENTS = 4
INCIDENTS = 2
EACH = 40

Entries = dict[tuple[str, int], Entry]


def lists_are_rebuilt(place: Place, times: int) -> Tally:
    """Throw the read model away, and fill it again from the entries."""
    tally, asked = Tally(), Asked()
    engine = furnished(place.file)
    desk = Desk(engine, asked)
    for number in range(times):
        for one in lives(f"INC-{number}", f"life-{number}"):
            desk.insists(one)
        before = everything(engine)
        with writing(engine) as connection:
            for view in VIEWS:
                connection.execute(view.table.delete())
        rebuild(engine, lambda _, __: None)
        tally.injected["read model lost"] += 1
        after = everything(engine)
        tally.wrong += [
            f"{name} is not what it was" for name in before if before[name] != after[name]
        ]
    hold(tally, engine, asked)
    engine.dispose()
    return tally


def entries_are_rebuilt(place: Place, times: int) -> Tally:
    """Lose every incident's entries, and write them again from Temporal's histories."""
    return asyncio.run(_retold(place, times))


async def _retold(place: Place, times: int) -> Tally:
    tally = Tally()
    async with ground(place.folder, place.file, workers=2) as here:
        here.begin(CLIENTS, INCIDENTS)
        await here.acknowledges(times * EACH)
        await here.settle()
        for one in here.workers:
            one.terminate()
        again = furnished(f"sqlite:///{place.folder}/again.db")
        tally.injected["ledger lost"] += 1
        await _written_again(here, again)
        tally.wrong += _unlike(_entries(here.engine), _entries(again))
        hold(tally, here.engine, here.asked, here.receiver)
        hold(tally, again, here.asked)
        again.dispose()
    return tally


async def _written_again(here: Ground, again: Engine) -> None:
    client, commit = await here.connected(), Commit(SqlBooks(again)).commit
    for incident in incidents_in(here.asked.sent):
        for request in await told(client, here.ours, incident):
            await asyncio.to_thread(commit, request)


def _entries(engine: Engine) -> Entries:
    """Read each entry as it is told; what it was hashed with, salts and all, is drawn anew."""
    with reading(engine) as connection:
        kept = [one for one in shelf.every_entry(connection) if one.incident not in STREAMS]
    return {(one.incident, one.seq): replace(one.entry(), prev="") for one in kept}


def _unlike(was: Entries, again: Entries) -> Iterator[str]:
    for place in sorted(was.keys() | again.keys()):
        if was.get(place) != again.get(place):
            yield f"{place} was {was.get(place)}, and is told as {again.get(place)}"
