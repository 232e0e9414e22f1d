"""What is signed is kept before it is shown, and never signed otherwise again."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from sqlalchemy import Engine

from ledger.checkpoint import signed_checkpoint
from ledger.note import Ed25519Key, note_from, signed_by
from ledger.tiles import nodes_in, unbundled
from ledger.tree import consistency, must_have_grown
from store import shelf as entry_shelf
from store.books import SqlBooks
from store.engine import engine_for, reading
from store.log.checkpoints import OtherKeyError, newest, sign
from store.log.events import KeyTaken
from store.log.growing import size_of, tiles_of
from store.log.identity import note
from store.log.log import Log
from store.log.origin import Origin, origin_from
from store.tables import checkpoints
from store.verify import verify
from tests.store.builders import ANA, LIFE, NOON, append, live, rows_of
from tests.store.log.shelves import HOUSE, OURS, THEIRS, Shelf, log_of

WITNESS = Ed25519Key("witness.example", THEIRS)


def _kept(engine: Engine) -> list[bytes]:
    with reading(engine) as connection:
        return [one.text for one in entry_shelf.every_entry(connection)]


def test_what_was_written_is_signed_and_published(engine: Engine, shelf: Shelf) -> None:
    live(SqlBooks(engine))

    signed = log_of(engine, shelf).tend(NOON)

    assert signed is not None
    verifier = Ed25519Key(f"retrogate/{HOUSE}", OURS).verifier
    assert signed_checkpoint(note_from(shelf.checkpoint), verifier) == signed.checkpoint
    assert signed.checkpoint.size == 9  # the key that was taken is in the history, too
    assert sorted(unbundled(shelf.files["tile/entries/000.p/9"])) == sorted(_kept(engine))
    assert len(shelf.files["tile/0/000.p/9"]) == 9 * 32
    assert shelf.written[-1] == "checkpoint"
    assert verify(engine) == ()


def test_the_key_that_signs_is_in_the_history(engine: Engine, shelf: Shelf) -> None:
    log = log_of(engine, shelf)
    log.refresh(NOON)

    assert log.identity.origin == Origin(HOUSE)
    assert log.identity.keys == (Ed25519Key(f"retrogate/{HOUSE}", OURS).verifier,)


def test_nothing_is_done_where_nothing_is_left_to_do(engine: Engine, shelf: Shelf) -> None:
    live(SqlBooks(engine))
    log = log_of(engine, shelf)
    first = log.tend(NOON)
    shelf.written.clear()

    assert log.tend(NOON) == first
    assert shelf.written == []


def test_every_checkpoint_grows_out_of_the_one_before(engine: Engine, shelf: Shelf) -> None:
    log, signed = log_of(engine, shelf), []
    books = SqlBooks(engine)
    append(books, "INC-42", LIFE[0])
    for _ in range(6):
        append(books, "INC-42")
        signed.append(log.tend(NOON))

    sizes = [one.checkpoint for one in signed if one]
    with reading(engine) as connection:
        nodes = nodes_in(tiles_of(connection))
        for old, new in pairwise(sizes):
            proof = consistency(old.size, new.size, nodes)
            must_have_grown(old.size, old.root, new.size, new.root, proof)
    assert [row[0] for row in rows_of(engine, checkpoints)] == [3, 4, 5, 6, 7, 8]


def test_parts_of_a_tile_give_way_to_the_whole(engine: Engine, shelf: Shelf) -> None:
    log, books = log_of(engine, shelf), SqlBooks(engine)
    append(books, "INC-42", LIFE[0])
    log.tend(NOON)
    for _ in range(300):
        append(books, "INC-42")
    log.tend(NOON)

    assert sorted(shelf.files) == [
        "checkpoint",
        "tile/0/000",
        "tile/0/001.p/46",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/46",
    ]


def test_a_folder_that_is_new_gets_everything(engine: Engine, shelf: Shelf) -> None:
    live(SqlBooks(engine))
    log_of(engine, shelf).tend(NOON)

    other = Shelf()
    log_of(engine, other).tend(NOON)

    assert other.files == shelf.files


def test_whoever_publishes_is_not_disturbed(engine: Engine, shelf: Shelf) -> None:
    live(SqlBooks(engine))
    shelf.taken = True

    log_of(engine, shelf).tend(NOON)

    assert shelf.files == {}


def test_without_a_key_everything_but_signing_goes_on(engine: Engine, shelf: Shelf) -> None:
    live(SqlBooks(engine))
    keyless = log_of(engine, shelf, key=None)

    assert keyless.tend(NOON) is None
    with reading(engine) as connection:
        assert size_of(connection) == 8

    log_of(engine, Shelf()).tend(NOON)
    assert keyless.tend(NOON) == newest(engine)
    assert shelf.checkpoint == str(keyless.tend(NOON).note)  # type: ignore[union-attr]  # as above


def test_who_comes_second_with_a_key_does_not_sign(engine: Engine, shelf: Shelf) -> None:
    log_of(engine, Shelf()).refresh(NOON)
    second = log_of(engine, shelf, key=THEIRS)
    append(SqlBooks(engine), "INC-42", LIFE[0])

    signed = second.tend(NOON)

    assert signed is not None
    assert signed.checkpoint.size == 1
    with pytest.raises(OtherKeyError, match="is not the one that signs retrogate/a1b2c3d4e5f6"):
        sign(engine, HOUSE, (Ed25519Key(f"retrogate/{HOUSE}", THEIRS),), NOON)


def test_a_new_key_signs_once_it_was_taken(engine: Engine, shelf: Shelf) -> None:
    log_of(engine, shelf).refresh(NOON)
    key = Ed25519Key(f"retrogate/{HOUSE}", THEIRS)
    note(engine, KeyTaken(str(key.verifier), "the old one leaked"), NOON, ANA)

    log_of(engine, shelf, key=THEIRS).tend(NOON)

    assert signed_checkpoint(note_from(shelf.checkpoint), key.verifier).size == 2
    assert verify(engine) == ()


def test_several_workers_sign_one_history(engine: Engine, database_url: str, shelf: Shelf) -> None:
    engines = [engine_for(database_url) for _ in range(3)]
    logs: list[Log] = [log_of(one, Shelf()) for one in engines]
    with ThreadPoolExecutor(6) as threads:
        writing = [threads.submit(live, SqlBooks(engine), f"INC-{one}") for one in range(10, 14)]
        tending = [threads.submit(logs[one % 3].tend, NOON) for one in range(12)]
        assert [one.result() for one in writing] == [None] * 4
        assert len([one.result() for one in tending]) == 12
    for log in logs:
        log.tend(NOON)

    shown = [log.folder.read("checkpoint") for log in logs]
    assert len({*shown}) == 1
    sizes = [row[0] for row in rows_of(engine, checkpoints)]
    assert len(sizes) == len({*sizes})
    assert len(signed_by(note_from(shown[0].decode()), logs[0].identity.keys)) == 1  # type: ignore[union-attr]  # published
    for one in engines:
        one.dispose()


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("retrogate/ab", Origin("ab")),
        ("retrogate/ab/2", Origin("ab", 2)),
        ("retrogate/ab/1", None),
        ("retrogate/ab/x", None),
        ("retrogate/ab/02", None),
        ("example.com/log", None),
    ],
)
def test_an_origin_has_one_way_to_be_written(written: str, origin: Origin | None) -> None:
    assert origin_from(written) == origin
