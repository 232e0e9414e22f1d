"""What was written and signed only grows, whichever way somebody tries."""

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from policies.auditing.discrepancy import Kind
from store.audit import audit
from store.books import SqlBooks
from store.engine import reading, writing
from store.guarded import FOUND, TRIGGER, missing_guards, put_back, statements
from store.tables import seals
from tests.store.builders import LIFE, NOON, add, append, everything, live
from tests.store.log.shelves import HOUSE, Shelf, log_of

ANYWHERE = (
    "UPDATE entries SET hash = 'forged'",
    "UPDATE entries SET seq = 9 WHERE seq = 1",
    "DELETE FROM entries",
    "DELETE FROM entries WHERE seq = 1",
    "UPDATE policies SET text = 'forged'",
    "DELETE FROM policies",
    """
    INSERT INTO entries
    SELECT incident, seq, 'c-9', 'forged', prev, at, text FROM entries WHERE seq = 1
    ON CONFLICT (incident, seq) DO UPDATE SET hash = 'forged'
    """,
    """
    INSERT INTO policies VALUES ('digest-1', 'forged')
    ON CONFLICT (digest) DO UPDATE SET text = 'forged'
    """,
    "UPDATE leaves SET hash = 'forged'",
    "UPDATE leaves SET place = place + 10",
    "DELETE FROM leaves",
    "UPDATE checkpoints SET root = 'forged'",
    "DELETE FROM checkpoints",
    """
    INSERT INTO checkpoints SELECT size, 'forged', note, at FROM checkpoints WHERE size = 4
    ON CONFLICT (size) DO UPDATE SET root = 'forged'
    """,
    "DELETE FROM tiles",
    "UPDATE tiles SET number = 9",
    "UPDATE tiles SET level = 9",
    "DELETE FROM pending",
    "UPDATE pending SET seq = seq + 1",
)

ON_SQLITE = (
    "UPDATE tiles SET hashes = x'00'",
    "UPDATE tiles SET hashes = substr(hashes, 1, 32)",
    "UPDATE tiles SET rowid = 99",
    "REPLACE INTO tiles VALUES (0, 0, x'00')",
    "REPLACE INTO tiles (rowid, level, number, hashes) VALUES (1, 0, 9, x'00')",
    "REPLACE INTO pending (rowid, incident, seq) VALUES (1, 'INC-9', 1)",
    "REPLACE INTO leaves VALUES (0, 'INC-42', 2, 'forged')",
    "REPLACE INTO leaves SELECT 4, incident, 1, hash FROM entries LIMIT 1",
    "REPLACE INTO checkpoints SELECT size, 'forged', note, at FROM checkpoints",
    """
    INSERT OR REPLACE INTO entries
    SELECT incident, seq, 'c-9', 'forged', prev, at, text FROM entries WHERE seq = 1
    """,
    """
    REPLACE INTO entries
    SELECT incident, 9, command, 'forged', prev, at, text FROM entries WHERE seq = 1
    """,
    """
    REPLACE INTO entries (rowid, incident, seq, command, hash, prev, at, text)
    SELECT rowid, incident, 9, 'c-9', 'forged', prev, at, text FROM entries WHERE seq = 1
    """,
    "UPDATE OR REPLACE entries SET seq = 2 WHERE seq = 1",
    "REPLACE INTO policies VALUES ('digest-1', 'forged')",
    "REPLACE INTO policies (rowid, digest, text) VALUES (1, 'digest-2', 'forged')",
)

ON_POSTGRES = (
    "UPDATE tiles SET hashes = ''",
    "UPDATE tiles SET hashes = substring(hashes FOR 32)",
    "INSERT INTO tiles VALUES (0, 0, '') ON CONFLICT (level, number) DO UPDATE SET hashes = ''",
    "TRUNCATE leaves",
    "TRUNCATE pending, tiles",
    "TRUNCATE checkpoints",
    "SET LOCAL session_replication_role = replica; DELETE FROM tiles",
    "SET LOCAL session_replication_role = replica; DELETE FROM pending",
    """
    CREATE RULE forged AS ON INSERT TO people DO INSTEAD DELETE FROM entries;
    INSERT INTO people (id) VALUES ('x')
    """,
    "TRUNCATE entries",
    "TRUNCATE policies CASCADE",
    "SET LOCAL session_replication_role = replica; DELETE FROM entries",
    "SET LOCAL session_replication_role = replica; TRUNCATE policies",
    """
    MERGE INTO entries USING (SELECT 1) AS one ON seq = 1
    WHEN MATCHED THEN UPDATE SET hash = 'forged'
    """,
    "WITH gone AS (DELETE FROM entries RETURNING *) SELECT * FROM gone",
)

ON_SEALS = {
    "sqlite": (
        "REPLACE INTO seals SELECT incident, seq, digest, salt, 'forged' FROM seals",
        "REPLACE INTO seals (rowid, incident, seq, digest, salt, text) VALUES (1, '', 1, '', 0, 1)",
    ),
    "postgres": (
        "TRUNCATE seals",
        "SET LOCAL session_replication_role = replica; UPDATE seals SET text = 'forged'",
    ),
}
OF_SEALS = [
    (way, kind)
    for kind, ways in ON_SEALS.items()
    for way in (
        *ways,
        "UPDATE seals SET text = 'forged'",
        "UPDATE seals SET digest = 'forged'",
        """
        INSERT INTO seals SELECT incident, seq, digest, salt, 'forged' FROM seals WHERE seq = 1
        ON CONFLICT (incident, seq, digest) DO UPDATE SET text = 'forged'
        """,
    )
]

