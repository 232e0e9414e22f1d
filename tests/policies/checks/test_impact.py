"""What an incident cost is drafted while it is fresh (R22, R24)."""

import pytest

from policies.checks.impact import Complete
from states.record.context import Impact
from states.rules import Finding
from tests.policies.asking import COMPLETE, found, record_with


def test_a_complete_impact_passes() -> None:
    assert found(Complete(), COMPLETE) == ()


def test_an_empty_impact_lacks_everything_at_once() -> None:
    assert found(Complete(), record_with(impact=Impact())) == (
        Finding(
            "nothing says who and what was affected",
            fix='retro impact INC-42 --scope "WHO AND WHAT"',
        ),
        Finding(
            "nothing says how many users were affected",
            fix="retro impact INC-42 --users-affected NUMBER",
        ),
        Finding(
            "nothing says what it cost in hours or money",
            fix="retro impact INC-42 --engineering-hours NUMBER",
        ),
    )


@pytest.mark.parametrize(
    "impact",
    [
        Impact("EU", 0, 0),
        Impact("EU", 0, None, "12,000 EUR"),
    ],
)
def test_zero_is_a_number_and_money_does_for_hours(impact: Impact) -> None:
    assert found(Complete(), record_with(impact=impact)) == ()


def test_a_policy_chooses_what_it_asks_for() -> None:
    assert found(Complete(fields=("scope",)), record_with(impact=Impact("EU"))) == ()
