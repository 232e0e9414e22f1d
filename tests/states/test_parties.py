"""A ladder names parties; whoever is here and is one of them is told, and somebody always is."""

from dataclasses import replace
from datetime import date

import pytest

from states.decisions.parties import PARTIES, told
from states.lifecycle import Phase
from states.people import Directory, Person
from states.record.deadlines import Deadline, DeadlineKind
from states.rules import Rung
from tests.builders import DAY, HOUR, NOON, PEOPLE
from tests.states.builders import heard, record_in

HEARING = heard(record_in(Phase.FACTORS))
DEADLINE = Deadline(DeadlineKind.ACTION, "A1", NOON, NOON, NOON, "action", owner="ana")
OPERATOR = Directory({**PEOPLE.people, "oli": Person("oli", roles=("operator",))})


def rung(*parties: str) -> Rung:
    return Rung(HOUR, parties)


# fmt: off
NAMED = [
    ("owner",              ("ana",)),
    ("facilitator",        ("fay",)),
    ("commander",          ("ben",)),
    ("service_owner",      ("sam",)),
    ("manager",            ("mia",)),
    ("manager_of_manager", ("rob",)),
    ("role:engineer",      ("ana", "ben")),
    ("role:service-owner", ("sam",)),
]
# fmt: on


@pytest.mark.parametrize(("party", "names"), NAMED)
def test_a_party_is_a_person_of_the_record(party: str, names: tuple[str, ...]) -> None:
    assert told((rung(party),), DEADLINE, HEARING) == names


def test_every_party_has_been_asked_for_here() -> None:
    assert [*PARTIES] == [
        "owner",
        "facilitator",
        "commander",
        "service_owner",
        "manager",
        "manager_of_manager",
    ]


def test_a_person_who_is_two_parties_is_told_once() -> None:
    assert told((rung("owner", "role:engineer", "facilitator"),), DEADLINE, HEARING) == (
        "ana",
        "ben",
        "fay",
    )


def test_whoever_is_not_here_is_left_out() -> None:
    left = {**PEOPLE.people, "ana": replace(PEOPLE.people["ana"], left=date(2026, 3, 10))}

    hearing = replace(HEARING, people=Directory(left))

    assert told((rung("owner", "facilitator"),), DEADLINE, hearing) == ("fay",)
    day_before = replace(hearing, now=NOON - DAY)
    assert told((rung("owner", "facilitator"),), DEADLINE, day_before) == ("ana", "fay")


def test_a_rung_without_anybody_hands_on_to_the_next() -> None:
    deadline = replace(DEADLINE, owner="rob")

    assert told(
        (rung("manager"), rung("manager_of_manager"), rung("facilitator")), deadline, HEARING
    ) == ("fay",)


def test_a_team_answers_for_nothing() -> None:
    deadline = replace(DEADLINE, owner="payments-team")

    assert told((rung("owner"), rung("commander")), deadline, HEARING) == ("ben",)


def test_operators_are_the_last_resort() -> None:
    deadline = replace(DEADLINE, owner="nobody")
    hearing = replace(HEARING, people=OPERATOR)

    assert told((rung("owner"), rung("role:nothing")), deadline, hearing) == ("oli",)


def test_where_nobody_is_left_nobody_is_told() -> None:
    assert told((rung("role:nothing"),), DEADLINE, HEARING) == ()
