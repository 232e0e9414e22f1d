"""`retro status` says in a line how the log stands, and what mends it where something is wrong."""

import json
from dataclasses import replace

import pytest

from cli.installation.log_keeping import log_to_keep
from ledger.note import Note, cosigned, note_from
from store.log.sequencer import sequence
from tests.cli.offline import ALIVE, Terminal
from tests.ledger.keys import WITNESS


@pytest.fixture
def served(here: Terminal) -> Terminal:
    """Sit down where a worker is at work, and has signed."""
    log_to_keep(here.app()).refresh(here.now)
    return here


def _later(here: Terminal, **span: float) -> Terminal:
    here.later(**span)
    here.sight = replace(ALIVE, polled=(here.now,))
    return here


def _line(here: Terminal) -> str:
    lines = here("status").out.splitlines()
    return next(one for one in lines if one.startswith("log\t")).removeprefix("log\t")


def test_it_says_how_much_is_signed_and_how_old_that_is(served: Terminal) -> None:
    ended = _later(served, minutes=3)("status")

    assert (ended.code, ended.err) == (0, "")
    assert _line(served) == "2 entries · 2 signed 3 min ago · no witness"


def test_what_waits_is_counted_and_after_a_moment_it_says_what_mends_it(served: Terminal) -> None:
    served.open("INC-42")
    at_first = served("status").err
    ended = _later(served, minutes=3)("status")

    assert at_first == ""
    assert _line(served) == "3 entries · 2 signed 3 min ago · 1 waiting to be signed · no witness"
    assert ended.err == (
        "the log: entries wait to be signed since 2026-03-10 12:00 UTC"
        " · a worker signs, and says what stops it in its log: retro up · retro worker\n"
    )
    assert ended.code == 0


def test_where_no_worker_runs_that_is_what_it_says(served: Terminal) -> None:
    served.open("INC-42")
    served.later(minutes=3)

    assert served("status").err == (
        "no worker serves incidents · start one: retro up, or retro worker\n"
    )


def test_a_witness_is_named_with_what_it_has_seen(served: Terminal) -> None:
    seen = served.home / "seen"
    served.variables["RETRO_WITNESSES"] = f"{WITNESS.cosigner} {seen}"
    never = _line(served)
    note = note_from((served.home / "log" / "checkpoint").read_text())
    at = int(served.now.timestamp())
    seen.write_text(str(Note(note.text, (*note.signatures, cosigned(WITNESS, note.text, at)))))

    assert never.endswith(f" · {WITNESS.name} witnessed nothing")
    assert _line(_later(served, hours=2)).endswith(
        f" · {WITNESS.name} witnessed all of them 2 h ago"
    )


def test_a_witness_that_is_silent_is_told(served: Terminal) -> None:
    served.variables["RETRO_WITNESSES"] = f"{WITNESS.cosigner} {served.home / 'seen'}"

    assert served("status").err.startswith(
        f"the log: {WITNESS.name} has signed nothing that can be read at "
    )


def test_a_database_that_was_put_back_is_told_with_the_way_on(here: Terminal) -> None:
    backup = (here.home / "retro.db").read_bytes()
    log = log_to_keep(here.app())
    log.refresh(here.now)
    log.engine.dispose()
    (here.home / "retro.db").write_bytes(backup)

    ended = here("status")

    assert "log\tnothing is signed\n" in ended.out
    assert ended.err.startswith("the log: ")
    assert "retro audit restart --reason" in ended.err


def test_what_has_a_place_and_no_signature_counts_as_waiting(served: Terminal) -> None:
    served.open("INC-42")
    sequence(served.app().engine)

    assert "3 entries · 2 signed 0 s ago · 1 waiting" in _line(served)
    assert served("status").err == ""
    assert _later(served, seconds=11)("status").err.startswith(
        "the log: 1 entries of 3 are not signed"
    )


def test_a_machine_reads_it_part_by_part(served: Terminal) -> None:
    found = json.loads(served("status", "--json").out)["log"]

    assert (found["entries"], found["signed"], found["witnesses"]) == (2, 2, [])
    assert found["signed_at"] == "2026-03-10T12:00:00Z"
    assert found["waits_since"] is None
