"""A turn writes an entry and its read model together, once, or nothing at all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from msgspec import structs
from sqlalchemy import Engine

from activities.ports import Books
from ledger.entry import Entry, EntryTooLargeError
from states.errors import ConflictError, InvalidError, NotFoundError
from states.events.record import ItemAdded
from store.books import SqlBooks
from store.engine import reading
from store.folded import Folded
from store.history import History
from store.people import People
from store.shelf import head_of
from store.verify import verify
from tests.store.builders import (
    ANA,
    LIFE,
    NOON,
    OPENED,
    PAGE_ALERT,
    PEOPLE,
    add,
    append,
    entry,
    everything,
    live,
)


class ChangedMindError(BaseException):
    """Not even an `Exception`, as a cancellation is."""


def test_these_are_the_books_that_activities_ask_for(engine: Engine) -> None:
    books: Books = SqlBooks(engine)

    with books.turn("INC-42") as turn:
        assert (turn.seq, turn.head, turn.record) == (0, "", None)


def _head(engine: Engine) -> str:
    with reading(engine) as connection:
        return head_of(connection, "INC-42")[1]


def test_an_entry_is_read_back_as_it_was_written(engine: Engine) -> None:
    with SqlBooks(engine).turn("INC-42") as turn:
        written = entry(turn, [OPENED])
        add(turn, [OPENED])

    assert History(engine).entries_of("INC-42") == (written,)


def test_the_next_turn_begins_where_the_last_one_ended(engine: Engine) -> None:
    books = SqlBooks(engine)
    append(books, "INC-42", [OPENED])

    with books.turn("INC-42") as turn:
        assert turn.seq == 1
        assert turn.head == _head(engine)
        assert turn.record == History(engine).record_of("INC-42")


def test_one_turn_may_write_twice(engine: Engine) -> None:
    with SqlBooks(engine).turn("INC-42") as turn:
        add(turn, [OPENED])
        add(turn, [ItemAdded(PAGE_ALERT)])

    assert [one.seq for one in History(engine).entries_of("INC-42")] == [1, 2]
    assert verify(engine) == ()


def test_a_refusal_moves_the_number_and_leaves_the_record(engine: Engine) -> None:
    books = SqlBooks(engine)
    append(books, "INC-42", [OPENED])
    before = History(engine).record_of("INC-42")

    append(books, "INC-42")

    with books.turn("INC-42") as turn:
        assert (turn.seq, turn.record) == (2, before)


def test_a_command_is_answered_by_its_entry_wherever_it_stands(engine: Engine) -> None:
    books = SqlBooks(engine)
    append(books, "INC-42", [OPENED], command="c-1")

    with books.turn("INC-43") as turn:
        answer = turn.answered("c-1")
        assert answer is not None
        assert (answer.incident, answer.seq) == ("INC-42", 1)
        assert turn.answered("c-2") is None


def test_a_command_is_not_answered_twice(engine: Engine) -> None:
    books = SqlBooks(engine)
    append(books, "INC-42", [OPENED], command="c-1")

    with pytest.raises(ConflictError, match="an answer to command c-1"):
        append(books, "INC-43", [OPENED], command="c-1")


@pytest.mark.parametrize(
    "wrong", [{"seq": 3}, {"seq": 1}, {"prev": "0" * 64}, {"incident": "INC-43"}]
)
def test_an_entry_that_does_not_follow_is_a_conflict(
    engine: Engine, wrong: dict[str, object]
) -> None:
    books = SqlBooks(engine)
    append(books, "INC-42", [OPENED])

    with pytest.raises(ConflictError, match="does not follow entry 1 of INC-42"):
        _append_changed(books, wrong)
    assert len(History(engine).entries_of("INC-42")) == 1


def _append_changed(books: SqlBooks, wrong: dict[str, object]) -> None:
    with books.turn("INC-42") as turn:
        changed: Entry = structs.replace(entry(turn), **wrong)
        assert turn.record is not None
        turn.append(changed, turn.record)


def test_an_entry_that_does_not_fit_leaves_the_turn_as_it_was(engine: Engine) -> None:
    long = [ItemAdded(replace(PAGE_ALERT, id=f"A{n}", deliverable="x" * 9_000)) for n in range(8)]
    with SqlBooks(engine).turn("INC-42") as turn:
        add(turn, [OPENED])
        with pytest.raises(EntryTooLargeError):
            add(turn, long)
        add(turn, [ItemAdded(PAGE_ALERT)])

    assert len(History(engine).entries_of("INC-42")) == 2
    assert verify(engine) == ()


def _undone(books: SqlBooks, steps: int, error: type[BaseException] = RuntimeError) -> Folded:
    """Take steps that never happened, and return what they would have made."""
    with pytest.raises(error), books.turn("INC-42") as turn:  # noqa: PT012  # where it is raised
        turn.keep_policy("digest-1", "text")
        for events in LIFE[turn.seq : turn.seq + steps]:
            add(turn, events)
        raise error
    return turn.history


@pytest.mark.parametrize("error", [RuntimeError, ChangedMindError])
def test_what_ends_badly_never_happened(engine: Engine, error: type[BaseException]) -> None:
    books = SqlBooks(engine)
    append(books, "INC-42", LIFE[0])
    before = everything(engine)

    _undone(books, 1, error)

    assert everything(engine) == before
    with books.turn("INC-42") as turn:
        assert turn.seq == 1


def test_books_that_take_turns_see_each_other(engine: Engine) -> None:
    one, other = SqlBooks(engine), SqlBooks(engine)
    for place, events in enumerate(LIFE):
        append((one, other)[place % 2], "INC-42", events)

    expected = History(engine).record_of("INC-42")
    for books in (one, other):
        with books.turn("INC-42") as turn:
            assert (turn.seq, turn.record) == (len(LIFE), expected)
    assert verify(engine) == ()


def test_what_is_remembered_of_another_past_is_not_built_upon(engine: Engine) -> None:
    """A restored backup may have other entries under the same numbers."""
    books = SqlBooks(engine)
    another = _undone(books, 1)
    append(SqlBooks(engine), "INC-42", LIFE[0], command="another")
    books._recent.keep(another)  # noqa: SLF001  # nothing else makes it remember what is not so

    with books.turn("INC-42") as turn:
        assert turn.head == _head(engine) != another.hash


def test_what_is_remembered_beyond_the_end_is_not_built_upon(engine: Engine) -> None:
    books = SqlBooks(engine)
    longer = _undone(books, 2)
    append(SqlBooks(engine), "INC-42", LIFE[0])
    books._recent.keep(longer)  # noqa: SLF001  # nothing else makes it remember what is not so

    with books.turn("INC-42") as turn:
        assert (turn.seq, turn.record) == (1, History(engine).record_of("INC-42"))


def test_many_threads_on_one_incident_have_one_winner_a_number(engine: Engine) -> None:
    books = SqlBooks(engine)
    append(books, "INC-42", [OPENED])

    def ask(number: int) -> None:
        while True:
            try:
                append(books, "INC-42", [], command=f"c-{number}")
            except ConflictError:
                continue
            return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(40)))

    entries = History(engine).entries_of("INC-42")
    assert [one.seq for one in entries] == [*range(1, 42)]
    assert {one.command["id"] for one in entries[1:]} == {f"c-{n}" for n in range(40)}
    assert verify(engine) == ()


def test_a_policy_is_kept_once(engine: Engine) -> None:
    books = SqlBooks(engine)
    with books.turn("INC-42") as turn:
        turn.keep_policy("digest-1", "first")
        turn.keep_policy("digest-1", "second")

    with books.turn("INC-42") as turn:
        assert turn.policy_text("digest-1") == "first"


def test_a_policy_that_is_not_kept_is_not_found(engine: Engine) -> None:
    with (
        pytest.raises(NotFoundError, match="no policy with digest digest-1"),
        SqlBooks(engine).turn("INC-42") as turn,
    ):
        turn.policy_text("digest-1")


def test_a_turn_knows_everybody(engine: Engine) -> None:
    People(engine).replace_people(PEOPLE, ANA, NOON)

    with SqlBooks(engine).turn("INC-42") as turn:
        assert turn.people.people.keys() == {"ana", "fay"}


def test_a_turn_knows_who_came_since_the_last_one(engine: Engine) -> None:
    books = SqlBooks(engine)
    assert _known(books) == set()
    People(engine).replace_people(PEOPLE, ANA, NOON)

    assert _known(books) == {"ana", "fay"}


def _known(books: SqlBooks) -> set[str]:
    with books.turn("INC-42") as turn:
        return set(turn.people.people)


def test_the_history_of_the_directory_is_not_an_incident(engine: Engine) -> None:
    with (
        pytest.raises(InvalidError, match="PEOPLE is the history of the directory"),
        SqlBooks(engine).turn("PEOPLE"),
    ):
        pass


def test_a_turn_can_be_taken_by_a_function_that_returns(engine: Engine) -> None:
    def ask(books: SqlBooks) -> int:
        with books.turn("INC-42") as turn:
            add(turn, [OPENED])
            return turn.seq

    assert ask(SqlBooks(engine)) == len(History(engine).entries_of("INC-42")) == 1


def test_a_life_leaves_nothing_to_find(engine: Engine) -> None:
    live(SqlBooks(engine))

    assert verify(engine) == ()
