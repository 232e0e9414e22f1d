"""Entries and policies only grow, whichever way somebody tries."""

import sqlite3

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from store.books import SqlBooks
from store.engine import writing
from tests.store.builders import LIFE, add, everything

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
)

ON_SQLITE = (
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

WAYS = [
    *((way, kind) for way in ANYWHERE for kind in ("sqlite", "postgres")),
    *((way, "sqlite") for way in ON_SQLITE),
    *((way, "postgres") for way in ON_POSTGRES),
]


@pytest.mark.parametrize(("way", "database_url"), WAYS, indirect=["database_url"])
def test_there_is_no_way_round(engine: Engine, way: str) -> None:
    with SqlBooks(engine).turn("INC-42") as turn:
        turn.keep_policy("digest-1", "text")
        add(turn, LIFE[0])
        add(turn, LIFE[1])
    before = everything(engine)

    with pytest.raises(DBAPIError, match="only grows"), writing(engine) as connection:
        connection.execute(text(way))

    assert everything(engine) == before


@pytest.mark.parametrize("way", ON_SQLITE)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_stranger_without_our_settings_finds_no_way_either(engine: Engine, way: str) -> None:
    """SQLite runs no DELETE triggers for REPLACE unless the connection asks for it."""
    with SqlBooks(engine).turn("INC-42") as turn:
        turn.keep_policy("digest-1", "text")
        add(turn, LIFE[0])
        add(turn, LIFE[1])
    stranger = sqlite3.connect(str(engine.url.database))

    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        stranger.execute(way)
    stranger.close()
