"""A worker's role does a worker's work, and nothing that was written can be changed with it."""

from collections.abc import Iterator
from itertools import starmap
from uuid import uuid4

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError

from activities.delivery.attempts import LEASE, Answer
from activities.delivery.parcels import Parcel
from activities.delivery.routing import Try
from store.attempts import Attempts
from store.books import SqlBooks
from store.engine import engine_for, writing
from store.grants import WORKER, grants
from store.history import History
from store.people import People
from store.tables import METADATA
from store.verify import verify
from tests.store.builders import ANA, LIFE, NOON, PEOPLE, add, append, everything, live
from tests.store.log.shelves import Shelf, log_of

# fmt: off
UPDATES = (
    ("entries", "seq"), ("policies", "text"), ("leaves", "hash"), ("checkpoints", "root"),
    ("pending", "seq"), ("installation", "id"), ("alembic_version", "version_num"),
)
KEPT = ("entries", "policies", "leaves", "checkpoints", "tiles", "installation", "attempts")
FORBIDDEN = (
    *starmap("UPDATE {} SET {} = NULL".format, UPDATES),
    *map("DELETE FROM {}".format, KEPT),
    *map("TRUNCATE {} CASCADE".format, METADATA.tables),
    *map("ALTER TABLE {} DISABLE TRIGGER ALL".format, WORKER),
    "DROP TRIGGER entries_guard ON entries",
    "DROP TABLE entries",
    "ALTER TABLE entries RENAME TO forgotten",
    "CREATE RULE forged AS ON INSERT TO people DO INSTEAD DELETE FROM entries",
    """
    CREATE OR REPLACE FUNCTION entries_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RETURN OLD; END $$
    """,
    "SET session_replication_role = replica",
    "INSERT INTO installation VALUES ('theirs', now())",
    "INSERT INTO entries SELECT * FROM entries ON CONFLICT (incident, seq) DO UPDATE SET seq = 9",
    "COPY entries FROM PROGRAM 'cat /etc/passwd'",
    "MERGE INTO entries USING (SELECT 1) AS one ON seq = 1 WHEN MATCHED THEN DELETE",
)
# fmt: on


@pytest.fixture
def roles(postgres_url: str, engine: Engine) -> Iterator[tuple[str, str]]:
    """Make a worker's role and a reader's, with the rights that we print."""
    names = (f"worker_{uuid4().hex}", f"reader-{uuid4().hex}")
    schema = str(make_url(postgres_url).query["options"]).removeprefix("-c search_path=")
    with writing(engine) as connection:
        for one in names:
            connection.execute(text(f'CREATE ROLE "{one}"'))
            connection.execute(text(f'GRANT USAGE ON SCHEMA {schema} TO "{one}"'))
        for _ in range(2):  # once more after each upgrade
            for line in grants(names[0], names[1:]):
                connection.execute(text(line))
    yield names
    with writing(engine) as connection:
        for one in names:
            connection.execute(text(f'DROP OWNED BY "{one}"'))
            connection.execute(text(f'DROP ROLE "{one}"'))


def _as(url: str, role: str) -> Engine:
    options = f"{make_url(url).query['options']} -c role={role}"
    changed = make_url(url).update_query_dict({"options": options})
    return engine_for(changed.render_as_string(hide_password=False))


@pytest.fixture
def worker(postgres_url: str, roles: tuple[str, str]) -> Iterator[Engine]:
    """Open the database as a worker does."""
    engine = _as(postgres_url, roles[0])
    yield engine
    engine.dispose()


on_postgres = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@on_postgres
def test_a_worker_can_do_its_work(worker: Engine) -> None:
    books = SqlBooks(worker)
    with books.turn("INC-42") as turn:
        turn.keep_policy("digest-1", "text")
        add(turn, LIFE[0])
    live(books, "INC-43")
    People(worker).replace_people(PEOPLE, ANA, NOON)
    attempts, mail = Attempts(worker), Try("mail", "default")
    begun = attempts.begin(Parcel("k1"), mail, now=NOON, lease=NOON + LEASE)
    assert begun is not None
    attempts.end(begun, Answer.TAKEN, "", NOON)
    shelf = Shelf()
    log_of(worker, shelf).refresh(NOON)
    append(books, "INC-43", LIFE[0])
    log_of(worker, shelf).tend(NOON)

    assert "checkpoint" in shelf.files
    assert verify(worker) == ()


@on_postgres
@pytest.mark.parametrize("way", FORBIDDEN)
def test_a_worker_can_change_nothing_that_was_written(
    engine: Engine, worker: Engine, way: str
) -> None:
    live(SqlBooks(worker), steps=2)
    log_of(worker, Shelf()).refresh(NOON)
    before = everything(engine)

    with (
        pytest.raises(DBAPIError, match=r"denied|must be owner|only grows"),
        writing(worker) as connection,
    ):
        connection.execute(text(way))

    assert everything(engine) == before


@on_postgres
def test_a_reader_reads_and_no_more(
    engine: Engine, postgres_url: str, roles: tuple[str, str]
) -> None:
    live(SqlBooks(engine))
    reader = _as(postgres_url, roles[1])

    assert len(History(reader).entries_of("INC-42")) == 8
    for table in METADATA.sorted_tables:
        with (
            pytest.raises(DBAPIError, match="permission denied"),
            writing(reader) as connection,
        ):
            connection.execute(table.insert().from_select([*table.columns], table.select()))
    reader.dispose()
