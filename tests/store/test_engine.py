"""A database answers within ten seconds, or its name and what to do are the answer."""

import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from time import monotonic

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from states.errors import InvalidError, UnreachableError
from store import sqlite
from store.engine import engine_for, reading, shown, writing
from store.postgres import ImpatientConnection, patiently

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
POSTGRES = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("mysql://host/name", "“mysql” is not a database we know"),
        ("not an address", "the address of the database cannot be read"),
        ("sqlite://", "a history in memory would be lost"),
        ("sqlite:///:memory:", "a history in memory would be lost"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused(url: str, complaint: str) -> None:
    with pytest.raises(InvalidError, match=complaint) as caught:
        engine_for(url)

    assert "sqlite:///" in caught.value.hint


def test_an_unknown_driver_is_refused() -> None:
    with pytest.raises(InvalidError):
        engine_for("oracle+nothing://host/name")


def test_the_folder_of_a_file_is_made(tmp_path: Path) -> None:
    with reading(engine_for(f"sqlite:///{tmp_path}/some/where/retrogate.db")) as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(InvalidError, match=f"the folder {tmp_path}/file/inside cannot be made"):
        engine_for(f"sqlite:///{tmp_path}/file/inside/retrogate.db")


@SQLITE
@pytest.mark.parametrize(
    ("setting", "chosen"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("recursive_triggers", 1),
    ],
)
def test_a_file_survives_a_power_cut(engine: Engine, setting: str, chosen: object) -> None:
    with reading(engine) as connection:
        assert connection.scalar(text(f"PRAGMA {setting}")) == chosen


@POSTGRES
def test_a_reader_cannot_write(engine: Engine) -> None:
    with pytest.raises(Exception, match="read-only transaction"), reading(engine) as connection:
        connection.execute(text("DELETE FROM people"))


def test_a_reader_sees_one_moment(engine: Engine) -> None:
    count = text("SELECT count(*) FROM policies")
    with reading(engine) as connection:
        before = connection.scalar(count)
        with writing(engine) as other:
            other.execute(text("INSERT INTO policies VALUES ('digest', 'text')"))

        assert connection.scalar(count) == before == 0


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://ana:secret@host/name", "postgresql://ana:***@host/name"),
        ("postgresql://host/name?user=ana&password=secret", "postgresql://host/name?user=ana"),
    ],
)
def test_a_password_is_never_shown(url: str, expected: str) -> None:
    assert shown(make_url(url)) == expected


def test_our_own_mistake_is_not_blamed_on_the_database(engine: Engine) -> None:
    row = text("INSERT INTO policies VALUES ('digest', NULL)")

    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(row)


@POSTGRES
def test_a_statement_that_makes_no_sense_is_our_own_mistake(engine: Engine) -> None:
    with pytest.raises(ProgrammingError), reading(engine) as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("these are notes, and rather long ones" * 99)

    with pytest.raises(UnreachableError, match="file is not a database") as caught:
        _ask(f"sqlite:///{tmp_path}/notes.db")

    assert caught.value.hint == (
        "look at the file and its disk, or name another: retro config show"
    )


@SQLITE
def test_a_file_somebody_else_keeps_is_unreachable(engine: Engine) -> None:
    other = sqlite3.connect(str(engine.url.database))
    other.execute("BEGIN IMMEDIATE")
    begun = monotonic()

    with pytest.raises(UnreachableError, match="database is locked"), writing(engine):
        pass
    assert monotonic() - begun < 10
    other.close()


def test_a_new_file_that_somebody_else_is_making_is_waited_for(tmp_path: Path) -> None:
    """SQLite does not wait by itself when the journal mode changes."""
    other = sqlite3.connect(tmp_path / "retrogate.db", check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    made = Timer(0.3, other.rollback)
    made.start()

    _ask(f"sqlite:///{tmp_path}/retrogate.db")

    made.join()
    other.close()


def test_a_new_file_that_somebody_else_never_lets_go_of_is_unreachable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "TRIES", 1)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(tmp_path / "retrogate.db")
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(UnreachableError, match="database is locked"):
        _ask(f"sqlite:///{tmp_path}/retrogate.db")
    other.close()


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    port = _free_port()
    begun = monotonic()

    with pytest.raises(UnreachableError) as caught:
        _ask(f"postgresql://ana:secret@127.0.0.1:{port}/retrogate")

    assert monotonic() - begun < 5
    assert f"the database postgresql://ana:***@127.0.0.1:{port}/retrogate" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert caught.value.hint == (
        "start it (systemctl start postgresql), or name another: retro config show"
    )


def test_a_server_that_never_answers_is_given_up(silent: int) -> None:
    begun = monotonic()

    with pytest.raises(UnreachableError, match="does not answer"):
        _ask(f"postgresql://ana@127.0.0.1:{silent}/retrogate")
    assert monotonic() - begun < 5


@POSTGRES
def test_a_connection_gone_silent_is_given_up(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The network took the question; the server's own timeout cannot be heard."""
    monkeypatch.setattr(ImpatientConnection, "patience", 0.3)
    engine = engine_for(database_url)
    begun = monotonic()

    with pytest.raises(UnreachableError), reading(engine) as connection:
        connection.execute(text("SELECT pg_sleep(3)"))

    assert monotonic() - begun < 2
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT 1")) == 1


@POSTGRES
def test_upkeep_may_take_its_time(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImpatientConnection, "patience", 0.2)
    with writing(engine_for(database_url)) as connection:
        with patiently(connection):
            connection.execute(text("SELECT pg_sleep(0.5)"))
            assert connection.scalar(text("SHOW statement_timeout")) == "0"

        raw = connection.connection.driver_connection
        assert isinstance(raw, ImpatientConnection)
        assert raw.patience is not None


@POSTGRES
def test_the_settings_of_an_address_are_kept(database_url: str) -> None:
    url = make_url(database_url).update_query_dict({"options": "-c work_mem=7MB"})

    with reading(engine_for(url.render_as_string(hide_password=False))) as connection:
        assert connection.scalar(text("SHOW work_mem")) == "7MB"
        assert connection.scalar(text("SHOW lock_timeout")) == "3s"


@pytest.fixture
def silent() -> Iterator[int]:
    """Listen, and never say a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _ask(url: str) -> None:
    with reading(engine_for(url)) as connection:
        connection.execute(text("SELECT 1"))
