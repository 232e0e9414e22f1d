"""What is signed is kept before it is shown, and never signed otherwise again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

from ledger.checkpoint import checkpoint_from, signed_checkpoint
from ledger.note import Ed25519Key, cosigned, note_from, signed_by
from ledger.note import Note as SignedNote
from ledger.tiles import nodes_in, unbundled
from ledger.tree import consistency, must_have_grown
from states.errors import BrokenHistoryError, InvalidError, UnreachableError
from store import shelf as entry_shelf
from store.books import SqlBooks
from store.engine import engine_for, reading
from store.log.checkpoints import OtherKeyError, newest, sign
from store.log.events import KeyTaken
from store.log.growing import size_of, tiles_of
from store.log.identity import note
from store.log.log import Log
from store.log.origin import Origin, origin_from
from store.log.outside import DisagreesError, Place
from store.migrate import migrate
from store.tables import checkpoints
from store.verify import verify
from tests.store.builders import ANA, LIFE, NOON, append, live, rows_of
from tests.store.log.shelves import HOUSE, OURS, THEIRS, Shelf, log_of

WITNESS = Ed25519Key("witness.example", THEIRS)


@pytest.fixture
def shelf() -> Shelf:
    """Begin with nothing published."""
    return Shelf()


@pytest.fixture
def file(tmp_path: Path) -> Engine:
    """Open a database that can be put back from a backup."""
    engine = engine_for(f"sqlite:///{tmp_path}/retrogate.db")
    migrate(engine)
    return engine


def _kept(engine: Engine) -> list[bytes]:
    with reading(engine) as connection:
        return [one.text for one in entry_shelf.every_entry(connection)]


def _back_up(engine: Engine) -> bytes:
    engine.dispose()
    return _path(engine).read_bytes()


def _put_back(engine: Engine, backup: bytes) -> None:
    engine.dispose()
    _path(engine).write_bytes(backup)


def _path(engine: Engine) -> Path:
    return Path(str(make_url(engine.url).database))


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


def test_a_database_put_back_from_a_backup_signs_nothing(file: Engine, shelf: Shelf) -> None:
    books, log = SqlBooks(file), log_of(file, shelf)
    live(books, steps=3)
    log.tend(NOON)
    backup = _back_up(file)
    live(books, "INC-43")
    log.tend(NOON)
    known = shelf.checkpoint
    _put_back(file, backup)

    with pytest.raises(DisagreesError) as refused:
        log.tend(NOON)

    assert "the shelf knows 12 entries of retrogate/a1b2c3d4e5f6" in str(refused.value)
    assert str(refused.value).endswith("and the database has 4")
    assert "retro audit restart --reason" in refused.value.hint
    assert shelf.checkpoint == known
    assert len(rows_of(file, checkpoints)) == 1


def test_a_database_that_went_on_after_it_was_put_back_signs_nothing_either(
    file: Engine, shelf: Shelf
) -> None:
    books, log = SqlBooks(file), log_of(file, shelf)
    live(books, steps=3)
    log.tend(NOON)
    backup = _back_up(file)
    live(books, "INC-43")
    log.tend(NOON)
    _put_back(file, backup)
    live(SqlBooks(file), "INC-44")
    live(SqlBooks(file), "INC-45")

    with pytest.raises(DisagreesError, match="and the database has root"):
        log.tend(NOON)


def test_a_restart_goes_on_under_another_name_and_keeps_what_lay_outside(
    file: Engine, shelf: Shelf
) -> None:
    log = log_of(file, shelf)
    live(SqlBooks(file), steps=3)
    log.tend(NOON)
    backup = _back_up(file)
    live(SqlBooks(file), "INC-43")
    log.tend(NOON)
    known = shelf.checkpoint
    _put_back(file, backup)

    origin = log.restart("disk died", NOON, ANA)
    log.tend(NOON)

    assert str(origin) == f"retrogate/{HOUSE}/2"
    assert checkpoint_from(note_from(shelf.checkpoint).text).origin == str(origin)
    aside = f"before-retrogate-{HOUSE}-2/checkpoint"
    assert shelf.files[aside].decode() == known
    append(SqlBooks(file), "INC-44", LIFE[0])
    assert log.tend(NOON) == newest(file)
    assert verify(file) == ()


def test_who_restarted_is_gone_from_an_even_older_backup(file: Engine, shelf: Shelf) -> None:
    log = log_of(file, shelf)
    live(SqlBooks(file), steps=3)
    log.tend(NOON)
    backup = _back_up(file)
    live(SqlBooks(file), "INC-43")
    log.tend(NOON)
    _put_back(file, backup)
    log.restart("disk died", NOON, ANA)
    log.tend(NOON)
    _put_back(file, backup)

    with pytest.raises(DisagreesError, match=f"and the database is of retrogate/{HOUSE}$"):
        log.tend(NOON)
    assert str(log.restart("again", NOON, ANA)) == f"retrogate/{HOUSE}/3"


def test_nothing_is_restarted_where_nothing_is_wrong(engine: Engine, shelf: Shelf) -> None:
    log = log_of(engine, shelf)
    log.refresh(NOON)

    with pytest.raises(InvalidError, match="nothing outside disagrees"):
        log.restart("for fun", NOON, ANA)
    with pytest.raises(OtherKeyError):
        log_of(engine, shelf, key=None).restart("for fun", NOON, ANA)


def test_a_key_that_the_database_forgot_signs_nothing(file: Engine, shelf: Shelf) -> None:
    log = log_of(file, shelf)
    backup = _back_up(file)
    log.refresh(NOON)
    _put_back(file, backup)

    with pytest.raises(DisagreesError, match="does not know the key that signed it"):
        log.refresh(NOON)


def test_a_witness_is_believed_where_our_own_folder_was_put_back_as_well(
    file: Engine, shelf: Shelf
) -> None:
    live(SqlBooks(file), steps=3)
    log_of(file, shelf).tend(NOON)
    backup, before = _back_up(file), dict(shelf.files)
    live(SqlBooks(file), "INC-43")
    log_of(file, shelf).tend(NOON)
    witness = Place("https://witness.example", _seen(shelf.checkpoint), WITNESS.cosigner)
    _put_back(file, backup)
    shelf.files = before

    with pytest.raises(DisagreesError, match=r"https://witness\.example knows 12 entries"):
        log_of(file, shelf, witness).refresh(NOON)


def _seen(checkpoint: str, *, honest: bool = True) -> Callable[[], str]:
    seen = note_from(checkpoint)
    line = cosigned(WITNESS, seen.text, 1_700_000_000)
    signatures = (*seen.signatures, line) if honest else seen.signatures
    return lambda: str(SignedNote(seen.text, signatures))


def test_a_witness_that_did_not_sign_is_not_believed(engine: Engine, shelf: Shelf) -> None:
    log_of(engine, shelf).refresh(NOON)
    witness = Place("w", _seen(shelf.checkpoint, honest=False), WITNESS.cosigner)

    with pytest.raises(InvalidError, match=r"w is no checkpoint of ours: witness\.example did not"):
        log_of(engine, shelf, witness).refresh(NOON)


def test_a_witness_who_has_seen_nothing_yet_stops_nobody(engine: Engine, shelf: Shelf) -> None:
    witness = Place("w", lambda: None, WITNESS.cosigner)

    assert log_of(engine, shelf, witness).refresh(NOON) is not None


def test_a_witness_that_does_not_answer_stops_nobody(engine: Engine, shelf: Shelf) -> None:
    away = Shelf(broken=True)
    witness = Place("w", lambda: str(away.read("checkpoint")), WITNESS.cosigner)

    assert log_of(engine, shelf, witness).refresh(NOON) is not None


def test_nothing_is_signed_while_nobody_can_tell_what_lies_outside(
    engine: Engine, shelf: Shelf
) -> None:
    log = log_of(engine, shelf)
    log.refresh(NOON)
    append(SqlBooks(engine), "INC-42", LIFE[0])
    shelf.broken = True

    with pytest.raises(UnreachableError):
        log.tend(NOON)
    assert len(rows_of(engine, checkpoints)) == 1


@pytest.mark.parametrize("rubbish", [b"hello\n", b"a\n\nb", b"\xff\xfe"])
def test_what_is_no_checkpoint_is_not_overwritten(
    engine: Engine, shelf: Shelf, rubbish: bytes
) -> None:
    shelf.files["checkpoint"] = rubbish

    with pytest.raises(InvalidError, match="no checkpoint of ours"):
        log_of(engine, shelf).refresh(NOON)
    assert shelf.files == {"checkpoint": rubbish}


def test_two_installations_do_not_share_a_folder(
    engine: Engine, shelf: Shelf, tmp_path: Path
) -> None:
    other = engine_for(f"sqlite:///{tmp_path}/other/retrogate.db")
    migrate(other)
    log_of(other, shelf, house="000000000000").refresh(NOON)

    with pytest.raises(InvalidError, match="has the log retrogate/000000000000, and this is ret"):
        log_of(engine, shelf).refresh(NOON)


def test_a_tree_that_lost_what_was_signed_of_it_is_signed_no_more(
    file: Engine, shelf: Shelf
) -> None:
    live(SqlBooks(file))
    log_of(file, shelf).tend(NOON)
    with file.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER tiles_no_update")
        connection.exec_driver_sql("UPDATE tiles SET hashes = zeroblob(length(hashes))")
        connection.commit()

    with pytest.raises(BrokenHistoryError, match="9 entries were signed, and the tree has root"):
        sign(file, HOUSE, (Ed25519Key(f"retrogate/{HOUSE}", OURS),), NOON)


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
