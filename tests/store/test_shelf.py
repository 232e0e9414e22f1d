"""An entry stands as it was written, and its moment is UTC."""

from datetime import UTC

import pytest
from sqlalchemy import Engine, text

from store import shelf
from store.books import SqlBooks
from store.engine import reading
from tests.store.builders import NOON, append, live


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_moment_is_utc_whatever_the_zone_of_the_session(engine: Engine) -> None:
    append(SqlBooks(engine), "INC-42", [])
    with reading(engine) as connection:
        connection.execute(text("SET LOCAL timezone = 'Asia/Kolkata'"))
        kept = shelf.entries_since(connection, "INC-42", 1)[0]

    assert (kept.at, kept.at.tzinfo) == (NOON, UTC)


def test_what_is_written_is_what_is_found(engine: Engine) -> None:
    live(SqlBooks(engine))
    with reading(engine) as connection:
        for kept in shelf.entries_since(connection, "INC-42", 1):
            assert shelf.as_kept(kept.entry()) == kept


def test_the_head_is_the_newest_entry(engine: Engine) -> None:
    live(SqlBooks(engine), steps=3)
    with reading(engine) as connection:
        last = shelf.entries_since(connection, "INC-42", 3)[0]

        assert shelf.head_of(connection, "INC-42") == (3, last.hash)
        assert shelf.head_of(connection, "INC-43") == (0, "")


def test_streams_longer_than_a_page_are_whole(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "PAGE", 2)
    live(SqlBooks(engine), "INC-42")
    live(SqlBooks(engine), "INC-43")
    with reading(engine) as connection:
        read = [(one.incident, one.seq) for one in shelf.every_entry(connection)]

    assert read == [(key, seq) for key in ("INC-42", "INC-43") for seq in range(1, 9)]
