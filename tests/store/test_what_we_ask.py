"""What the application itself asks of a database: entries are inserted and selected, no more."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

import store
from policies.publishing.events import PolicyPublished
from states.events.record import TextsErased
from store.books import SqlBooks
from store.bulletins import Bulletins
from store.people import People
from store.policies import Policies
from store.rebuild import rebuild
from store.redaction import erase, texts_of
from store.tables import PEOPLE, POLICIES
from tests.store.builders import ANA, NOON, append, live
from tests.store.builders import PEOPLE as CREW
from tests.store.log.shelves import THEIRS, Shelf, log_of
from tests.store.test_bulletins import NINE, SENT
from tests.store.test_policies import FIRST, publish

TRUTH = ("entries", "policies", "leaves", "checkpoints")
CHANGING = {sqlite3.SQLITE_UPDATE: "UPDATE", sqlite3.SQLITE_DELETE: "DELETE"}
DROPPING = {
    sqlite3.SQLITE_DROP_TABLE: "DROP TABLE",
    sqlite3.SQLITE_DROP_TRIGGER: "DROP TRIGGER",
    sqlite3.SQLITE_ALTER_TABLE: "ALTER TABLE",
}
ALLOWED = {
    ("DELETE", "pending"),
    ("DELETE", "seals"),
    ("UPDATE", "tiles"),
}

MIGRATIONS = "migrations"
WRITTEN = re.compile(
    r"\b(?:entries|policies|leaves|checkpoints)\.(?:update|delete)\(|"
    r"\b(?:UPDATE|DELETE FROM|TRUNCATE|DROP TABLE|REPLACE INTO)\s+"
    r"(?:entries|policies|leaves|checkpoints)\b"
)


@pytest.fixture
def asked(engine: Engine) -> Iterator[set[tuple[str, str]]]:
    """Note what SQLite is asked to change, statement by statement, as it understands them."""
    heard: set[tuple[str, str]] = set()

    def note(action: int, first: str | None, *_: object) -> int:
        if verb := {**CHANGING, **DROPPING}.get(action):
            heard.add((verb, str(first)))
        return sqlite3.SQLITE_OK

    def listen(connection: Any, _: object) -> None:
        connection.set_authorizer(note)

    engine.dispose()
    event.listen(engine, "connect", listen)
    yield heard
    event.remove(engine, "connect", listen)


def _everything_we_do(engine: Engine) -> None:
    books, people, policies = SqlBooks(engine), People(engine), Policies(engine)
    live(books)
    people.replace_people(CREW, ANA, NOON)
    publish(policies, PolicyPublished(FIRST))
    Bulletins(engine).note(SENT, NINE)
    log = log_of(engine, Shelf())
    log.refresh(NOON)
    (first, *_) = texts_of(engine, "INC-42", "Page on depth")
    append(books, "INC-42", [TextsErased((first.digest,), "asked to")])
    for stream in (PEOPLE, POLICIES):
        (one, *_) = texts_of(engine, stream)
        erase(engine, stream, TextsErased((one.digest,), "asked to"), ANA, NOON)
    log.hand_over(THEIRS, "a new one", NOON, ANA)
    rebuild(engine, lambda _done, _total: None)
    log.tend(NOON)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_that_we_do_changes_what_was_written(
    engine: Engine, asked: set[tuple[str, str]]
) -> None:
    _everything_we_do(engine)

    read_model = {one for one in asked if one[1] not in {*TRUTH, "pending", "seals", "tiles"}}
    assert asked - read_model == ALLOWED
    assert {verb for verb, _ in read_model} == {"UPDATE", "DELETE"}


def test_no_statement_of_ours_could() -> None:
    files = [one for one in Path(store.__path__[0]).rglob("*.py") if MIGRATIONS not in one.parts]

    assert [str(one) for one in files if WRITTEN.search(one.read_text())] == []
    assert len(files) > 40
