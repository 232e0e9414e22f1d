"""A database is brought to the shape this code knows, once, and never back."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from msgspec.structs import replace
from sqlalchemy import Engine, text

import store
from activities.delivery.attempts import LEASE, Answer
from activities.delivery.parcels import Parcel
from activities.delivery.routing import Try
from store import shelf
from store.attempts import Attempts
from store.books import SqlBooks
from store.engine import engine_for, reading, writing
from store.log.sequencer import sequence
from store.migrate import STEPS, NewerDatabaseError, is_current, migrate
from store.people import People
from store.shelf import COLUMNS, Kept, as_kept
from store.tables import METADATA, entries
from store.verify import verify
from tests.store.builders import ANA, NOON, PEOPLE, live

MIGRATE = """
import sys
from store.engine import engine_for
from store.migrate import migrate
migrate(engine_for(sys.argv[1]))
"""


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(store.__path__[0]) / "migrations"))
    return ScriptDirectory.from_config(config)


def test_an_empty_database_is_not_current(database_url: str) -> None:
    assert not is_current(engine_for(database_url))


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # SQLite cannot describe its own
def test_the_steps_lead_to_the_tables_of_the_code(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, METADATA) == []
    assert is_current(engine)


def test_every_step_is_known_without_alembic() -> None:
    steps = [one.revision for one in _scripts().walk_revisions()]

    assert tuple(reversed(steps)) == STEPS


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrate(engine)

    with reading(engine) as connection:
        assert connection.scalars(text("SELECT version_num FROM alembic_version")).all() == [
            STEPS[-1]
        ]


def test_several_may_migrate_at_once(database_url: str) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", MIGRATE, database_url], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [one.communicate(timeout=60)[1] for one in running]

    assert said == [b"", b"", b""]
    assert [one.returncode for one in running] == [0, 0, 0]
    assert is_current(engine_for(database_url))


def test_a_step_that_fails_leaves_nothing_behind(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    guards = import_module("store.migrations.guards")
    monkeypatch.setitem(guards.GUARDS, "sqlite", ("SELECT 1", "no such statement"))
    monkeypatch.setitem(guards.GUARDS, "postgresql", ("SELECT 1", "no such statement"))
    engine = engine_for(database_url)

    with pytest.raises(Exception, match="syntax error"):
        migrate(engine)

    with reading(engine) as connection:
        assert not engine.dialect.has_table(connection, "entries")
    assert not is_current(engine)


@pytest.mark.parametrize("ask", [migrate, is_current])
def test_a_newer_database_is_refused(engine: Engine, ask: object) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))

    with pytest.raises(
        NewerDatabaseError, match=f"revision 0099; this release knows up to {STEPS[-1]}"
    ):
        ask(engine)  # type: ignore[operator]  # both take an engine


def test_a_folder_may_have_a_percent_sign(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path}/100%25/retrogate.db")
    migrate(engine)

    assert is_current(engine)


@pytest.fixture
def life(tmp_path: Path) -> list[dict[str, object]]:
    """Return the entries of an incident and of a directory as older releases wrote them."""
    engine = engine_for(f"sqlite:///{tmp_path}/life/retrogate.db")
    migrate(engine)
    live(SqlBooks(engine), "INC-42")
    People(engine).replace_people(PEOPLE, ANA, NOON)
    with reading(engine) as connection:
        return [*_unsealed(shelf.every_entry(connection))]


def _unsealed(kept: Iterable[Kept]) -> Iterator[dict[str, object]]:
    heads: dict[str, str] = {}
    for one in kept:
        whole = as_kept(replace(one.entry(), prev=heads.get(one.incident, "")))
        heads[one.incident] = whole.hash
        yield dict(zip(COLUMNS, whole, strict=False))


def _older(url: str, revision: str, life: list[dict[str, object]]) -> Engine:
    """Make a database as an older release left it, with nothing in it but entries."""
    engine = engine_for(url)
    config = Config()
    config.set_main_option("script_location", str(Path(store.__path__[0]) / "migrations"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(entries.insert(), life)
    return engine


@pytest.mark.parametrize("revision", STEPS[:-1])
def test_an_older_database_shows_everything_that_its_entries_say(
    database_url: str, revision: str, life: list[dict[str, object]]
) -> None:
    engine = _older(database_url, revision, life)

    migrate(engine)

    assert verify(engine) == ()
    assert sequence(engine) == len(life)
    with reading(engine) as connection:
        assert connection.scalars(text("SELECT title FROM incidents")).all() == ["Queue stuck"]
        assert connection.scalars(text("SELECT policy FROM incidents")).all() == ["digest-1"]
        assert connection.scalars(text("SELECT pending FROM notices ORDER BY key")).all() == [
            False,
            True,
        ]


def test_what_had_landed_is_not_sent_again(
    database_url: str, life: list[dict[str, object]]
) -> None:
    engine = _older(database_url, "0003", life)
    with writing(engine) as connection:
        statement = text("INSERT INTO landings VALUES ('k1', 'mail', '2026-03-02 12:00:00+00:00')")
        connection.execute(statement)

    migrate(engine)

    mail, chat = Try("mail", "default"), Try("chat", "default")
    attempts, parcel = Attempts(engine), Parcel("k1")
    assert attempts.begin(parcel, mail, now=NOON, lease=NOON + LEASE) is None
    assert attempts.begin(parcel, chat, now=NOON, lease=NOON + LEASE) is not None
    (landed,) = (one for one in attempts.attempts_of("k1") if one.channel == "mail")
    assert (landed.answer, landed.ended) == (Answer.TAKEN, NOON)
