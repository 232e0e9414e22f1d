"""An entry stands as it was written, and its moment is UTC."""

from datetime import UTC, timedelta

import pytest
from sqlalchemy import Engine, text

from store import shelf
from store.books import SqlBooks
from store.engine import reading, writing
from store.people import People
from store.tables import entries, seals
from tests.store.builders import ANA, LIFE, NOON, PEOPLE, append, entry, live, rows_of


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
            assert shelf.as_kept(kept.sealed(), kept.seals) == kept


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


def _sayings(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [one.text.decode() for one in shelf.every_entry(connection)]


def test_what_somebody_said_lies_beside_the_entry_and_not_in_it(engine: Engine) -> None:
    live(SqlBooks(engine))
    People(engine).replace_people(PEOPLE, ANA, NOON)

    said = "\n".join(_sayings(engine))

    for text_of_somebody in ("Page on depth", "Queue stuck", "said twice", "Ana Pérez"):
        assert text_of_somebody not in said
    assert said.count('"$sealed"') == len(rows_of(engine, seals))


def test_every_way_of_reading_finds_the_texts(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "PAGE", 2)
    for key in ("INC-42", "INC-43"):
        live(SqlBooks(engine), key)
    with reading(engine) as connection:
        whole = [*shelf.every_entry(connection)]
        first, second = whole[:8], whole[8:]

        assert [*shelf.entries_after(connection, NOON)] == whole
        assert [*shelf.entries_after(connection, NOON + timedelta(hours=6))] == [
            *first[6:],
            *second[6:],
        ]
        assert shelf.entries_since(connection, "INC-43", 1) == second
        assert shelf.following(connection, "INC-43", 2, second[1].hash) == second[2:]
        assert shelf.following(connection, "INC-43", 0, "") == second
        assert shelf.following(connection, "INC-43", 2, "another") is None
        assert shelf.newest_of(connection, "INC-43", 2) == second[:5:-1]
        assert shelf.answer_for(connection, "INC-43-c2") == second[1].entry()
    assert second[1].entry().events[0]["item"]["title"] == "Page on depth"
    assert [one.text for one in second[7].seals] == ["Queue stuck"]


def test_an_entry_of_an_older_release_keeps_its_texts(engine: Engine) -> None:
    with SqlBooks(engine).turn("INC-42") as turn:
        older = shelf.as_kept(entry(turn, LIFE[0]))
    with writing(engine) as connection:
        connection.execute(entries.insert(), [dict(zip(shelf.COLUMNS, older, strict=False))])

    with reading(engine) as connection:
        (kept,) = shelf.entries_since(connection, "INC-42", 1)
    assert kept == older
    assert kept.entry().events[0]["context"]["title"] == "Queue stuck"


def test_a_text_that_is_gone_reads_as_erased(engine: Engine) -> None:
    live(SqlBooks(engine), steps=2)
    with writing(engine) as connection:
        connection.execute(seals.delete())

    with reading(engine) as connection:
        opened, _ = shelf.entries_since(connection, "INC-42", 1)
    assert opened.entry().events[0]["context"]["title"] == "[erased]"
