"""Every entry takes one place in the tree, without a gap, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.frontier import Frontier
from ledger.tiles import nodes_in
from ledger.tree import root
from store.books import SqlBooks
from store.engine import engine_for, reading, writing
from store.log import sequencer
from store.log.growing import Leaf, size_of, tiles_of
from store.log.sequencer import sequence
from store.people import People
from store.tables import leaves, pending
from tests.store.builders import ANA, LIFE, NOON, PEOPLE, append, live, rows_of


def _placed(engine: Engine) -> list[Leaf]:
    rows = rows_of(engine, leaves)
    assert [place for place, *_ in rows] == [*range(len(rows))]
    return [Leaf(*rest) for _, *rest in rows]  # type: ignore[arg-type]  # as they are stored


def _root(engine: Engine) -> bytes:
    with reading(engine) as connection:
        return root(size_of(connection), nodes_in(tiles_of(connection)))


def _root_of(placed: list[Leaf]) -> bytes:
    frontier = Frontier()
    for one in placed:
        frontier.append(bytes.fromhex(one.hash))
    return frontier.root()


def test_every_entry_of_every_stream_takes_its_place(engine: Engine) -> None:
    live(SqlBooks(engine))
    People(engine).replace_people(PEOPLE, ANA, NOON)

    assert sequence(engine) == 9
    placed = _placed(engine)
    assert [(one.incident, one.seq) for one in placed] == [
        *(("INC-42", seq) for seq in range(1, 9)),
        ("PEOPLE", 1),
    ]
    assert rows_of(engine, pending) == []
    assert _root(engine) == _root_of(placed)


def test_a_tree_without_entries_is_left_alone(engine: Engine) -> None:
    assert sequence(engine) == 0
    assert _placed(engine) == []


def test_later_entries_take_the_places_behind(engine: Engine) -> None:
    books = SqlBooks(engine)
    live(books, "INC-43")
    sequence(engine)
    before = _placed(engine)

    live(books, "INC-42")
    sequence(engine)

    assert _placed(engine)[:8] == before
    assert _root(engine) == _root_of(_placed(engine))


def test_tiles_are_whole_beyond_the_first_of_a_level(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequencer, "WAITING", sequencer.WAITING.limit(97))
    books = SqlBooks(engine)
    append(books, "INC-42", LIFE[0])
    for _ in range(600):
        append(books, "INC-42")

    assert sequence(engine) == 601
    assert _root(engine) == _root_of(_placed(engine))


def test_a_transaction_that_fails_gives_no_places(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(SqlBooks(engine))
    before = rows_of(engine, pending)
    monkeypatch.setattr(sequencer, "write", _fail)

    with pytest.raises(OSError, match="no space"):
        sequence(engine)

    assert (_placed(engine), rows_of(engine, pending)) == ([], before)


def _fail(*_: object) -> None:
    raise OSError("no space")


def test_several_sequence_at_once_while_others_write(engine: Engine, database_url: str) -> None:
    engines = [engine_for(database_url) for _ in range(2)]
    with ThreadPoolExecutor(8) as threads:
        written = [threads.submit(live, SqlBooks(engine), f"INC-{one}") for one in range(10, 22)]
        placed = [threads.submit(sequence, engines[one % 2]) for one in range(20)]
        done = [one.result() for one in placed]
        assert [one.result() for one in written] == [None] * 12
    done.append(sequence(engine))

    found = _placed(engine)
    assert sum(done) == 96
    assert len({(one.incident, one.seq) for one in found}) == len(found) == 96
    assert _root(engine) == _root_of(found)
    for one in engines:
        one.dispose()


def test_what_waits_for_no_entry_keeps_nobody_busy(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO pending VALUES ('INC-9', 1)"))

    assert sequence(engine) == 0


def test_an_entry_is_pending_by_the_database_itself(engine: Engine) -> None:
    append(SqlBooks(engine), "INC-42", LIFE[0])
    with writing(engine) as connection:
        connection.execute(
            text(
                "INSERT INTO entries SELECT 'INC-9', seq, 'c-9', hash, prev, at, text FROM entries"
            )
        )

    assert rows_of(engine, pending) == [("INC-42", 1), ("INC-9", 1)]


@pytest.mark.parametrize(
    "leaf", ["(1, 'INC-42', 1, 'forged')", "(2, 'INC-42', 1, hash)", "(0, 'INC-42', 2, hash)"]
)
def test_nobody_leaves_a_gap_or_places_what_is_no_entry(engine: Engine, leaf: str) -> None:
    append(SqlBooks(engine), "INC-42", LIFE[0])
    chosen = f"SELECT {leaf.strip('()')} FROM entries"  # noqa: S608  # a literal from above

    with pytest.raises(DBAPIError, match="leaves only grows"), writing(engine) as connection:
        connection.execute(text(f"INSERT INTO leaves {chosen}"))
