"""After an honest restore the log goes on under a new name, and what was lost is on record."""

from pathlib import Path

import pytest

from cli.installation.log_keeping import log_of, log_to_keep
from ledger.checkpoint import checkpoint_from, signed_checkpoint
from ledger.note import note_from
from store.tables import LOG
from tests.cli.offline import Terminal

WHY = ("--reason", "The disk died")


@pytest.fixture
def restored(here: Terminal) -> Terminal:
    """Sit down where the database was put back as it was before what was signed last."""
    log_to_keep(here.app()).refresh(here.now)
    backup = _database(here).read_bytes()
    here.open("INC-1")
    log_of(here.app()).tend(here.now)
    for one in here.home.glob("retro.db*"):
        one.unlink()
    _database(here).write_bytes(backup)
    return here


def _database(here: Terminal) -> Path:
    app = here.app()
    with app.database.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    app.database.dispose()
    return here.home / "retro.db"


def test_a_database_that_is_behind_signs_nothing_and_names_the_way(restored: Terminal) -> None:
    ended = restored("audit", "checkpoint")

    assert ended.code == 3
    assert "knows 3 entries" in ended.err
    assert "the database has 2" in ended.err
    assert "retro audit restart --reason" in ended.err


def test_the_log_goes_on_under_a_new_name(restored: Terminal) -> None:
    old = log_of(restored.app()).identity.origin

    ended = restored("audit", "restart", *WHY, "--yes")

    assert ended.code == 0, ended.err
    checkpoint = checkpoint_from(note_from(ended.out).text)
    assert checkpoint.origin == f"{old}/2"
    assert checkpoint.size == 3
    assert f"the log goes on as {old}/2, with 3 entries" in ended.err
    assert restored("audit", "checkpoint").code == 0
    aside = restored.home / "log" / f"before-{str(old).replace('/', '-')}-2" / "checkpoint"
    assert checkpoint_from(note_from(aside.read_text()).text).size == 3


def test_what_was_known_last_who_said_so_and_why_is_an_entry(restored: Terminal) -> None:
    restored("audit", "restart", *WHY, "--yes")

    entry = restored.app().history.entries_of(LOG)[-1]

    assert entry.actor == {"person": "fay", "via": "cli"}
    (event,) = entry.events
    assert event["event"] == "LogRestarted"
    assert (event["size"], event["reason"]) == (3, "The disk died")


def test_it_is_asked_about_first(restored: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = restored("audit", "restart", *WHY)

    assert ended.code == 2
    assert "nobody is there to be asked" in ended.err
    assert "agree beforehand: --yes" in ended.err

    monkeypatch.setattr("cli.reading.consent.is_anyone_there", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)

    ended = restored("audit", "restart", *WHY)

    assert ended.code == 1
    assert ended.err.startswith("nothing was changed")
    assert len(restored.app().history.entries_of(LOG)) == 1

    monkeypatch.setattr("click.confirm", lambda *_, **__: True)

    assert restored("audit", "restart", *WHY).code == 0


def test_nothing_is_restarted_where_nothing_is_wrong(here: Terminal) -> None:
    log_to_keep(here.app()).refresh(here.now)

    ended = here("audit", "restart", *WHY)

    assert ended.code == 2
    assert "nothing outside disagrees with the database" in ended.err


def test_only_somebody_who_is_here_restarts(restored: Terminal) -> None:
    assert restored("audit", "restart", *WHY, "--yes", acting="nobody").code == 4
    assert len(restored.app().history.entries_of(LOG)) == 1


def test_where_the_key_is_lost_as_well_a_new_one_signs(restored: Terminal) -> None:
    old = log_of(restored.app()).identity.key
    (restored.home / "keys" / "log.key").unlink()

    ended = restored("audit", "restart", *WHY, "--yes")

    identity = log_of(restored.app()).identity
    assert ended.code == 0, ended.err
    assert old is not None
    assert identity.key is not None
    assert identity.key.public != old.public
    assert signed_checkpoint(note_from(ended.out), identity.key).size == 3
