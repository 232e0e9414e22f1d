"""A command erases texts of its own incident and no others, and the whole ledger stays proven."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from activities.commit import Commit
from benchmarks.desk import envelope
from states.commands import Redact, Say
from states.envelope import Outcome, Request
from states.errors import Exit
from store.audit import audit
from store.books import SqlBooks
from store.redaction import Text, texts_of
from tests.store.auditing.lives import BEGAN, ENDED, WAIVED, lived
from tests.store.builders import everything
from tests.store.log.shelves import HOUSE, Shelf, log_of

LATER = BEGAN + timedelta(days=200)
WORDS = "the "
HALF = 40
"""Entries of an incident after which as many follow."""


def _digests(engine: Engine, incident: str) -> tuple[str, ...]:
    return tuple(one.digest for one in texts_of(engine, incident, WORDS))


def _ask(engine: Engine, *digests: str) -> Outcome:
    asked = envelope(ENDED, Redact(digests, "They named a customer"), "sam")
    return Commit(SqlBooks(engine)).commit(Request(asked, LATER))


def test_what_is_erased_through_the_front_door_is_gone_and_the_ledger_is_whole(
    engine: Engine,
) -> None:
    lived(engine)
    log = log_of(engine, Shelf())
    signed = log.refresh(LATER)
    assert signed is not None
    before = len(_digests(engine, WAIVED))

    answer = _ask(engine, *_digests(engine, ENDED))
    log.tend(LATER)

    assert answer.refusal is None
    assert (_digests(engine, ENDED), len(_digests(engine, WAIVED))) == ((), before)
    found = audit(engine, HOUSE, log.claims())
    assert found.discrepancies == ()
    assert found.held == signed.checkpoint.size + 1
    assert {one.incident for one in found.remarks} == {ENDED}


def test_what_comes_after_an_entry_that_lost_every_text_is_judged_as_before(
    engine: Engine,
) -> None:
    lived(engine)
    alone = next(
        shut[0]
        for shut in map(tuple, _by_entry(engine).values())
        if len(shut) == 1 and shut[0].seq < HALF
    )

    assert _ask(engine, alone.digest).refusal is None

    assert audit(engine, HOUSE).findings == ()


def _by_entry(engine: Engine) -> dict[int, list[Text]]:
    found: dict[int, list[Text]] = {}
    for one in texts_of(engine, ENDED):
        found.setdefault(one.seq, []).append(one)
    return found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_file_of_the_database_has_no_trace_of_it(engine: Engine) -> None:
    lived(engine)
    said = Say("Zoe Lang rang, and she is not amused")
    Commit(SqlBooks(engine)).commit(Request(envelope(WAIVED, said, "sam"), LATER))
    assert b"Zoe Lang" in _files(engine)
    digests = tuple(one.digest for one in texts_of(engine, WAIVED, "Zoe Lang"))

    asked = envelope(WAIVED, Redact(digests, "She asked us to"), "sam")
    assert Commit(SqlBooks(engine)).commit(Request(asked, LATER)).refusal is None

    assert b"Zoe Lang" not in _files(engine)


def _files(engine: Engine) -> bytes:
    """Read the file as it is when everything has stopped."""
    engine.dispose()
    return Path(str(engine.url.database)).read_bytes()


def test_a_text_of_another_incident_is_refused_and_nothing_is_erased(engine: Engine) -> None:
    lived(engine)
    before = everything(engine)
    theirs, ours = _digests(engine, WAIVED)[0], _digests(engine, ENDED)

    answer = _ask(engine, *ours, theirs)

    assert answer.refusal is not None
    assert answer.refusal.exit == Exit.NOT_FOUND.value
    assert answer.refusal.message.startswith(f"{ENDED} has no text {theirs[:12]}…")
    assert everything(engine) == before


def test_what_was_erased_is_not_erased_again(engine: Engine) -> None:
    lived(engine)
    digests = _digests(engine, ENDED)
    assert _ask(engine, *digests).refusal is None

    again = _ask(engine, *digests)

    assert again.refusal is not None
    assert "was erased before" in again.refusal.message
    assert texts_of(engine, ENDED)
