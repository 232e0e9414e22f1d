"""Whoever serves keeps the log: it is sequenced, signed and published, and said where it is not."""

import asyncio
import json
import logging
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cli.installation import log_keeping
from cli.installation.log_keeping import keep, log_of, log_to_keep
from ledger.checkpoint import signed_checkpoint
from ledger.note import COSIGNATURE, note_from
from store.log.sequencer import sequence
from tests.cli.offline import Terminal
from tests.cli.test_settings import WITNESS


def _keep_for(here: Terminal, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_keeping, "SECONDS", 0.05)

    async def some_time() -> None:
        keeping = asyncio.create_task(keep(here.app()))
        await asyncio.sleep(seconds)
        assert not keeping.done()
        keeping.cancel()

    asyncio.run(some_time())


def test_the_first_start_makes_a_key_and_signs(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    _keep_for(here, 1, monkeypatch)

    log = log_of(here.app())
    assert log.identity.key is not None
    note = note_from((here.home / "log" / "checkpoint").read_text())
    assert signed_checkpoint(note, log.identity.key).size == 2
    assert (here.home / "keys" / "log.key").stat().st_mode & 0o777 == 0o600


def test_what_is_written_later_is_signed_within_moments(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    _keep_for(here, 0.5, monkeypatch)
    here.open("INC-42")

    _keep_for(here, 0.5, monkeypatch)

    assert "\n3\n" in (here.home / "log" / "checkpoint").read_text()


def test_a_log_that_others_sign_gets_no_second_key(here: Terminal) -> None:
    log_to_keep(here.app()).refresh(here.now)
    (here.home / "keys" / "log.key").unlink()

    assert log_to_keep(here.app()).key is None
    assert not (here.home / "keys" / "log.key").exists()


def test_what_stands_in_the_way_is_told_once_and_serving_goes_on(
    here: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (here.home / "log").mkdir()
    (here.home / "log" / "checkpoint").write_text("hello")

    with caplog.at_level(logging.ERROR):
        _keep_for(here, 0.7, monkeypatch)

    said = capsys.readouterr().err
    assert said.count("the log of all entries stands still: what lies at") == 1
    assert len(caplog.records) == 1


def test_even_what_nobody_thought_of_does_not_stop_it(
    here: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("store.log.log.sequence", lambda _: 1 // 0)

    _keep_for(here, 0.5, monkeypatch)

    assert "stands still: ZeroDivisionError" in capsys.readouterr().err


def test_the_key_the_folder_and_the_witnesses_are_as_they_were_set(
    here: Terminal, tmp_path: Path
) -> None:
    here.variables.update(
        RETRO_LOG_KEY=str(tmp_path / "log.pem"),
        RETRO_LOG_DIR=str(tmp_path / "elsewhere"),
        RETRO_WITNESSES=f"{WITNESS} {tmp_path / 'seen'}",
    )
    (tmp_path / "seen").write_text("a note")

    log = log_to_keep(here.app())

    assert isinstance(log.key, Ed25519PrivateKey)
    assert (tmp_path / "log.pem").exists()
    assert log.folder.name == str(tmp_path / "elsewhere")
    (witness,) = log.witnesses
    assert (witness.name, witness.newest()) == (str(tmp_path / "seen"), "a note")
    assert witness.cosigner is not None
    assert (witness.cosigner.name, witness.cosigner.kind) == ("w.example", COSIGNATURE)


def _said_of_the_log(here: Terminal) -> dict[str, object]:
    rows = json.loads(here("doctor", "--json").out)
    return next(one for one in rows if one["check"] == "log")


def test_a_doctor_says_how_far_the_log_has_come(here: Terminal) -> None:
    log_to_keep(here.app()).refresh(here.now)

    said = _said_of_the_log(here)

    assert said["well"] is True
    assert said["found"] == f"retrogate/{here.app().installation.id}, 2 entries signed"


def test_a_doctor_gives_an_entry_a_moment_and_then_misses_its_signature(here: Terminal) -> None:
    assert _said_of_the_log(here)["well"] is True
    here.later(seconds=11)

    said = _said_of_the_log(here)

    assert said["well"] is False
    assert said["found"] == "entries wait to be signed since 2026-03-10 12:00 UTC"


def test_a_doctor_finds_entries_that_have_a_place_and_no_signature(here: Terminal) -> None:
    sequence(here.app().engine)

    assert _said_of_the_log(here)["found"] == "1 entries of 1 are not signed"


def test_a_doctor_finds_a_database_that_was_put_back(here: Terminal) -> None:
    backup = (here.home / "retro.db").read_bytes()
    log = log_to_keep(here.app())
    log.refresh(here.now)
    log.engine.dispose()
    (here.home / "retro.db").write_bytes(backup)

    said = _said_of_the_log(here)

    assert said["well"] is False
    assert "knows 2 entries of retrogate/" in str(said["found"])
    assert "retro audit restart --reason" in str(said["fix"])
