"""An action says who, what, where and why; what was parked is not asked about (R40, R44)."""

from datetime import date

import pytest

from policies.checks.actions import Delivered, Owned, Present, Prioritised, Specific, Ticketed, Tied
from policies.edition import Check
from states.people import Directory, Person
from states.record.actions import ActionState
from states.record.readings import Acknowledgement
from states.rules import Finding
from tests.builders import NOON, PEOPLE, changed, with_item, with_progress
from tests.policies.asking import COMPLETE, found, item_with, record_with

CHECKS = [Present(), Owned(), Ticketed(), Prioritised(), Tied(), Delivered(), Specific()]
EMPTY = {
    "owner": "",
    "ticket": "",
    "priority": None,
    "factors": (),
    "deliverable": "",
    "component": "",
    "title": "Improve monitoring",
}
RUNBOOK = "“Write the rollback runbook”"


@pytest.mark.parametrize("check", CHECKS)
def test_complete_actions_pass(check: Check) -> None:
    assert found(check, COMPLETE) == ()


@pytest.mark.parametrize("check", CHECKS)
def test_a_parked_action_is_not_asked_about(check: Check) -> None:
    assert found(check, item_with("A3", **EMPTY)) == ()


@pytest.mark.parametrize("check", CHECKS[1:])
def test_a_verified_action_is_asked_about(check: Check) -> None:
    assert [one.item for one in found(check, item_with("A2", **EMPTY))] == ["A2"]


@pytest.mark.parametrize("check", CHECKS[1:])
def test_every_action_that_lacks_something_is_named(check: Check) -> None:
    broken = with_item(item_with("A1", **EMPTY), "A2", **EMPTY)

    assert [one.item for one in found(check, broken)] == ["A1", "A2"]


def test_an_action_without_a_title_is_not_specific() -> None:
    assert found(Specific(), item_with("A2", title="")) == (
        Finding("A2 has no title", "A2", 'retro action edit INC-42 A2 "TITLE"'),
    )


def test_an_action_without_a_title_is_none() -> None:
    nameless = with_item(item_with("A1", title=""), "A2", title="")

    assert [one.message for one in found(Present(), nameless)] == ["0 of 1 actions are promised"]


def test_parked_actions_alone_promise_nothing() -> None:
    assert found(Present(), record_with(actions=COMPLETE.actions[2:])) == (
        Finding(
            "0 of 1 actions are promised",
            fix='retro action add INC-42 "TITLE" --owner PERSON --due YYYY-MM-DD --priority P1 '
            '--factor FACTOR-ID --deliverable "WHAT WILL EXIST" '
            '--verify "METRIC > 95 % for 30 days from SOURCE"',
        ),
    )


def test_an_action_without_owner_is_named() -> None:
    assert found(Owned(), item_with("A2", owner="")) == (
        Finding(f"{RUNBOOK} has no owner", "A2", "retro action edit INC-42 A2 --owner PERSON"),
    )


@pytest.mark.parametrize(
    ("owner", "problem"),
    [
        ("payments-team", "“payments-team” is a team: one person has to answer for it"),
        ("lee", "“lee” left on 2026-02-01"),
        ("bem", "“bem” is not in the people directory (did you mean “ben”?)"),
    ],
)
def test_an_owner_is_a_person_who_is_there(owner: str, problem: str) -> None:
    open_again = with_progress(item_with("A2", owner=owner), "A2", state=ActionState.OPEN)

    assert found(Owned(), open_again) == (
        Finding(
            f"{RUNBOOK} needs another owner: {problem}",
            "A2",
            "retro action edit INC-42 A2 --owner PERSON",
        ),
    )


def test_whoever_did_what_is_verified_may_have_left() -> None:
    left = Directory({**PEOPLE.people, "ben": Person("ben", left=date(2026, 3, 9))})

    assert found(Owned(), COMPLETE, people=left) == ()


def test_an_action_without_ticket_is_named() -> None:
    assert found(Ticketed(), item_with("A2", ticket="")) == (
        Finding(f"{RUNBOOK} has no ticket", "A2", "retro action ticket INC-42 A2 TICKET-URL-OR-ID"),
    )


def test_an_action_without_priority_is_named() -> None:
    assert found(Prioritised(), item_with("A2", priority=None)) == (
        Finding(f"{RUNBOOK} has no priority", "A2", "retro action edit INC-42 A2 --priority P1"),
    )


@pytest.mark.parametrize(
    ("factors", "problem", "flags"),
    [
        ((), "addresses no factor", "--factor FACTOR-ID"),
        (
            ("F9",),
            "addresses F9, which the record does not have",
            '--factor "" --factor FACTOR-ID',
        ),
        (
            ("F8", "F3", "F9"),
            "addresses F8 and F9, which the record does not have",
            '--factor "" --factor F3',
        ),
    ],
)
def test_an_action_addresses_a_factor(factors: tuple[str, ...], problem: str, flags: str) -> None:
    assert found(Tied(), item_with("A2", factors=factors)) == (
        Finding(f"{RUNBOOK} {problem}", "A2", f"retro action edit INC-42 A2 {flags}"),
    )


def test_an_action_delivers_something() -> None:
    assert found(Delivered(), item_with("A2", deliverable="")) == (
        Finding(
            f"{RUNBOOK} does not say what will exist when it is done",
            "A2",
            'retro action edit INC-42 A2 --deliverable "WHAT WILL EXIST"',
        ),
    )


def test_a_vague_title_is_shown_with_what_it_leaves_open() -> None:
    assert found(Specific(), item_with("A2", title="Improve monitoring", component="")) == (
        Finding(
            "“Improve monitoring”: “Improve” leaves open which number moves, from what to what; "
            'or the facilitator lets it stand: retro acknowledge INC-42 A2 --reason "WHY"',
            "A2",
            'retro action edit INC-42 A2 --component "WHERE" --deliverable "WHAT WILL EXIST"',
        ),
    )


def test_a_title_that_was_acknowledged_may_stand_word_for_word() -> None:
    vague = item_with("A2", title="Improve monitoring", component="")
    stands = Acknowledgement("A2", "Improve monitoring", "fay", NOON, "its name in the tracker")
    acknowledged = changed(vague, acknowledgements=(stands,))

    assert found(Specific(), acknowledged) == ()
    assert found(Specific(), with_item(acknowledged, "A2", title="Improve alerts")) != ()


def test_a_component_and_a_deliverable_make_any_title_specific() -> None:
    assert found(Specific(), item_with("A2", title="Improve monitoring")) == ()
