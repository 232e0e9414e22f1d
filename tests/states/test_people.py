"""Whoever is in the directory and has not left is here; a team is nobody in particular."""

from datetime import date

import pytest

from states.people import Directory, Person
from tests.builders import PEOPLE

LAST_DAY = date(2026, 1, 31)
GONE = date(2026, 2, 1)


@pytest.mark.parametrize(
    ("name", "today", "here"),
    [
        ("ana", GONE, True),
        ("lee", LAST_DAY, True),
        ("lee", GONE, False),
        ("payments-team", GONE, False),
        ("nobody", GONE, False),
        ("", GONE, False),
    ],
)
def test_who_is_here(name: str, today: date, *, here: bool) -> None:
    assert PEOPLE.is_here(name, today) is here


def test_everybody_who_is_here_is_listed_in_order() -> None:
    assert PEOPLE.here(LAST_DAY) == ("ana", "ben", "fay", "lee", "mia", "rob", "sam", "sol")
    assert PEOPLE.here(GONE) == ("ana", "ben", "fay", "mia", "rob", "sam", "sol")


def test_a_role_is_held_by_whoever_is_here_in_order() -> None:
    assert PEOPLE.with_role("engineer", LAST_DAY) == ("ana", "ben", "lee")
    assert PEOPLE.with_role("engineer", GONE) == ("ana", "ben")
    assert PEOPLE.with_role("nothing", GONE) == ()


@pytest.mark.parametrize(("name", "manager"), [("ana", "mia"), ("rob", ""), ("nobody", "")])
def test_a_manager_is_named_where_there_is_one(name: str, manager: str) -> None:
    assert PEOPLE.manager_of(name) == manager


@pytest.mark.parametrize(("name", "near"), [("anna", "ana"), ("zzz", "")])
def test_a_name_is_near_another(name: str, near: str) -> None:
    assert PEOPLE.near(name) == near


def test_a_directory_may_be_empty() -> None:
    assert Directory().person_for("ana") is None
    assert Person("ana").zone == "UTC"
