"""Every role is played by a person, and the facilitator did not lead the response (R10, R11)."""

from datetime import date

import pytest

from policies.checks.roles import Assigned, Invited, Role, Separate
from policies.edition import Check
from states.people import Directory, Person
from states.rules import Finding
from tests.builders import PEOPLE
from tests.policies.asking import COMPLETE, context_with, found


@pytest.mark.parametrize("check", [Assigned(), Separate(), Invited()])
def test_a_complete_cast_passes(check: Check) -> None:
    assert found(check, COMPLETE) == ()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "there is no facilitator"),
        ("fey", "the facilitator “fey” is not in the people directory (did you mean “fay”?)"),
        ("zoe", "the facilitator “zoe” is not in the people directory"),
        (
            "payments-team",
            "the facilitator “payments-team” is a team: one person has to answer for it",
        ),
        ("lee", "the facilitator “lee” left on 2026-02-01"),
    ],
)
def test_a_role_takes_a_person_who_is_there(name: str, problem: str) -> None:
    assert found(Assigned(), context_with(facilitator=name)) == (
        Finding(problem, fix="retro set INC-42 --facilitator PERSON"),
    )


def test_every_empty_role_is_named() -> None:
    empty = context_with(commander="", facilitator="", scribe="", decision_owner="")

    assert found(Assigned(), empty) == (
        Finding("there is no commander", fix="retro set INC-42 --commander PERSON"),
        Finding("there is no facilitator", fix="retro set INC-42 --facilitator PERSON"),
        Finding("there is no scribe", fix="retro set INC-42 --scribe PERSON"),
        Finding("there is no decision owner", fix="retro set INC-42 --decision-owner PERSON"),
    )


def test_a_commander_may_have_left_since() -> None:
    left = Directory({**PEOPLE.people, "ben": Person("ben", left=date(2026, 3, 5))})

    assert found(Assigned(roles=(Role.COMMANDER,)), COMPLETE, people=left) == ()


def test_a_commander_who_had_left_before_is_named() -> None:
    assert [one.message for one in found(Assigned(), context_with(commander="lee"))] == [
        "the commander “lee” left on 2026-02-01"
    ]


def test_the_facilitator_is_not_the_commander() -> None:
    assert found(Separate(), context_with(facilitator="ben")) == (
        Finding(
            "ben is both facilitator and commander", fix="retro set INC-42 --facilitator PERSON"
        ),
    )


def test_two_empty_roles_are_not_one_person() -> None:
    assert found(Separate(), context_with(facilitator="", commander="")) == ()


def test_a_policy_chooses_which_roles_need_distance() -> None:
    check = Separate(role=Role.SCRIBE, apart_from=(Role.COMMANDER, Role.FACILITATOR))

    assert [one.message for one in found(check, context_with(scribe="fay"))] == [
        "fay is both scribe and facilitator"
    ]


def test_the_service_owner_is_invited() -> None:
    assert found(Invited(), context_with(service_owner="")) == (
        Finding("nobody speaks for payments", fix="retro set INC-42 --service-owner PERSON"),
    )


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("zoe", "the service owner “zoe” is not in the people directory"),
        ("lee", "the service owner “lee” left on 2026-02-01"),
    ],
)
def test_who_speaks_for_a_service_is_there(name: str, problem: str) -> None:
    assert found(Invited(), context_with(service_owner=name)) == (
        Finding(problem, fix="retro set INC-42 --service-owner PERSON"),
    )


def test_across_a_boundary_a_neighbour_is_invited() -> None:
    assert found(Invited(), context_with(crossed_boundary=True)) == (
        Finding(
            "the incident crossed a boundary, and nobody from beyond it is invited",
            fix="retro set INC-42 --adjacent PERSON",
        ),
    )


def test_an_invited_neighbour_is_enough() -> None:
    assert found(Invited(), context_with(crossed_boundary=True, adjacent=("sol",))) == ()


def test_without_services_somebody_still_speaks_for_the_service() -> None:
    nobody = context_with(services=(), service_owner="")

    assert [one.message for one in found(Invited(), nobody)] == ["nobody speaks for the service"]
