"""A store that holds very many incidents, filled within a minute.

A few are written by `commit`, each at another moment. Every other one is a copy of one of
these under a key of its own, entries with their chain of hashes and rows of the read model,
so the whole store still verifies.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import NamedTuple

from msgspec.structs import asdict
from sqlalchemy import Connection, Engine

from activities.commit import Commit
from benchmarks.desk import envelope, story
from ledger.canonical import leaf_hash
from states.commands import Add, Command, Open, Revise, Say
from states.envelope import Request
from states.record.context import Severity
from store import shelf
from store.books import SqlBooks
from store.engine import reading, writing
from store.folded import Folded
from store.prepared import change
from store.projection import VIEWS, Row
from store.shelf import Kept
from store.tables import seals

MODELS = 40
EVERY = timedelta(days=3)
"""How far apart the models were opened: the oldest are long overdue."""

SERVICES = ("checkout", "mail", "postgresql", "search", "webhooks")
AT_ONCE = 2_000
TEXTS = seals.insert()


class Model(NamedTuple):
    """An incident to copy: its entries, and its rows in each view."""

    key: str
    kept: list[Kept]
    rows: list[list[Row]]

    @classmethod
    def written(cls, database: Engine, key: str) -> "Model":
        """Read an incident that was written."""
        with reading(database) as connection:
            kept = shelf.entries_since(connection, key, 1)
        history = Folded(key).with_all(kept)
        return cls(key, kept, [view.rows(history) for view in VIEWS])


def key_of(number: int) -> str:
    """Name an incident; every key is as long as any other."""
    return f"INC-{number:06}"


def fill(database: Engine, count: int) -> None:
    """Write `count` incidents of three entries each, all of them open."""
    models = [_model(database, number) for number in range(MODELS)]
    copies = ((one, key_of(number)) for number, one in enumerate(cycle(models)) if number >= MODELS)
    wanted = islice(copies, max(0, count - MODELS))
    with writing(database) as connection:
        while some := list(islice(wanted, AT_ONCE)):
            write(connection, some)


def _model(database: Engine, number: int) -> Model:
    key, opened = key_of(number), datetime.now(UTC) - number * EVERY
    commit = Commit(SqlBooks(database))
    for place, command in enumerate(_commands(number, opened), start=1):
        sent = replace(envelope(key, command, "fay"), id=f"{key}/{place}")
        commit.commit(Request(sent, opened + timedelta(minutes=place), "benchmark"))
    return Model.written(database, key)


def _commands(number: int, opened: datetime) -> Iterator[Command]:
    told = story(opened)
    yield Open(
        replace(
            told.context,
            severity=[*Severity][number % 4],
            services=(SERVICES[number % 5],),
            facilitator=("fay", "rob")[number % 2],
        )
    )
    yield Revise(add=(Add(told.timeline[0]), Add(told.factors[0]), Add(told.actions[0])))
    yield Say("Who has the graphs of that evening?")


def write(connection: Connection, copies: list[tuple[Model, str]]) -> None:
    """Write copies of models, each under the key beside it."""
    put(connection, [one for model, key in copies for one in copied(model, key)])
    for place, view in enumerate(VIEWS):
        rows = [_row(row, model.key, key) for model, key in copies for row in model.rows[place]]
        if rows:
            connection.execute(view.table.insert(), rows)


def put(connection: Connection, kept: list[Kept]) -> None:
    """Write entries, and the texts beside them."""
    rows = [{name: getattr(one, name) for name in shelf.COLUMNS} for one in kept]
    change(connection, shelf.PUT, rows)
    texts = [
        {"incident": one.incident, "seq": one.seq, **asdict(seal)}
        for one in kept
        for seal in one.seals
    ]
    change(connection, TEXTS, texts)


def copied(model: Model, key: str) -> Iterator[Kept]:
    """Write a model's entries under another key, each with the hash of the one before it."""
    prev = ""
    for one in model.kept:
        text = one.text.replace(model.key.encode(), key.encode())
        text = text.replace(one.prev.encode(), prev.encode()) if prev else text
        name = leaf_hash(text)
        command = one.command.replace(model.key, key)
        yield Kept(key, one.seq, command, name, prev, one.at, text, one.seals)
        prev = name


def _row(row: Row, old: str, new: str) -> Row:
    return {
        name: one.replace(old, new) if isinstance(one, str) else one for name, one in row.items()
    }
