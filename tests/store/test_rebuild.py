"""The read model can be thrown away: the entries make the same one again."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from states.errors import UnreachableError
from states.people import Person
from store import rebuild as upkeep
from store.books import SqlBooks
from store.engine import writing
from store.people import People
from store.projection import VIEWS
from store.rebuild import rebuild
from store.tables import incidents, people
from tests.store.builders import ANA, LIFE, NOON, PEOPLE, append, everything, live

READ_MODEL = (people, *(view.table for view in VIEWS))


class Listener(list[tuple[int, int]]):
    """Remembers what it hears."""

    def __call__(self, done: int, total: int) -> None:
        self.append((done, total))


def _fill(engine: Engine) -> None:
    books = SqlBooks(engine)
    for steps in range(1, len(LIFE) + 1):
        live(books, f"INC-{steps}", steps)
    append(books, "INC-99", [])
    staff = People(engine)
    staff.replace_people(PEOPLE, ANA, NOON)
    staff.replace_people([replace(PEOPLE[0], manager="max"), Person("max")], ANA, NOON)


def _spoil(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(incidents.update().values(title="spoilt"))
        for table in READ_MODEL[2:]:
            connection.execute(table.delete())
        connection.execute(people.insert(), {**_row(Person("eve")), "kind": "person"})


def _row(person: Person) -> dict[str, object]:
    return {column.name: getattr(person, column.name) for column in people.columns}


def test_the_read_model_is_what_it_was(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 3)
    _fill(engine)
    before = everything(engine)
    assert all(before[table.name] for table in READ_MODEL)
    _spoil(engine)

    rebuild(engine, Listener())

    assert everything(engine) == before


def test_it_says_how_far_it_is(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 3)
    _fill(engine)
    heard = Listener()

    rebuild(engine, heard)

    assert heard == [(3, 9), (6, 9), (9, 9)]


def test_an_empty_history_makes_an_empty_read_model(engine: Engine) -> None:
    heard = Listener()

    rebuild(engine, heard)

    assert heard == []


def test_a_rebuild_that_fails_leaves_the_read_model_alone(engine: Engine) -> None:
    _fill(engine)
    before = everything(engine)

    def fail(_: int, __: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        rebuild(engine, fail)

    assert everything(engine) == before


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_nobody_writes_while_it_runs(engine: Engine) -> None:
    """An entry that slipped in between would be missing from the read model."""
    _fill(engine)
    refused = []

    def write(_: int, __: int) -> None:
        try:
            append(SqlBooks(engine), "INC-1", [])
        except UnreachableError as error:
            refused.append(error)

    rebuild(engine, write)

    assert len(refused) == 1
