"""What lies outside is believed over the database: nothing is signed that contradicts it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

from ledger.checkpoint import checkpoint_from
from ledger.note import Ed25519Key, cosigned, note_from
from ledger.note import Note as SignedNote
from states.errors import BrokenHistoryError, InvalidError, UnreachableError
from store.books import SqlBooks
from store.engine import engine_for
from store.log.checkpoints import OtherKeyError, newest, sign
from store.log.outside import DisagreesError, Place
from store.migrate import migrate
from store.tables import checkpoints
from store.verify import verify
from tests.store.builders import ANA, LIFE, NOON, append, live, rows_of
from tests.store.log.shelves import HOUSE, OURS, THEIRS, Shelf, log_of

WITNESS = Ed25519Key("witness.example", THEIRS)


@pytest.fixture
def file(tmp_path: Path) -> Engine:
    """Open a database that can be put back from a backup."""
    engine = engine_for(f"sqlite:///{tmp_path}/retrogate.db")
    migrate(engine)
    return engine


def _back_up(engine: Engine) -> bytes:
    engine.dispose()
    return _path(engine).read_bytes()


def _put_back(engine: Engine, backup: bytes) -> None:
    engine.dispose()
    _path(engine).write_bytes(backup)


def _path(engine: Engine) -> Path:
    return Path(str(make_url(engine.url).database))


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
