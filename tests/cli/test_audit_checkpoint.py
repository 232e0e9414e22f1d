"""What is signed is printed with whoever else signed it, and what witnesses send is taken in."""

import json
from pathlib import Path

import pytest

from cli.installation.log_keeping import log_of, log_to_keep
from ledger.checkpoint import Checkpoint, signed_checkpoint
from ledger.note import Ed25519Key, Note, cosigned, note_from, signed_by
from tests.cli.offline import Ended, Terminal
from tests.ledger.keys import STRANGER, WITNESS


@pytest.fixture
def signed(here: Terminal) -> Terminal:
    """Sit down at a terminal whose log has been signed, and which knows a witness."""
    log_to_keep(here.app()).refresh(here.now)
    here.variables["RETRO_WITNESSES"] = f"{WITNESS.cosigner} {here.home / 'seen'}"
    return here


def _checkpoint(here: Terminal) -> str:
    return (here.home / "log" / "checkpoint").read_text()


def _cosigned(written: str, key: Ed25519Key = WITNESS, at: int = 1_772_452_800) -> str:
    note = note_from(written)
    return str(Note(note.text, (*note.signatures, cosigned(key, note.text, at))))


def _add(here: Terminal, text: str) -> Ended:
    (here.home / "sent").write_bytes(text.encode())
    return here("audit", "checkpoint", "--add", str(here.home / "sent"))


def test_what_was_just_written_is_signed_published_and_printed(signed: Terminal) -> None:
    signed.open("INC-42")

    ended = signed("audit", "checkpoint")

    assert ended.code == 0
    assert ended.out == _checkpoint(signed)
    log = log_of(signed.app())
    assert log.identity.key is not None
    assert signed_checkpoint(note_from(ended.out), log.identity.key).size == 3
    assert ended.err.splitlines() == [
        f"3 entries of {log.identity.origin} are signed",
        f"{WITNESS.name} has signed nothing that can be read at {signed.home / 'seen'}",
    ]


def test_before_the_first_start_nothing_is_signed(here: Terminal) -> None:
    ended = here("audit", "checkpoint")

    assert ended.code == 5
    assert ended.err.startswith("nothing is signed yet\n")


def test_a_machine_without_the_key_says_that_others_sign(signed: Terminal) -> None:
    (signed.home / "keys" / "log.key").unlink()
    signed.open("INC-42")

    ended = signed("audit", "checkpoint")

    assert ended.code == 0
    assert ended.out == _checkpoint(signed)
    assert "2 entries" in ended.err
    assert "more wait for a machine whose key signs: retro audit keys" in ended.err


def test_a_witness_that_saw_as_much_is_printed_with_it(signed: Terminal) -> None:
    (signed.home / "seen").write_text(_cosigned(_checkpoint(signed)))

    ended = signed("audit", "checkpoint")

    assert {*signed_by(note_from(ended.out), (WITNESS.cosigner,))} == {WITNESS.cosigner}
    assert ended.err.splitlines()[-1] == f"{WITNESS.name} signed 2 at 2026-03-02T12:00:00Z"


def test_a_witness_that_saw_less_is_named_and_not_printed(signed: Terminal) -> None:
    (signed.home / "seen").write_text(_cosigned(_checkpoint(signed)))
    signed.open("INC-42")

    ended = signed("audit", "checkpoint")

    assert WITNESS.name not in ended.out
    assert f"{WITNESS.name} signed 2 at" in ended.err


def test_a_machine_gets_the_parts(signed: Terminal) -> None:
    told = json.loads(signed("audit", "checkpoint", "-o", "json").out)

    assert told["size"] == 2
    assert told["origin"] == str(log_of(signed.app()).identity.origin)
    assert told["note"] == _checkpoint(signed)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_witness_sent_is_kept_where_the_settings_look(signed: Terminal, end: str) -> None:
    sent = _cosigned(_checkpoint(signed))

    ended = _add(signed, sent.replace("\n", end))

    assert ended.code == 0, ended.err
    assert ended.out == sent
    assert (signed.home / "seen").read_text() == sent


def test_a_newer_signature_does_not_give_way_to_an_older_one(signed: Terminal) -> None:
    older = _cosigned(_checkpoint(signed))
    signed.open("INC-42")
    signed("audit", "checkpoint")
    newer = _cosigned(_checkpoint(signed))
    assert _add(signed, newer).code == 0

    assert _add(signed, older).code == 0

    assert (signed.home / "seen").read_text() == newer


