"""Whatever somebody changes behind our back is found, and nothing else is."""

import json

import pytest
from sqlalchemy import Engine, text

from ledger.canonical import canonical, leaf_hash
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
        "DROP TRIGGER IF EXISTS entries_no_update",
        "DROP TRIGGER IF EXISTS entries_no_delete",
        "DROP TRIGGER IF EXISTS entries_no_replace",
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


def _altered(seq: int, was: bytes, forged: bytes) -> Break:
    content = "content with the hash"
    return Break("INC-42", seq, f"{content} {leaf_hash(was)}", f"{content} {leaf_hash(forged)}")


@pytest.mark.parametrize("seq", [1, 2, 7, 8])
def test_an_altered_entry_is_named_itself_and_alone(engine: Engine, seq: int) -> None:
    was = _text_of(engine, "INC-42", seq)
    forged = was.replace(b'"via":"cli"', b'"via":"CLI"')
    _rewrite(engine, "INC-42", seq, forged, None)

    expected = (_altered(seq, was, forged),)
    assert verify(engine) == verify(engine, "INC-42") == expected
    assert verify(engine, "INC-43") == ()


def test_text_that_a_forger_left_where_bytes_stood_is_found(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("this database refuses text where bytes stand")
    was = _text_of(engine, "INC-42", 2)
    _forge(
        engine,
        "UPDATE entries SET text = replace(text, 'cli', 'CLI') WHERE incident='INC-42' AND seq=2",
    )

    found = verify(engine, "INC-42")

    assert found == (_altered(2, was, was.replace(b"cli", b"CLI")),)


def test_an_entry_that_was_altered_with_its_hash_is_named_by_the_next_one(engine: Engine) -> None:
    was = _text_of(engine, "INC-42", 2)
    forged = was.replace(b'"priority":"P1"', b'"priority":"P2"')
    _rewrite(engine, "INC-42", 2, forged, entry_from(forged).hash())

    assert verify(engine, "INC-42") == (_altered(2, was, forged),)


def test_two_altered_entries_in_a_row_are_both_named(engine: Engine) -> None:
    for seq in (3, 4):
        forged = _text_of(engine, "INC-42", seq).replace(b'"via":"cli"', b'"via":"CLI"')
        _rewrite(engine, "INC-42", seq, forged, None)

    assert [one.seq for one in verify(engine)] == [3, 4]


def test_a_last_entry_that_was_altered_with_its_hash_is_found_by_the_read_model(
    engine: Engine,
) -> None:
    forged = _text_of(engine, "INC-43", 2).replace(b'"priority":"P1"', b'"priority":"P2"')
    _rewrite(engine, "INC-43", 2, forged, entry_from(forged).hash())

    (found,) = verify(engine)

    assert (found.incident, found.seq) == ("INC-43", 2)
    assert found.expected == "actions INC-43/A1: priority “P2”"
    assert found.found == "actions INC-43/A1: priority “P1”"


def test_a_text_that_was_altered_beside_its_entry_is_found(engine: Engine) -> None:
    _forge(
        engine,
        *(
            ["DROP TRIGGER seals_no_update"]
            if engine.dialect.name == "sqlite"
            else ["DROP TRIGGER seals_guard ON seals"]
        ),
        "UPDATE seals SET text = 'Do nothing' WHERE incident = 'INC-43' AND text = 'Page on depth'",
    )

    (found,) = verify(engine)

    assert (found.incident, found.seq) == ("INC-43", 2)
    assert "is not the one that was sealed" in found.found


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


@pytest.mark.parametrize(
    ("stream", "row"), [("PEOPLE", "people ana"), ("POLICIES", "published d1")]
)
def test_a_lost_history_that_is_no_incidents_is_found_by_its_rows(
    engine: Engine, stream: str, row: str
) -> None:
    _forge(
        engine,
        "DELETE FROM entries WHERE incident IN ('PEOPLE', 'POLICIES')",
        "INSERT INTO published VALUES"
        " ('d1', 'default', '1.0.0', 'in force', '2026-03-02 12:00:00', 'ana', '', NULL)",
    )

    assert Break(stream, 0, f"{row}: no row", f"{row}: a row") in verify(engine)


def test_a_text_that_is_no_entry_is_found(engine: Engine) -> None:
    _rewrite(engine, "INC-43", 2, b"not an entry", leaf_hash(b"not an entry"))

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
    forged = canonical(json.loads(_text_of(engine, "INC-43", 2).replace(was, becomes)))
    _rewrite(engine, "INC-43", 2, forged, leaf_hash(forged))

    assert "entries that can be folded" in {one.expected for one in verify(engine)}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("command", "another"),
        ("at", NOON),
        ("prev", "0"),
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


def test_a_hash_beside_an_entry_that_is_not_its_own_is_found(engine: Engine) -> None:
    text_of = {seq: _text_of(engine, "INC-42", seq) for seq in (2, 8)}
    _rewrite(engine, "INC-42", 2, text_of[2], "0")
    beside = verify(engine)
    _rewrite(engine, "INC-42", 8, text_of[8], "0")
    last = verify(engine)

    assert [(one.seq, one.found) for one in beside] == [(2, "hash “0”")]
    assert [(one.seq, one.expected) for one in last] == [(8, "content with the hash 0")]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE incidents SET title = 'x' WHERE key = 'INC-42'", "incidents INC-42: title “x”"),
        (
            "DELETE FROM notices WHERE rung = 1",
            "notices INC-42/INC-42/gate:facts/5/1.1/max: no row",
        ),
        (
            "INSERT INTO incident_services VALUES ('INC-43', 'mail')",
            "incident_services INC-43/mail: a row",
        ),
        ("UPDATE people SET manager = 'eve' WHERE id = 'fay'", "people fay: manager “eve”"),
        ("UPDATE people SET zone = '' WHERE id = 'fay'", "people fay: zone nothing"),
        (
            "UPDATE incidents SET entered = '2026-03-01 10:00:00' WHERE key = 'INC-42'",
            "incidents INC-42: entered 2026-03-01T10:00:00.000000Z",
        ),
        ("UPDATE incidents SET seq = 7 WHERE key = 'INC-42'", "incidents INC-42: seq 7"),
        (
            """UPDATE incidents SET services = '["a","b"]' WHERE key = 'INC-42'""",
            "incidents INC-42: services a, b",
        ),
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
