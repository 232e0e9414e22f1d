"""What is handed to an auditor holds together: whole histories, proven, and none is missing."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, text

from ledger.bundle import Proven
from ledger.checkpoint import checkpoint_from
from ledger.note import Ed25519Key, Note, cosigned, note_from
from ledger.tree import leaf, must_have_grown
from states.errors import BrokenHistoryError
from store.books import SqlBooks
from store.engine import engine_for, writing
from store.log.evidence import evidence
from store.log.log import Log
from store.log.outside import Place
from store.log.spans import NotSignedError, Period, Span, Wanted
from store.migrate import migrate
from store.tables import checkpoints, entries, policies
from tests.store.builders import ANA, LIFE, NOON, OPENED, append, live
from tests.store.log.shelves import THEIRS, Shelf, log_of

WITNESS = Ed25519Key("witness.example", THEIRS)
OTHER = Ed25519Key("other.example", THEIRS)
ALWAYS = ["LOG", "PEOPLE", "POLICIES"]


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def period(start: float, end: float) -> Period:
    return Period(at(start), at(end))


def opened(engine: Engine, hours: float, incident: str) -> None:
    append(SqlBooks(engine), incident, [OPENED], at=at(hours))


def gathered(log: Log, wanted: Wanted) -> dict[str, list[Proven]]:
    with evidence(log, wanted, log.claims()) as found:
        return dict(found.histories)


def span(log: Log, wanted: Wanted) -> Span | None:
    with evidence(log, wanted, log.claims()) as found:
        return found.span


def places(found: dict[str, list[Proven]]) -> list[int]:
    return sorted(one.proof.index for some in found.values() for one in some)


@pytest.fixture
def log(engine: Engine) -> Log:
    """Keep the log of four incidents, opened an hour apart, each signed half an hour later."""
    log = log_of(engine, Shelf())
    log.refresh(at(-2))
    for hours in range(4):
        opened(engine, hours, f"INC-{hours}")
        log.tend(at(hours + 0.5))
    return log


def test_an_incident_comes_whole_with_what_it_was_judged_by(log: Log) -> None:
    live(SqlBooks(log.engine))
    log.tend(at(20))

    found = gathered(log, "INC-42")

    assert [*found] == ["INC-42", *ALWAYS]
    assert [one.seq for one in found["INC-42"]] == [*range(1, len(LIFE) + 1)]


def test_every_entry_is_proven_by_the_key_that_comes_first(log: Log) -> None:
    with evidence(log, "INC-2", log.claims()) as found:
        proven = [one for past in found.histories for one in past.entries]
        shown = {one.proof.must_show(leaf(one.text), found.keys[0]) for one in proven}

    assert shown == {found.checkpoint}
    assert len(proven) == 2


def test_the_texts_under_seals_come_with_their_entry(log: Log) -> None:
    (opening,) = gathered(log, "INC-2")["INC-2"]

    assert [seal.text for seal in opening.seals] == ["Queue stuck"]
    assert all(seal.fits for seal in opening.seals)
    assert b"Queue stuck" not in opening.text


def test_a_period_reaches_from_checkpoint_to_checkpoint_with_its_neighbours(log: Log) -> None:
    # Entries 1 to 4 are the openings; checkpoints are of 1, 2, 3, 4 and 5 entries.
    assert span(log, period(0.9, 2.1)) == Span(1, 5)
    assert span(log, period(0.2, 2.1)) == Span(0, 5)
    assert span(log, period(0.9, 1.1)) == Span(1, 4)


def test_all_that_is_in_the_span_of_a_period_is_in_its_bundle(log: Log) -> None:
    found = gathered(log, period(0.9, 1.1))

    assert [*found] == ["INC-0", "INC-1", "INC-2", *ALWAYS]
    assert {*range(1, 4)} <= {*places(found)}


def test_a_period_that_is_not_over_reaches_to_the_end_of_the_log(log: Log) -> None:
    assert span(log, period(2.9, 99)) == Span(3, 5)


def test_a_period_in_which_nothing_was_written_still_shows_it(log: Log) -> None:
    assert span(log, period(1.6, 1.9)) == Span(2, 5)
    assert places(gathered(log, period(1.6, 1.9))) == [0, 2, 3, 4]


def test_an_entry_that_got_its_place_late_is_not_missed(engine: Engine) -> None:
    log = log_of(engine, Shelf())
    log.refresh(at(0))
    opened(engine, 9, "INC-9")
    log.tend(at(9))
    opened(engine, 1, "INC-1")
    log.tend(at(10))

    assert "INC-1" in gathered(log, period(0.5, 1.5))


def test_one_incident_needs_no_span(log: Log) -> None:
    assert span(log, "INC-2") is None


def test_what_waits_for_its_signature_is_not_handed_over(log: Log) -> None:
    opened(log.engine, 5, "INC-5")

    with pytest.raises(NotSignedError, match="1 of these entries is not signed yet"):
        gathered(log, "INC-5")
    with pytest.raises(NotSignedError, match="1 of these entries is not signed yet"):
        gathered(log, period(0, 6))
    assert gathered(log, "INC-2")
    assert gathered(log, period(0, 4))


def test_a_log_that_nobody_signed_proves_nothing(engine: Engine) -> None:
    opened(engine, 0, "INC-0")
    log = log_of(engine, Shelf(), key=None)

    with pytest.raises(NotSignedError, match="1 of these entries is not signed yet"):
        gathered(log, "INC-0")
    with pytest.raises(NotSignedError, match="the log is not signed yet"):
        gathered(log, period(5, 6))


def seen_by(log: Log, *keys: Ed25519Key, size: int, line: str = "") -> Log:
    """Have witnesses cosign the checkpoint of that size."""
    note = note_from(line or _note_of(log, size))

    def place(key: Ed25519Key) -> Place:
        signed = str(Note(note.text, (*note.signatures, cosigned(key, note.text, 1))))
        return Place(key.name, lambda: signed, key.cosigner)

    return log_of(log.engine, Shelf(), *map(place, keys))


def _note_of(log: Log, size: int) -> str:
    with log.engine.connect() as connection:
        wanted = select(checkpoints.c.note).where(checkpoints.c.size == size)
        return str(connection.scalar(wanted))


def names(note: Note) -> list[str]:
    return [one.name.split("/")[0] for one in note.signatures]


def test_the_checkpoint_is_the_one_that_most_witnesses_have_seen(log: Log) -> None:
    seen = seen_by(log, WITNESS, OTHER, size=4)

    with evidence(seen, "INC-1", seen.claims()) as found:
        assert found.checkpoint.size == 4
        assert names(found.note) == ["retrogate", "witness.example", "other.example"]
        assert found.witnesses == (WITNESS.cosigner, OTHER.cosigner)


def test_a_witness_that_saw_less_than_is_proven_is_shown_to_have_seen_its_beginning(
    log: Log,
) -> None:
    seen = seen_by(log, WITNESS, size=2)

    with evidence(seen, "INC-3", seen.claims()) as found:
        assert found.checkpoint.size == 5
        (earlier,) = found.earlier
        old = checkpoint_from(earlier.note.text)
        assert names(earlier.note) == ["retrogate", "witness.example"]
        must_have_grown(2, old.root, 5, found.checkpoint.root, earlier.path)


def test_the_checkpoints_around_a_period_are_shown_to_be_of_this_log(log: Log) -> None:
    with evidence(log, period(0.9, 1.1), log.claims()) as found:
        assert [one.size for one in found.earlier] == [2, 3]
        for one in found.earlier:
            old = checkpoint_from(one.note.text)
            must_have_grown(one.size, old.root, 5, found.checkpoint.root, one.path)


def test_what_a_witness_saw_of_another_log_is_left_out(log: Log) -> None:
    stray = _note_of(log, 2).replace("retrogate/", "retrogate/of-")
    seen = seen_by(log, WITNESS, size=2, line=stray)

    with evidence(seen, "INC-3", seen.claims()) as found:
        assert found.earlier == ()


def test_every_key_of_the_log_is_told_and_first_the_newest_that_signed(log: Log) -> None:
    log.hand_over(THEIRS, "lost", at(8), ANA)
    ours, theirs = log.identity.keys

    with evidence(log, "INC-1", ()) as found:
        assert found.keys == (theirs, ours)
    seen = seen_by(log, WITNESS, size=5)
    with evidence(seen, "INC-1", seen.claims()) as found:
        assert found.keys == (ours, theirs)


def test_policies_are_found_by_their_digest(log: Log) -> None:
    with writing(log.engine) as connection:
        connection.execute(insert(policies), [{"digest": "d1", "text": "one"}])

    with evidence(log, "INC-1", ()) as found:
        assert found.policies(["d1", "d2"]) == {"d1": "one"}


def test_an_entry_that_somebody_changed_is_not_handed_over(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path}/open.db")
    migrate(engine)
    opened(engine, 0, "INC-0")
    log = log_of(engine, Shelf())
    log.refresh(at(1))
    with writing(engine) as connection:
        connection.execute(text("DROP TRIGGER " + _guard(engine)))
        changed = entries.update().where(entries.c.incident == "INC-0")
        connection.execute(changed.values(text=b"{}"))

    with pytest.raises(BrokenHistoryError, match="entry 1 of INC-0 is not what was written"):
        gathered(log, "INC-0")


def _guard(engine: Engine) -> str:
    with engine.connect() as connection:
        wanted = "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='entries'"
        found = [str(name) for name in connection.scalars(text(wanted))]
    return next(name for name in found if "update" in name.lower())
