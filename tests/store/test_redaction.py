"""What is erased is gone from every place, and everything that was written stays proven."""

import pytest
from sqlalchemy import Engine

from ledger.tree import leaf
from policies.publishing.events import PolicyPublished
from policies.publishing.library import Offer
from states.errors import InvalidError, NotAllowedError
from states.events.record import TextsErased
from states.people import Person
from store import shelf
from store.books import SqlBooks
from store.bulletins import Bulletins
from store.engine import reading
from store.history import History
from store.people import People
from store.policies import Policies
from store.rebuild import rebuild
from store.redaction import erase, texts_of
from store.tables import BULLETINS, LOG, PEOPLE, POLICIES, actions, incidents, leaves
from store.tables import people as directory
from store.verify import verify
from tests.store.builders import ANA, NOON, add, append, live, rows_of
from tests.store.builders import PEOPLE as CREW
from tests.store.log.shelves import THEIRS, Shelf, log_of
from tests.store.test_bulletins import KEY, NINE, SENT


def _digests(engine: Engine, history: str, words: str) -> tuple[str, ...]:
    return tuple(one.digest for one in texts_of(engine, history, words))


def _redact(books: SqlBooks, engine: Engine, words: str) -> None:
    append(books, "INC-42", [TextsErased(_digests(engine, "INC-42", words), "asked to")])


def _hashes(engine: Engine) -> list[bytes]:
    with reading(engine) as connection:
        return [leaf(one.text) for one in shelf.every_entry(connection)]


def test_texts_are_found_by_their_words_and_by_their_entry(engine: Engine) -> None:
    live(SqlBooks(engine))

    assert [(one.seq, one.text) for one in texts_of(engine, "INC-42", "page ON")] == [
        (2, "Page on depth")
    ]
    assert [one.text for one in texts_of(engine, "INC-42", seq=7)] == ["said twice"]
    assert texts_of(engine, "INC-42", "said", seq=2) == ()
    assert texts_of(engine, "INC-43") == ()


def test_an_erased_text_is_nowhere_and_every_hash_stays(engine: Engine) -> None:
    books = SqlBooks(engine)
    live(books)
    before = _hashes(engine)

    _redact(books, engine, "Page on depth")

    assert texts_of(engine, "INC-42", "Page on depth") == ()
    assert _hashes(engine)[:8] == before
    assert [row[2] for row in rows_of(engine, actions)] == ["[erased]"]
    record = History(engine).record_of("INC-42")
    assert record is not None
    assert record.actions[0].title == "[erased]"
    assert verify(engine) == ()


def test_other_texts_stay(engine: Engine) -> None:
    books = SqlBooks(engine)
    live(books)

    _redact(books, engine, "Page on depth")

    assert [row[1] for row in rows_of(engine, incidents)] == ["Queue stuck"]


def test_whoever_remembers_it_folds_anew(engine: Engine) -> None:
    books, others = SqlBooks(engine), SqlBooks(engine)
    live(books, steps=4)
    with others.turn("INC-42") as turn:
        assert turn.record is not None
        assert turn.record.actions[0].title == "Page on depth"

    _redact(books, engine, "Page on depth")

    for each in (books, others):
        with each.turn("INC-42") as turn:
            assert turn.record is not None
            assert turn.record.actions[0].title == "[erased]"
            add(turn)
    assert verify(engine) == ()


def test_a_read_model_that_is_filled_again_knows_no_more(engine: Engine) -> None:
    books = SqlBooks(engine)
    live(books)
    _redact(books, engine, "Page on depth")

    rebuild(engine, lambda _done, _total: None)

    assert [row[2] for row in rows_of(engine, actions)] == ["[erased]"]


def test_the_tree_and_its_signature_stay(engine: Engine) -> None:
    books = SqlBooks(engine)
    live(books)
    folder = Shelf()
    log_of(engine, folder).refresh(NOON)
    before = rows_of(engine, leaves)

    _redact(books, engine, "Page on depth")
    log_of(engine, folder).tend(NOON)

    assert rows_of(engine, leaves)[:9] == before
    assert all(b"Page on depth" not in one for one in folder.files.values())


def test_erasing_twice_erases_nothing_more(engine: Engine) -> None:
    books = SqlBooks(engine)
    live(books)
    digests = _digests(engine, "INC-42", "Page on depth")
    for _ in range(2):
        append(books, "INC-42", [TextsErased(digests, "asked to")])

    assert verify(engine) == ()


