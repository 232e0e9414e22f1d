"""Another key signs from the next checkpoint on, and who knows only the old one learns of it."""

import asyncio
import json
from pathlib import Path

import pytest

from cli.app import App
from cli.installation import log_keeping, log_rotation
from cli.installation.log_keeping import keep, log_of, log_to_keep
from connectors.log_key import make_key, read_key
from ledger.note import Ed25519Key, note_from, signed_by
from states.errors import InvalidError
from tests.cli.offline import Terminal
from tests.cli.test_settings import WITNESS

WHY = ("--reason", "A copy was stolen")


@pytest.fixture
def signed(here: Terminal) -> Terminal:
    """Sit down at a terminal whose log has been signed."""
    log_to_keep(here.app()).refresh(here.now)
    return here


def _rows(here: Terminal) -> list[dict[str, str]]:
    return [*json.loads(here("audit", "keys", "-o", "json").out)]


def _rotate(here: Terminal) -> str:
    ended = here("audit", "rotate", *WHY)
    assert ended.code == 0, ended.err
    return ended.out.strip()


def test_before_anybody_signed_there_is_no_key(here: Terminal) -> None:
    ended = here("audit", "keys")

    assert ended.code == 0
    assert ended.err == "nobody has signed yet · the first start makes a key: retro up\n"


def test_the_key_that_signs_is_listed_with_where_it_lies(signed: Terminal) -> None:
    (row,) = _rows(signed)

    assert row["key"] == str(log_of(signed.app()).identity.key)
    assert row["role"] == "signs"
    assert row["by"] == "retrogate"
    assert row["lies"] == str(signed.home / "keys" / "log.key")


def test_keys_of_witnesses_are_listed(signed: Terminal, tmp_path: Path) -> None:
    signed.variables["RETRO_WITNESSES"] = f"{WITNESS} {tmp_path / 'seen'}"

    row = _rows(signed)[-1]

    assert (row["key"], row["role"], row["lies"]) == (WITNESS, "witness", str(tmp_path / "seen"))


def test_a_new_key_signs_and_the_old_one_beside_it_for_the_last_time(signed: Terminal) -> None:
    old = log_of(signed.app()).identity.key
    new = _rotate(signed)

    log = log_of(signed.app())
    assert old is not None
    assert log.identity.keys[0] == old
    assert str(log.identity.key) == new
    handed = note_from((signed.home / "log" / "checkpoint").read_text())
    assert [*signed_by(handed, log.identity.keys)] == [log.identity.key, old]

    signed.open("INC-1")
    log.tend(signed.now)

    after = note_from((signed.home / "log" / "checkpoint").read_text())
    assert [*signed_by(after, log.identity.keys)] == [log.identity.key]


def test_who_rotated_when_and_why_is_an_entry(signed: Terminal) -> None:
    _rotate(signed)

    new, old = _rows(signed)
    assert (new["role"], new["by"], new["reason"]) == ("signs", "fay", "A copy was stolen")
    assert (old["role"], old["lies"]) == ("signed before", "")


def test_the_old_key_is_kept_beside_the_new_one(signed: Terminal) -> None:
    keys = signed.home / "keys"
    before, old = (keys / "log.key").read_bytes(), log_of(signed.app()).identity.key

    _rotate(signed)

    assert old is not None
    assert sorted(one.name for one in keys.iterdir()) == ["log.key", f"log.key.{old.id.hex()}"]
    assert (keys / f"log.key.{old.id.hex()}").read_bytes() == before
    assert {one.stat().st_mode & 0o777 for one in keys.iterdir()} == {0o600}


def test_a_machine_with_another_key_lets_that_one_sign(signed: Terminal) -> None:
    file = signed.home / "keys" / "log.key"
    file.unlink()
    mine = make_key(file)

    new = _rotate(signed)

    log = log_of(signed.app())
    assert new == str(Ed25519Key(str(log.identity.origin), mine).verifier)
    assert sorted(one.name for one in file.parent.iterdir()) == ["log.key"]
    note = note_from((signed.home / "log" / "checkpoint").read_text())
    assert len(note.signatures) == 1


def test_a_machine_without_a_key_makes_one(signed: Terminal) -> None:
    (signed.home / "keys" / "log.key").unlink()

    assert _rotate(signed) == str(log_of(signed.app()).identity.key)
    assert read_key(signed.home / "keys" / "log.key") is not None


def test_what_was_cut_short_is_ended_by_the_next_run(
    signed: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(log_rotation, "change_key", _fail)
        assert signed("audit", "rotate", *WHY).code == 2
    assert len(_rows(signed)) == 2
    assert log_of(signed.app()).refresh(signed.now) is not None

    new = _rotate(signed)

    assert _rows(signed)[0]["key"] == new
    assert len(_rows(signed)) == 2
    names = [one.name for one in (signed.home / "keys").iterdir()]
    assert len(names) == 2
    assert "log.key.new" not in names


def _fail(*_: object) -> None:
    raise InvalidError("the power failed")


def test_only_somebody_who_is_here_rotates(signed: Terminal) -> None:
    ended = signed("audit", "rotate", *WHY, acting="nobody")

    assert ended.code == 4
    assert "“nobody” is not a person in the people directory" in ended.err
    assert len(_rows(signed)) == 1
    assert [one.name for one in (signed.home / "keys").iterdir()] == ["log.key"]


def test_nothing_is_handed_over_in_a_database_that_is_behind(signed: Terminal) -> None:
    (signed.home / "log" / "checkpoint").write_text(
        (signed.home / "log" / "checkpoint").read_text().replace("\n2\n", "\n9\n")
    )

    assert signed("audit", "rotate", *WHY).code == 3
    assert len(_rows(signed)) == 1


def test_a_worker_that_runs_takes_the_new_key_up(
    signed: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_keeping, "SECONDS", 0.05)

    async def rotated(app: App) -> None:
        keeping = asyncio.create_task(keep(app))
        await asyncio.sleep(0.3)
        await asyncio.to_thread(_rotate, signed)
        await asyncio.to_thread(signed.open, "INC-1")
        await asyncio.sleep(0.5)
        keeping.cancel()

    asyncio.run(rotated(signed.app()))

    log = log_of(signed.app())
    note = note_from((signed.home / "log" / "checkpoint").read_text())
    assert [*signed_by(note, log.identity.keys)] == [log.identity.key]
