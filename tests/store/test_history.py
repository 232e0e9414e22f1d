"""Any past moment can be shown, and nothing anybody did is left out."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from states.errors import NotFoundError
from states.events.gates import PhaseEntered
from states.events.record import ItemAdded
from states.lifecycle import Phase, Trigger
from states.record.retrospective import Retrospective
from store.books import SqlBooks
from store.history import History
from store.people import People
from tests.store.builders import ANA, LIFE, NOON, OPENED, PAGE_ALERT, PEOPLE, append, live


def test_the_record_is_shown_as_it_was(engine: Engine) -> None:
    live(SqlBooks(engine))
    history = History(engine)

    then = history.record_of("INC-42", NOON + timedelta(hours=1, minutes=59))
    before = history.record_of("INC-42", NOON)
    now = history.record_of("INC-42")

    assert isinstance(then, Retrospective)
    assert isinstance(before, Retrospective)
    assert isinstance(now, Retrospective)
    assert (before.actions, then.actions) == ((), (PAGE_ALERT,))
    assert (then.phase, now.phase) == (Phase.OPENING, Phase.STABILIZED)


def test_before_it_was_opened_there_is_no_record(engine: Engine) -> None:
    append(SqlBooks(engine), "INC-42", [OPENED])

    assert History(engine).record_of("INC-42", NOON - timedelta(seconds=1)) is None


def test_a_clock_put_back_does_not_reorder_a_history(engine: Engine) -> None:
    books = SqlBooks(engine)
    append(books, "INC-42", [OPENED], at=NOON)
    append(books, "INC-42", [ItemAdded(PAGE_ALERT)], at=NOON + timedelta(hours=2))
    append(books, "INC-42", [], at=NOON + timedelta(hours=1))

    at_half_past = History(engine).record_of("INC-42", NOON + timedelta(hours=1, minutes=30))

    assert at_half_past is not None
    assert at_half_past.actions == ()


def test_every_stream_is_read_in_order(engine: Engine) -> None:
    books = SqlBooks(engine)
    live(books, "INC-42")
    live(books, "INC-43", steps=1)
    People(engine).replace_people(PEOPLE, ANA, NOON)

    read = [(one.incident, one.seq) for one in History(engine).entries_all()]

    expected = {*(("INC-42", n + 1) for n in range(len(LIFE))), ("INC-43", 1), ("PEOPLE", 1)}
    assert set(read) == expected
    assert [seq for key, seq in read if key == "INC-42"] == [*range(1, len(LIFE) + 1)]


def test_what_has_ended_is_not_open(engine: Engine) -> None:
    books = SqlBooks(engine)
    append(books, "INC-43", [OPENED])
    append(books, "INC-42", [OPENED])
    append(books, "INC-41", [OPENED, PhaseEntered(Phase.WITHDRAWN, Trigger.WITHDRAW)])

    assert History(engine).keys_open() == ("INC-42", "INC-43")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("INC-24", "did you mean INC-42?"), ("nothing like it", "see what there is: retro list")],
)
def test_an_unknown_incident_is_answered_with_the_nearest(
    engine: Engine, asked: str, hint: str
) -> None:
    append(SqlBooks(engine), "INC-42", [OPENED])

    with pytest.raises(NotFoundError, match=f"there is no incident {asked}") as caught:
        History(engine).record_of(asked)

    assert caught.value.hint == hint