def test_another_incident_keeps_its_texts(engine: Engine) -> None:
    books = SqlBooks(engine)
    live(books, "INC-42")
    live(books, "INC-43")
    digests = _digests(engine, "INC-43", "Page on depth")

    append(books, "INC-42", [TextsErased(digests, "not ours")])

    assert _digests(engine, "INC-43", "Page on depth") == digests


def test_a_person_is_erased_from_the_directory(engine: Engine) -> None:
    people = People(engine)
    people.replace_people(CREW, ANA, NOON)
    assert people.directory().people["ana"].name == "Ana Pérez"

    gone = TextsErased(_digests(engine, PEOPLE, "Pérez"), "she left")
    erase(engine, PEOPLE, gone, ANA, NOON)

    assert people.directory().people["ana"].name == "[erased]"
    assert "Ana Pérez" not in str(rows_of(engine, directory))
    assert verify(engine) == ()
    people.replace_people([*CREW, Person("zoe", "Zoe")], ANA, NOON)
    assert people.directory().people["ana"].name == "Ana Pérez"
    assert verify(engine) == ()


def test_what_was_said_of_a_policy_is_erased(engine: Engine) -> None:
    policies, others = Policies(engine), Policies(engine)
    offer = Offer("d1", "ours", "1.0.0", "ana", reason="because of Zoe")
    policies.record(
        (PolicyPublished(offer),), {"d1": "policy: ours"}, ANA, NOON, policies.library()
    )
    others.library()

    gone = TextsErased(_digests(engine, POLICIES, "Zoe"), "she asked")
    erase(engine, POLICIES, gone, ANA, NOON)

    for each in (policies, others):
        assert each.library().publications[0].offer.reason == "[erased]"
        assert each.library().seq == 2
    after = policies.library()
    shadowed = PolicyPublished(Offer("d2", "ours", "2.0.0", "ana"))
    policies.record((shadowed,), {"d2": "policy: ours"}, ANA, NOON, after)
    assert verify(engine) == ()


def test_a_bulletin_and_the_log_go_on(engine: Engine) -> None:
    bulletins, log = Bulletins(engine), log_of(engine, Shelf())
    bulletins.note(SENT, NINE)
    log.refresh(NOON)
    log.hand_over(THEIRS, "the old one leaked", NOON, ANA)
    for stream in (BULLETINS, LOG):
        gone = tuple(one.digest for one in texts_of(engine, stream))
        erase(engine, stream, TextsErased(gone, "asked to"), ANA, NOON)

    found = bulletins.sent(KEY)
    assert found is not None
    assert found.subject == "[erased]"
    assert bulletins.newest(5) == (found,)
    assert log_of(engine, Shelf(), key=THEIRS).refresh(NOON) is not None
    assert len(log.identity.keys) == 2
    assert verify(engine) == ()


def test_what_is_not_there_is_not_erased(engine: Engine) -> None:
    People(engine).replace_people(CREW, ANA, NOON)

    with pytest.raises(InvalidError, match="PEOPLE has no such text, or it was erased before"):
        erase(engine, PEOPLE, TextsErased(("ab" * 32,), "why"), ANA, NOON)
    with pytest.raises(InvalidError, match="PEOPLE has no such text"):
        erase(engine, PEOPLE, TextsErased((), "why"), ANA, NOON)
    with pytest.raises(InvalidError, match="INC-42 is not PEOPLE, POLICIES, BULLETINS, LOG"):
        erase(engine, "INC-42", TextsErased(("ab" * 32,), "why"), ANA, NOON)


def test_who_has_none_of_the_roles_erases_nothing_from_the_directory(engine: Engine) -> None:
    People(engine).replace_people(CREW, ANA, NOON)
    digests = tuple(one.digest for one in texts_of(engine, PEOPLE))
    gone = TextsErased(digests[:1], "asked to")

    with pytest.raises(NotAllowedError, match="ana is not auditor"):
        erase(engine, PEOPLE, gone, ANA, NOON, roles=("auditor",))

    assert tuple(one.digest for one in texts_of(engine, PEOPLE)) == digests


def test_where_nobody_is_there_whoever_comes_may_erase(engine: Engine) -> None:
    Bulletins(engine).note(SENT, NOON)
    gone = TextsErased(_digests(engine, BULLETINS, "")[:1], "asked to")

    assert erase(engine, BULLETINS, gone, ANA, NOON, roles=("auditor",)).seq == 2
