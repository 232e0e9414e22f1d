"""Verification is a number, a test, a drill or quiet days, with all it takes to check it (R41)."""

from typing import Any

import pytest

from policies.checks.measurable import Measurable
from states.record.actions import Criterion, Drill, NoRecurrence, Test, Verification
from states.record.retrospective import Retrospective
from states.rules import Finding
from tests.builders import RETRY_DEPTH, changed, verified_by
from tests.policies.asking import COMPLETE, found, item_with

CAP = "“Cap webhook retries at five”"
VERIFY = 'retro action edit INC-42 A1 --verify "METRIC > 95 % for 30 days from SOURCE"'


def verified_with(criterion: Criterion = RETRY_DEPTH, **fields: Any) -> Retrospective:
    """Take a record whose first action is verified differently."""
    return item_with("A1", verification=changed(verified_by(criterion), **fields))


def test_measurable_actions_pass() -> None:
    assert found(Measurable(), COMPLETE) == ()


def test_an_action_without_verification_is_named() -> None:
    assert found(Measurable(), item_with("A1", verification=None)) == (
        Finding(f"{CAP} does not say how anyone can tell that it worked", "A1", VERIFY),
    )


@pytest.mark.parametrize(
    ("criterion", "problem"),
    [
        (changed(RETRY_DEPTH, source=""), "has a metric without source"),
        (changed(RETRY_DEPTH, name="", unit=""), "has a metric without name or unit"),
        (changed(RETRY_DEPTH, window_days=6), "is watched for 6 days: at least 7 are asked for"),
        (NoRecurrence(6), "is watched for 6 days: at least 7 are asked for"),
        (Test(""), "names no test suite"),
        (Drill(""), "names no scenario for its drill"),
    ],
)
def test_a_criterion_can_be_measured(criterion: Criterion, problem: str) -> None:
    assert found(Measurable(), verified_with(criterion)) == (
        Finding(f"{CAP} {problem}", "A1", VERIFY),
    )


@pytest.mark.parametrize(
    "criterion",
    [changed(RETRY_DEPTH, window_days=7), NoRecurrence(7), Test("webhooks"), Drill("rollback")],
)
def test_every_kind_of_criterion_can_pass(criterion: Criterion) -> None:
    assert found(Measurable(), verified_with(criterion)) == ()


def test_a_policy_chooses_the_window() -> None:
    assert found(Measurable(min_window_days=1), verified_with(NoRecurrence(1))) == ()


def test_everything_it_takes_is_asked_for_at_once() -> None:
    bare = item_with("A1", verification=Verification(Drill("Roll back")))

    assert found(Measurable(), bare) == (
        Finding(
            f"{CAP} does not say how it is verified: the steps, the environment, the expected "
            "outcome, the rollback, the signal to watch and the test data",
            "A1",
            'retro action edit INC-42 A1 --steps "WHAT TO DO TO SEE IT" --environment ENVIRONMENT '
            '--expected "WHAT IS SEEN THEN" --rollback "HOW TO UNDO IT" '
            '--signal "WHAT SHOWS A RELAPSE" --test-data "WHICH DATA"',
        ),
    )


def test_only_tests_and_drills_need_test_data() -> None:
    assert found(Measurable(), verified_with(test_data="")) == ()
    assert [
        one.fix for one in found(Measurable(), verified_with(Test("webhooks"), test_data=""))
    ] == ['retro action edit INC-42 A1 --test-data "WHICH DATA"']


def test_a_criterion_and_its_preparation_are_two_findings() -> None:
    assert len(found(Measurable(), verified_with(Test(""), rollback=""))) == 2
