"""Who there is can change, and every change is in the history (R84)."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from ledger.entry import Entry, written
from states.codec import to_json
from states.errors import InvalidError
from states.people import PartyKind, Person
from store.history import History
from store.parties import ADDED, REMOVED, Change, folded
from store.people import People
from store.shelf import Kept
from store.tables import people as table
from store.verify import verify
from tests.store.builders import ANA, NOON

ANA_PEREZ = Person("ana", "Ana Pérez", "ana@example.com", "max", ("engineer", "lead"), "Asia/Tokyo")
MAX = Person("max", "Max", left=date(2026, 4, 1))
CORE = Person("core", "Core team", kind=PartyKind.TEAM)


def test_the_columns_are_the_fields_of_a_person() -> None:
    assert [column.name for column in table.columns] == [one.name for one in fields(Person)]


def test_everybody_is_read_back_as_they_were_given(engine: Engine) -> None:
    People(engine).replace_people([ANA_PEREZ, MAX, CORE], ANA, NOON)

    assert People(engine).directory().people == {"ana": ANA_PEREZ, "max": MAX, "core": CORE}


def test_a_change_is_told_and_written_down_with_the_rows(engine: Engine) -> None:
    people = People(engine)
    people.replace_people([ANA_PEREZ, MAX], ANA, NOON)

    change = people.replace_people([replace(ANA_PEREZ, manager=""), CORE], ANA, NOON)

    assert change == Change(added=("core",), changed=("ana",), left=("max",))
    _, entry = History(engine).entries_of("PEOPLE")
    assert entry.actor == ANA
    assert [(one["event"], one["person"]["id"]) for one in entry.events] == [
        ("PersonAdded", "core"),
        ("PersonChanged", "ana"),
        ("PersonLeft", "max"),
    ]
    assert people.directory().people == {
        "ana": replace(ANA_PEREZ, manager=""),
        "core": CORE,
        "max": replace(MAX, left=NOON.date()),
    }


def test_whoever_is_left_out_has_left_that_day(engine: Engine) -> None:
    people = People(engine)
    people.replace_people([ANA_PEREZ, CORE], ANA, NOON)

    change = people.replace_people([CORE], ANA, NOON)

    assert change == Change(left=("ana",))
    gone = replace(ANA_PEREZ, left=NOON.date())
    assert people.directory().people == {"ana": gone, "core": CORE}
    _, entry = History(engine).entries_of("PEOPLE")
    assert [(one["event"], one["person"]["left"]) for one in entry.events] == [
        ("PersonLeft", "2026-03-02")
    ]
    assert verify(engine) == ()


def test_whoever_is_to_leave_later_and_is_left_out_has_left_now(engine: Engine) -> None:
    people = People(engine)
    people.replace_people([MAX, CORE], ANA, NOON)

    assert people.replace_people([CORE], ANA, NOON).left == ("max",)
    assert people.directory().people["max"].left == NOON.date()


def test_whoever_left_before_keeps_their_day(engine: Engine) -> None:
    people = People(engine)
    people.replace_people([ANA_PEREZ, CORE], ANA, NOON)
    people.replace_people([CORE], ANA, NOON)

    assert people.replace_people([CORE], ANA, NOON + timedelta(days=3)) == Change()
    assert people.directory().people["ana"].left == NOON.date()


def test_an_older_entry_that_removed_somebody_is_read_as_it_was_meant() -> None:
    events = [{"event": name, "person": to_json(MAX)} for name in (ADDED, REMOVED)]
    steps = [Entry("PEOPLE", 1, "", written(NOON), ANA, {}, events=(one,)) for one in events]
    kept = [Kept("PEOPLE", 1, "", one.hash(), "", NOON, one.text()) for one in steps]

    assert folded(kept[:1]) == {"max": MAX}
    assert folded(kept) == {}


def test_the_same_directory_again_is_no_entry(engine: Engine) -> None:
    people = People(engine)
    people.replace_people([MAX], ANA, NOON)

    assert people.replace_people([MAX], ANA, NOON) == Change()
    assert len(History(engine).entries_of("PEOPLE")) == 1


def test_another_instance_hears_of_a_change(engine: Engine) -> None:
    people, other = People(engine), People(engine)
    assert not other.is_known("max")

    people.replace_people([MAX], ANA, NOON)

    assert other.is_known("max")


def test_what_has_not_changed_is_not_read_again(engine: Engine) -> None:
    people = People(engine)
    people.replace_people([MAX], ANA, NOON)

    assert people.directory() is people.directory()


def test_a_thousand_people_take_several_entries(engine: Engine) -> None:
    many = [replace(ANA_PEREZ, id=f"p{number:04}") for number in range(1000)]

    People(engine).replace_people(many, ANA, NOON)

    assert len(People(engine).directory().people) == 1000
    assert len(History(engine).entries_of("PEOPLE")) > 1
    assert verify(engine) == ()


def test_a_person_who_does_not_fit_is_refused(engine: Engine) -> None:
    roles = tuple(f"role-{number:0400}" for number in range(200))

    with pytest.raises(InvalidError, match="the row of “ana” has 8"):
        People(engine).replace_people([replace(ANA_PEREZ, roles=roles)], ANA, NOON)
    assert not People(engine).is_known("ana")