WAYS = [
    *((way, kind) for way in ANYWHERE for kind in ("sqlite", "postgres")),
    *((way, "sqlite") for way in ON_SQLITE),
    *((way, "postgres") for way in ON_POSTGRES),
]


def _life(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Write, sequence and sign, and leave something pending."""
    books = SqlBooks(engine)
    with books.turn("INC-42") as turn:
        turn.keep_policy("digest-1", "text")
        add(turn, LIFE[0])
        add(turn, LIFE[1])
        add(turn, LIFE[2])
    log_of(engine, Shelf()).refresh(NOON)
    append(books, "INC-42", LIFE[3])
    return everything(engine)


@pytest.mark.parametrize(("way", "database_url"), WAYS, indirect=["database_url"])
def test_there_is_no_way_round(engine: Engine, way: str) -> None:
    before = _life(engine)

    with pytest.raises(DBAPIError, match="only grows"), writing(engine) as connection:
        connection.execute(text(way))

    assert everything(engine) == before


@pytest.mark.parametrize(("way", "database_url"), OF_SEALS, indirect=["database_url"])
def test_a_text_may_be_erased_and_never_changed(engine: Engine, way: str) -> None:
    before = _life(engine)

    with pytest.raises(DBAPIError, match="is never changed"), writing(engine) as connection:
        connection.execute(text(way))

    assert everything(engine) == before
    with writing(engine) as connection:
        connection.execute(seals.delete())


@pytest.mark.parametrize("way", ON_SQLITE)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_stranger_without_our_settings_finds_no_way_either(engine: Engine, way: str) -> None:
    """SQLite runs no DELETE triggers for REPLACE unless the connection asks for it."""
    _life(engine)
    stranger = sqlite3.connect(str(engine.url.database))

    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        stranger.execute(way)
    stranger.close()


@pytest.mark.parametrize("way", ["UPDATE theirs.entries SET seq = 9", "DELETE FROM theirs.leaves"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_is_attached_to_another_keeps_its_guards(engine: Engine, way: str) -> None:
    _life(engine)
    stranger = sqlite3.connect(":memory:")
    stranger.execute("ATTACH ? AS theirs", [str(engine.url.database)])

    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        stranger.execute(way)
    stranger.close()


# No trigger guards the schema: what closes this way is who may write the file (0700 on its folder),
# and what shows that somebody took it is the audit.
BY_THE_SCHEMA = (
    """
    PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE type = 'trigger';
    PRAGMA writable_schema = RESET
    """,
    """
    PRAGMA writable_schema = ON;
    UPDATE sqlite_master SET sql = replace(sql, 'RAISE(ABORT, ', 'coalesce(1, ')
    WHERE type = 'trigger';
    PRAGMA writable_schema = RESET
    """,
    "DROP TRIGGER entries_no_update",
)
FORGERY = "UPDATE entries SET text = CAST(replace(text, 'ana', 'eva') AS BLOB) WHERE seq = 2"


@pytest.mark.parametrize("way", BY_THE_SCHEMA)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_may_write_the_file_gets_round_its_guards_and_is_found_out(
    engine: Engine, way: str
) -> None:
    before = _life(engine)
    known = audit(engine, HOUSE).discrepancies
    stranger = sqlite3.connect(str(engine.url.database))
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        stranger.execute(FORGERY)

    stranger.executescript(way)
    stranger.execute(FORGERY)
    stranger.commit()
    stranger.close()

    assert everything(engine) != before
    found = {*audit(engine, HOUSE).discrepancies} - {*known}
    assert ("INC-42", 2, Kind.CHAIN) in {(one.incident, one.seq, one.kind) for one in found}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_tile_may_only_become_longer(engine: Engine) -> None:
    _life(engine)

    with writing(engine) as connection:
        connection.execute(text("UPDATE tiles SET hashes = CAST(hashes || x'00' AS BLOB)"))


TAKE_AWAY = {
    "sqlite": ("DROP TRIGGER entries_no_update", "DROP TRIGGER entries_pend"),
    "postgresql": (
        "DROP TRIGGER entries_guard ON entries",
        "ALTER TABLE entries DISABLE TRIGGER entries_pend",
    ),
}


def test_every_guard_that_a_migration_makes_is_known(engine: Engine) -> None:
    with reading(engine) as connection:
        made = {row[0] for row in connection.exec_driver_sql(FOUND[engine.dialect.name])}

    assert set(_guards(engine.dialect.name)) == made
    assert missing_guards(engine) == ()
    assert put_back(engine) == ()


def test_a_guard_that_was_taken_away_is_missed_and_can_be_put_back(engine: Engine) -> None:
    live(SqlBooks(engine))
    first, second = TAKE_AWAY[engine.dialect.name]
    with writing(engine) as connection:
        connection.exec_driver_sql(first)
        connection.exec_driver_sql(second)

    lost = missing_guards(engine)

    assert len(lost) == 2
    assert put_back(engine) == lost
    assert missing_guards(engine) == ()
    with pytest.raises(DBAPIError), writing(engine) as connection:
        connection.exec_driver_sql("UPDATE entries SET hash = 'forged'")


def _guards(kind: str) -> Iterator[str]:
    return (found[1] for one in statements(kind) if (found := TRIGGER.search(one)))
