"""A simulation reads what happened from the entries, and who there was from the directory's."""

from datetime import timedelta

from sqlalchemy import Engine

from policies.simulating.past import Past
from states.events.gates import PhaseEntered
from states.events.record import IncidentOpened
from states.lifecycle import Phase, Trigger
from store.books import SqlBooks
from store.pasts import Pasts
from store.people import People
from tests.store.builders import ANA, CONTEXT, LIFE, NOON, OPENED, PEOPLE, append, live

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_a_past_has_every_entry_with_its_moment_and_its_actor(engine: Engine) -> None:
    live(SqlBooks(engine))
    append(SqlBooks(engine), "INC-42", command="refused")

    past = Pasts(engine).of("INC-42")

    assert [one.events for one in past.steps] == [*LIFE, ()]
    assert [one.seq for one in past.steps] == [*range(1, len(LIFE) + 2)]
    assert (past.steps[1].at, past.steps[1].by) == (NOON + HOUR, "ana")


def test_an_incident_that_nobody_opened_has_no_past(engine: Engine) -> None:
    assert Pasts(engine).of("INC-7") == Past("INC-7", ())


def test_incidents_are_those_that_are_open_and_those_of_which_something_was_written(
    engine: Engine,
) -> None:
    books = SqlBooks(engine)
    closed = PhaseEntered(Phase.CLOSED, Trigger.ADVANCE)
    append(books, "INC-1", (IncidentOpened(CONTEXT, "d"), closed), at=NOON - 9 * DAY)
    append(books, "INC-2", (IncidentOpened(CONTEXT, "d"), closed), at=NOON)
    append(books, "INC-3", (OPENED,), at=NOON - 9 * DAY)
    People(engine).replace_people(PEOPLE, ANA, NOON)

    assert Pasts(engine).keys(NOON) == ("INC-2", "INC-3")
    assert Pasts(engine).keys(NOON - 9 * DAY) == ("INC-1", "INC-2", "INC-3")


def test_the_directory_is_as_it_was_on_each_day(engine: Engine) -> None:
    people = People(engine)
    people.replace_people(PEOPLE, ANA, NOON)
    people.replace_people(PEOPLE[:1], ANA, NOON + DAY)

    staff = Pasts(engine).staff

    assert staff.at(NOON - HOUR).people == {}
    assert staff.at(NOON).people == {one.id: one for one in PEOPLE}
    assert staff.at(NOON + DAY) == people.directory()
    assert staff.asked(1, NOON + DAY).people == {one.id: one for one in PEOPLE}
