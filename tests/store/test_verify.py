"""Whatever somebody changes behind our back is found, and nothing else is."""

import json

import pytest
from sqlalchemy import Engine, text

from ledger.canonical import canonical
from ledger.chain import Break
from ledger.entry import entry_from
from store import shelf
from store.books import SqlBooks
from store.engine import reading, writing
from store.people import People
from store.tables import entries
from store.verify import verify
from tests.store.builders import ANA, NOON, PEOPLE, append, live

UNGUARDED = {
    "sqlite": (
        "DROP TRIGGER entries_no_update",
        "DROP TRIGGER entries_no_delete",
        "DROP TRIGGER entries_no_replace",
    ),
    "postgresql": ("ALTER TABLE entries DISABLE TRIGGER entries_guard",),
}


@pytest.fixture(autouse=True)
def _filled(engine: Engine) -> None:
    books = SqlBooks(engine)
    live(books, "INC-42")
    live(books, "INC-43", steps=2)
    People(engine).replace_people(PEOPLE, ANA, NOON)


def _forge(engine: Engine, *statements: str) -> None:
    with writing(engine) as connection:
        for statement in (*UNGUARDED[engine.dialect.name], *statements):
            connection.execute(text(statement))


def _text_of(engine: Engine, incident: str, seq: int) -> bytes:
    with reading(engine) as connection:
        return shelf.entries_since(connection, incident, seq)[0].text


def _rewrite(engine: Engine, incident: str, seq: int, forged: bytes, name: str | None) -> None:
    """Put another text in an entry's place, and its hash too where `name` is given."""
    _forge(engine)
    here = (entries.c.incident == incident) & (entries.c.seq == seq)
    values = {"text": forged} if name is None else {"text": forged, "hash": name}
    with writing(engine) as connection:
        connection.execute(entries.update().where(here).values(values))


def test_what_nobody_touched_has_no_break(engine: Engine) -> None:
    assert verify(engine) == verify(engine, "INC-42") == verify(engine, "PEOPLE") == ()


def test_a_changed_entry_is_found_at_the_next_one(engine: Engine) -> None:
    was = _text_of(engine, "INC-42", 2)
    forged = was.replace(b"Page on depth", b"Do nothing!!!")
    _rewrite(engine, "INC-42", 2, forged, entry_from(forged).hash())

    before, after = entry_from(was).hash(), entry_from(forged).hash()
    expected = (Break("INC-42", 3, f"prev '{after}'", f"prev '{before}'"),)
    assert verify(engine) == verify(engine, "INC-42") == expected
    assert verify(engine, "INC-43") == ()


def test_a_changed_last_entry_is_found_by_its_hash_and_the_read_model(engine: Engine) -> None:
    forged = _text_of(engine, "INC-43", 2).replace(b"Page on depth", b"Do nothing!!!")
    _rewrite(engine, "INC-43", 2, forged, None)

    found = verify(engine)

    assert [(one.incident, one.seq) for one in found] == [("INC-43", 2)] * 2
    assert found[0].expected == f"hash {entry_from(forged).hash()}"
    assert found[1].expected == "actions INC-43/A1: title 'Do nothing!!!'"
    assert found[1].found == "actions INC-43/A1: title 'Page on depth'"


def test_a_lost_entry_is_found(engine: Engine) -> None:
    _forge(engine, "DELETE FROM entries WHERE incident = 'INC-42' AND seq = 2")

    found = verify(engine)

    assert [(one.seq, one.expected.split()[0]) for one in found] == [(2, "seq"), (2, "prev")]


def test_a_lost_end_is_found_by_the_read_model(engine: Engine) -> None:
    _forge(engine, "DELETE FROM entries WHERE incident = 'INC-43' AND seq = 2")

    places = {one.expected.split(":")[0] for one in verify(engine)}

    assert places == {
        "incidents INC-43",
        "actions INC-43/A1",
        "factors INC-43/F1",
        "deadlines INC-43/action",
    }


def test_a_lost_incident_is_found_by_the_read_model(engine: Engine) -> None:
    _forge(engine, "DELETE FROM entries WHERE incident = 'INC-43'")

    assert Break("INC-43", 0, "nothing in incidents", "rows that no entry made") in verify(engine)
    assert verify(engine, "INC-43")[0].found == "incidents INC-43: a row"


def test_a_text_that_is_no_entry_is_found(engine: Engine) -> None:
    _rewrite(engine, "INC-43", 2, b"not an entry", None)

    found = verify(engine)

    assert [(one.incident, one.seq, one.expected) for one in found] == [
        ("INC-43", 2, "an entry in canonical form")
    ]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b'"event":"ItemAdded"', b'"event":"ItemForged"'),
        (b'"owner":"ana"', b'"ownership":"ana"'),
        (b'"person":"ana"', b'"nobody":"ana"'),
        (b'"at":"2026-03-02T13', b'"at":"2026-99-02T13'),
    ],
)
def test_an_entry_that_cannot_be_folded_is_found(
    engine: Engine, was: bytes, becomes: bytes
) -> None:
    forged = json.loads(_text_of(engine, "INC-43", 2).replace(was, becomes))
    _rewrite(engine, "INC-43", 2, canonical(forged), None)

    assert "entries that can be folded" in {one.expected for one in verify(engine)}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("command", "another"),
        ("at", NOON),
        ("prev", "0"),
        ("hash", "0"),
    ],
)
def test_what_an_entry_is_found_by_is_checked(engine: Engine, column: str, value: object) -> None:
    _forge(engine)
    here = (entries.c.incident == "INC-43") & (entries.c.seq == 2)
    with writing(engine) as connection:
        connection.execute(entries.update().where(here).values({column: value}))

    assert [(one.incident, one.seq, one.expected.split()[0]) for one in verify(engine)] == [
        ("INC-43", 2, column)
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE incidents SET title = 'x' WHERE key = 'INC-42'", "incidents INC-42: title 'x'"),
        (
            "DELETE FROM notices WHERE rung = 1",
            "notices INC-42/INC-42/gate:facts/5/1.1/max: no row",
        ),
        (
            "INSERT INTO incident_services VALUES ('INC-43', 'mail')",
            "incident_services INC-43/mail: a row",
        ),
        ("UPDATE people SET manager = 'eve' WHERE id = 'fay'", "people fay: manager 'eve'"),
        ("DELETE FROM people WHERE id = 'ana'", "people ana: no row"),
    ],
)
def test_a_changed_read_model_is_found(engine: Engine, statement: str, found: str) -> None:
    with writing(engine) as connection:
        connection.execute(text(statement))

    assert [one.found for one in verify(engine)] == [found]


def test_a_refused_opening_leaves_nothing_to_find(engine: Engine) -> None:
    append(SqlBooks(engine), "INC-44", [])

    assert verify(engine) == ()
