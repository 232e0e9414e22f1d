"""What a check is, is said by its code, and its example is one that is read."""

import pytest

from policies.catalogue import CATALOGUE, tighter_of
from policies.describing import Parameter, description_of
from policies.file.loader import load_policy
from tests.policies.small import put


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_check_names_the_requirement_it_comes_from(name: str) -> None:
    assert description_of(CATALOGUE[name]).requirements


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_example_is_read(name: str) -> None:
    example = description_of(CATALOGUE[name]).example.removeprefix("- ")

    policy = load_policy(
        put("{id: owner, uses: actions.owned}", example).replace("never: [owner]", "never: []")
    )

    assert [rule.check.id for rules in policy.editions[None].rules.values() for rule in rules] == [
        "factors.count",
        name,
    ]


def test_a_parameter_says_what_it_holds_and_which_way_is_stricter() -> None:
    assert description_of(CATALOGUE["approvals.quorum"]).parameters == (
        Parameter("roles", "list of text", "", "the shorter list is stricter"),
        Parameter("count", "whole number", "1", "more is stricter"),
        Parameter(
            "distinct_from",
            "list of opener | facilitator | commander | action_owners",
            "[facilitator, action_owners]",
            "the longer list is stricter",
        ),
    )


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_direction_is_that_of_a_parameter(name: str) -> None:
    names = {one.name for one in description_of(CATALOGUE[name]).parameters}

    assert {*tighter_of(CATALOGUE[name])} <= names


def test_few_parameters_have_no_direction() -> None:
    undirected = {
        (name, one.name)
        for name, kind in CATALOGUE.items()
        for one in description_of(kind).parameters
        if not one.stricter
    }

    assert undirected == {
        ("roles.separate", "role"),
        ("ci.linked", "label"),
        ("proposals.settled", "roles"),
    }
