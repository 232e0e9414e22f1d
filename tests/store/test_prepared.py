"""A statement that goes straight to the driver means what SQLAlchemy means by it."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, Table, bindparam, select
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from states.errors import UnreachableError
from store.engine import engine_for, reading, writing
from store.postgres import ImpatientConnection
from store.prepared import change, found, run
from store.tables import METADATA, entries, leaves, policies
from store.tables import incident_services as services
from tests.store.builders import GATE, NOON

POSTGRES = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
EAST = timezone(timedelta(hours=5, minutes=30))

# fmt: off
SAMPLES = {
    "VARCHAR":  "Ana Pérez’s “queue” % ? :x",
    "TEXT":     "two\nlines",
    "INTEGER":  7,
    "BOOLEAN":  True,
    "DATE":     date(2026, 3, 9),
    "DATETIME": NOON.astimezone(EAST) + timedelta(microseconds=5),
    "BLOB":     b"\x00bytes",
}
# fmt: on

NAMES = ("services", "roles", "routes", "doubtful", "failed")
OF_THEIR_OWN: dict[str, object] = {
    **dict.fromkeys(NAMES, ("queue", "mail")),
    "kept": GATE,
    "place": 0,
}
"""What cannot be anything of its kind, by the names of its columns."""


def _row(table: Table) -> dict[str, Any]:
    return {column.name: _sample(column.name, str(column.type)) for column in table.columns}


def _sample(name: str, kind: str) -> object:
    return OF_THEIR_OWN.get(name, SAMPLES[kind])


@pytest.mark.parametrize("table", METADATA.tables.values(), ids=METADATA.tables)
def test_every_column_is_written_and_read_as_sqlalchemy_does(engine: Engine, table: Table) -> None:
    row = _row(table)
    with writing(engine) as connection:
        if table is leaves:  # which have to be of an entry
            change(connection, entries.insert(), [_row(entries)])
        change(connection, table.insert(), [row])

        ours = found(connection, select(table))
        assert tuple(row.values()) in ours
        assert ours == [tuple(one) for one in connection.execute(select(table))]


def test_a_moment_comes_back_in_utc(engine: Engine) -> None:
    table = METADATA.tables["entries"]
    with writing(engine) as connection:
        change(connection, table.insert(), [_row(table)])

        (at,) = found(connection, select(table.c.at))[0]

    assert at == datetime(2026, 3, 2, 12, microsecond=5, tzinfo=UTC)
    assert at.tzinfo is UTC


def test_a_question_has_its_values_and_its_limit(engine: Engine) -> None:
    rows = [{"digest": f"d{number}", "text": "same"} for number in range(3)]
    of_text = select(policies.c.digest).where(policies.c.text == bindparam("wanted"))
    newest = of_text.order_by(policies.c.digest.desc()).limit(1)
    with writing(engine) as connection:
        change(connection, policies.insert(), rows)

        assert found(connection, newest, wanted="same") == [("d2",)]
        assert found(connection, newest, wanted="another") == []


def test_a_change_is_carried_out_for_each_row(engine: Engine) -> None:
    rows = [{"incident": "INC-42", "service": one} for one in ("mail", "queue", "search")]
    named = services.c.service == bindparam("name")
    with writing(engine) as connection:
        change(connection, services.insert(), rows)
        change(connection, services.delete().where(named), [{"name": "mail"}, {"name": "search"}])

        assert found(connection, select(services.c.service)) == [("queue",)]


def test_a_row_that_stands_already_is_an_integrity_error(engine: Engine) -> None:
    row = {"digest": "d", "text": "one"}

    with pytest.raises(IntegrityError), writing(engine) as connection:
        change(connection, policies.insert(), [row, row])


@pytest.mark.parametrize(
    "ask",
    [
        lambda connection: found(connection, select(policies.c.text)),
        lambda connection: change(connection, policies.insert(), [{"digest": "d", "text": "t"}]),
        partial(run, text="SELECT text FROM policies"),
    ],
    ids=["a question", "a change", "a text"],
)
def test_what_the_database_cannot_do_is_an_error_of_sqlalchemy(engine: Engine, ask: Any) -> None:
    with writing(engine) as connection:
        run(connection, "DROP TABLE policies")

    # SQLite calls a table that is not there operational, and so it blames itself.
    told = (ProgrammingError, UnreachableError)
    with pytest.raises(told, match="policies"), writing(engine) as connection:
        ask(connection)


@POSTGRES
def test_a_connection_gone_silent_is_given_up(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImpatientConnection, "patience", 0.3)
    engine = engine_for(database_url)

    with pytest.raises(UnreachableError), reading(engine) as connection:
        run(connection, "SELECT pg_sleep(3)")

    with reading(engine) as connection:
        run(connection, "SELECT 1")
    engine.dispose()


def test_the_error_of_the_driver_is_kept(engine: Engine) -> None:
    wrong = (OperationalError, ProgrammingError)
    with reading(engine) as connection, pytest.raises(wrong) as caught:
        run(connection, "SELECT nonsense")

    assert isinstance(caught.value.orig, engine.dialect.loaded_dbapi.Error)
    assert caught.value.statement == "SELECT nonsense"
