"""What was sent to whom is in the history of bulletins, each once, whoever writes it down."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from documents.bulletins.events import BulletinSent, BulletinUnsent, Event, read
from documents.bulletins.facts import Kind
from ledger.entry import Entry
from states.codec import event_to_json
from states.envelope import ENGINE
from states.errors import InvalidError
from store import shelf
from store.books import SqlBooks
from store.bulletins import Bulletins
from store.engine import reading, writing
from store.rebuild import rebuild
from store.tables import BULLETINS
from store.verify import verify

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
KEY = "bulletin/digest/2026-03-02T09:00Z/ana"
SENT = BulletinSent(
    key=KEY,
    kind=Kind.DIGEST,
    moment=NINE,
    to="ana",
    subject="3 open actions, 1 late",
    channel="mailto",
    delivered=NINE + timedelta(seconds=3),
    route="default",
    failed=("slack",),
)
REVIEW = replace(SENT, key="bulletin/review/2026-03-02T09:00Z/ana", kind=Kind.REVIEW)
LATER = replace(SENT, key="bulletin/digest/2026-03-03T09:00Z/ana", moment=NINE + DAY)
UNSENT = BulletinUnsent(KEY, Kind.DIGEST, NINE, "ana", "mailto: no such host")


def kept(engine: Engine) -> tuple[Entry, ...]:
    with reading(engine) as connection:
        return tuple(one.entry() for one in shelf.entries_since(connection, BULLETINS, 1))


def test_what_was_sent_is_found_by_its_key(engine: Engine) -> None:
    bulletins = Bulletins(engine)
    bulletins.note(SENT, NINE)

    assert Bulletins(engine).sent(KEY) == SENT
    assert bulletins.sent(REVIEW.key) is None


def test_it_is_an_entry_of_the_engine_in_a_history_of_its_own(engine: Engine) -> None:
    Bulletins(engine).note(SENT, NINE)

    (one,) = kept(engine)
    assert (one.incident, one.seq) == (BULLETINS, 1)
    assert one.actor == {"person": ENGINE, "via": "engine"}
    assert one.command == {"id": f"sent/{KEY}", "name": "NoteBulletin"}
    assert [read(event) for event in one.events] == [SENT]


def test_said_twice_it_is_written_once(engine: Engine) -> None:
    for seconds in (0, 60):
        later = replace(SENT, delivered=SENT.delivered + timedelta(seconds=seconds))
        Bulletins(engine).note(later, NINE + timedelta(seconds=seconds))

    assert [Bulletins(engine).sent(KEY)] == [SENT]
    assert len(kept(engine)) == 1


def test_what_could_not_be_sent_is_not_sent(engine: Engine) -> None:
    Bulletins(engine).note(UNSENT, NINE)

    assert Bulletins(engine).sent(KEY) is None
    assert Bulletins(engine).newest(10) == (UNSENT,)


def test_the_newest_come_first(engine: Engine) -> None:
    bulletins = Bulletins(engine)
    for event in (SENT, REVIEW, UNSENT):
        bulletins.note(event, NINE)

    assert bulletins.newest(2) == (UNSENT, REVIEW)


def test_who_did_not_get_the_last_one_is_known_until_the_next(engine: Engine) -> None:
    bulletins = Bulletins(engine)
    for event in (UNSENT, REVIEW):
        bulletins.note(event, NINE)
    assert bulletins.unsent() == (UNSENT,)

    bulletins.note(LATER, NINE + DAY)
    assert bulletins.unsent() == ()


def test_the_last_of_each_kind_is_known(engine: Engine) -> None:
    bulletins = Bulletins(engine)
    bulletins.note(SENT, NINE)
    bulletins.note(LATER, NINE + DAY)

    assert bulletins.last(Kind.DIGEST) == NINE + DAY
    assert bulletins.last(Kind.REVIEW) is None


def test_many_that_write_at_once_make_one_chain(engine: Engine) -> None:
    events = [replace(SENT, key=f"{KEY}{number % 8}") for number in range(24)]

    def note(event: Event) -> None:
        Bulletins(engine).note(event, NINE)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(note, events))

    assert [one.seq for one in kept(engine)] == [*range(1, 9)]
    assert verify(engine) == ()


def test_a_rebuilt_database_still_has_them(engine: Engine) -> None:
    Bulletins(engine).note(SENT, NINE)

    rebuild(engine, lambda *_: None)

    assert Bulletins(engine).sent(KEY) == SENT
    assert verify(engine) == ()


def test_an_entry_that_makes_no_sense_is_found(engine: Engine) -> None:
    entry = Entry(
        incident=BULLETINS,
        seq=1,
        prev="",
        at="2026-03-02T09:00:00Z",
        actor={"person": "eve", "via": "cli"},
        command={"id": "x", "name": "NoteBulletin"},
        events=({"event": "BulletinForged"},),
    )
    with writing(engine) as connection:
        shelf.put(connection, entry)

    (broken,) = verify(engine, BULLETINS)
    assert (broken.incident, broken.found) == (
        BULLETINS,
        "InvalidError: there is no event “BulletinForged”",
    )


def test_it_is_no_incident(engine: Engine) -> None:
    with pytest.raises(InvalidError) as refused, SqlBooks(engine).turn(BULLETINS):
        pass

    assert str(refused.value) == "BULLETINS is the history of the bulletins, not an incident"


@pytest.mark.parametrize("event", [SENT, REVIEW, UNSENT])
def test_an_event_reads_as_it_was_written(event: Event) -> None:
    assert read(event_to_json(event)) == event