def test_what_no_witness_of_ours_signed_is_not_kept(signed: Terminal) -> None:
    fitting = _cosigned(_checkpoint(signed))
    for sent, why in (
        (_cosigned(_checkpoint(signed), STRANGER), "no witness in the settings signed it; it"),
        (_checkpoint(signed), "no witness in the settings signed it; it names retrogate/"),
        (fitting.replace("\n2\n", "\n3\n"), "no witness in the settings signed it; it names"),
        ("hello", "what was sent is no checkpoint: not a signed note"),
    ):
        ended = _add(signed, sent)

        assert ended.code == 2
        assert why in ended.err
        assert not (signed.home / "seen").exists()


def test_what_is_read_at_an_address_is_not_taken_in(signed: Terminal) -> None:
    signed.variables["RETRO_WITNESSES"] = f"{WITNESS.cosigner} http://127.0.0.1:9/seen"

    ended = _add(signed, _cosigned(_checkpoint(signed)))

    assert ended.code == 2
    assert f"what {WITNESS.name} signs is read at http://127.0.0.1:9/seen" in ended.err


def test_a_witness_of_another_history_stops_the_signing(signed: Terminal) -> None:
    log = log_of(signed.app())
    assert log.key is not None
    key = Ed25519Key(str(log.identity.origin), log.key)
    text = str(Checkpoint(key.name, 9, bytes(32)))
    sent = _cosigned(str(Note(text, (key.sign(text),))))

    ended = _add(signed, sent)

    assert ended.code == 3
    assert f"nothing is signed: {signed.home / 'seen'} knows 9 entries" in ended.err
    assert signed("audit", "checkpoint").code == 3


def test_a_file_that_cannot_be_written_is_said(signed: Terminal) -> None:
    (signed.home / "full").write_text("no folder")
    place = signed.home / "full" / "seen"
    signed.variables["RETRO_WITNESSES"] = f"{WITNESS.cosigner} {place}"
    sent = signed.home / "sent"
    sent.write_text(_cosigned(_checkpoint(signed)))

    ended = signed("audit", "checkpoint", "--add", str(sent))

    assert ended.code == 7
    assert "full/seen cannot be written" in ended.err


def test_our_own_witness_closes_the_circle(signed: Terminal, tmp_path: Path) -> None:
    key = str(log_of(signed.app()).identity.key)
    files = ("--key", str(tmp_path / "w.key"), "--state", str(tmp_path / "seen"))
    words = (str(signed.home / "log"), "--log", key, "--name", "w.example", *files)
    said = signed("audit", "witness", *words).err
    witness = said.splitlines()[-1].split(": ")[1]
    signed.variables["RETRO_WITNESSES"] = f"{witness} {tmp_path / 'seen'}"

    ended = signed("audit", "checkpoint")

    assert [one.name for one in note_from(ended.out).signatures] == [
        str(log_of(signed.app()).identity.origin),
        "w.example",
    ]


def _doctor(here: Terminal) -> dict[str, str]:
    rows = json.loads(here("doctor", "-o", "json").out)
    return next(one for one in rows if one["check"] == "witnesses")


def test_a_doctor_says_what_each_witness_has_seen(signed: Terminal) -> None:
    (signed.home / "seen").write_text(_cosigned(_checkpoint(signed)))

    found = _doctor(signed)["found"]

    assert found == f"{WITNESS.name} 2 entries, 2026-03-02 12:00 UTC"


def test_a_doctor_names_a_witness_who_does_not_look_any_more(signed: Terminal) -> None:
    assert _doctor(signed)["found"] == (
        f"{WITNESS.name} has signed nothing that can be read at {signed.home / 'seen'}"
    )

    (signed.home / "seen").write_text(_cosigned(_checkpoint(signed)))
    signed.open("INC-42")
    signed("audit", "checkpoint")

    found = _doctor(signed)
    assert found["found"] == f"{WITNESS.name} last signed 2 of 3 entries, 2026-03-02"
    assert found["fix"].startswith("ask whoever runs it")


def test_a_witness_who_looked_today_is_not_late(signed: Terminal) -> None:
    at = int(signed.now.timestamp()) - 60
    (signed.home / "seen").write_text(_cosigned(_checkpoint(signed), at=at))
    signed.open("INC-42")
    signed("audit", "checkpoint")

    assert _doctor(signed)["found"].startswith(f"{WITNESS.name} 2 entries, ")


def test_a_doctor_says_where_nobody_witnesses(signed: Terminal) -> None:
    signed.variables.clear()

    assert _doctor(signed)["found"] == "nobody witnesses the log"
