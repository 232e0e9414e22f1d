"""What is lost is made again, identical: lists from entries, entries from Temporal's histories."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from sqlalchemy import Engine

from activities.commit import Commit
from ledger.entry import Entry
from states.commands import Redact
from store import shelf
from store.books import SqlBooks
from store.engine import reading, writing
from store.projection import VIEWS
from store.rebuild import rebuild
from store.redaction import texts_of
from store.shelf import Kept, fresh
from store.streams import STREAMS
from tests.faults.asked import Asked
from tests.faults.desk import Desk, lives
from tests.faults.ground import Ground, ground
from tests.faults.house import furnished
from tests.faults.invariant import hold
from tests.faults.place import Place
from tests.faults.tally import Tally
from tests.faults.told import Retold, incidents_in, told
from tests.store.builders import everything
from tests.workflows.desk import envelope

CLIENTS = 4
INCIDENTS = 2
EACH = 40

Entries = dict[tuple[str, int], Kept]


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
    """Lose every incident's entries, and write them again from Temporal's histories.

    Once is in a file alone: a server has the same entries, and `clocks` has a server.
    """
    tally = Tally()
    asyncio.run(_retold(place.folder / "file", place.file, _another(place.file), times, tally))
    if times > 1 and place.postmaster:
        urls = place.database(), place.database()
        asyncio.run(_retold(place.folder / "server", *urls, times, tally))
    return tally


def _another(file: str) -> str:
    return file.replace(".db", "-again.db")


async def _retold(folder: Path, url: str, other: str, times: int, tally: Tally) -> None:
    async with ground(folder, url, workers=2) as here:
        here.begin(CLIENTS, INCIDENTS)
        for _ in range(times):
            await here.acknowledges(EACH)
            here.kill_worker()
            tally.injected["worker killed"] += 1
            await here.new_worker()
        await here.settle()
        tally.must(await _erased(here), "a text could not be erased")
        again = furnished(other)
        tally.injected["ledger lost"] += 1
        await _written_again(here, again)
        tally.wrong += _unlike(_entries(here.engine), _entries(again))
        here.hold(tally)
        hold(tally, again, here.asked)
        again.dispose()


async def _erased(here: Ground) -> bool:
    """Erase a text of an incident: what is written again has to do without it, too."""
    incident = next(incidents_in(here.asked.sent))
    words = texts_of(here.engine, incident)[:1]
    asked = Redact(tuple(one.digest for one in words), "they asked for it")
    sent = envelope(incident, asked, by="sam", name="erased")
    outcome = await here.insists(await here.sender(), sent)
    return outcome is not None and outcome.accepted


async def _written_again(here: Ground, again: Engine) -> None:
    client = await here.connected()
    for incident in incidents_in(here.asked.sent):
        made = await told(client, here.ours, incident)
        commit = Commit(SqlBooks(again, partial(_salts, made))).commit
        for _, (request, how) in sorted(made.items()):
            await asyncio.to_thread(commit, replace(request, now=how.at, run=how.run))


def _salts(made: Retold, entry: Entry) -> Iterator[bytes]:
    _, how = made[entry.seq]
    # One that was first tried with more than fits in it has drawn more than it kept.
    return chain(map(bytes.fromhex, how.salts), fresh(entry))


def _entries(engine: Engine) -> Entries:
    with reading(engine) as connection:
        kept = [one for one in shelf.every_entry(connection) if one.incident not in STREAMS]
    return {(one.incident, one.seq): one for one in kept}


def _unlike(was: Entries, again: Entries) -> Iterator[str]:
    """Hold entries against each other: texts as they are hashed, hashes, and seals."""
    for place in sorted(was.keys() | again.keys()):
        if was.get(place) != again.get(place):
            yield f"{place} was {was.get(place)}, and is told as {again.get(place)}"
