"""Kill criteria are observable and say what happens when they show (R33)."""

import pytest

from policies.checks.triggers import Complete, Counted
from states.rules import Finding
from tests.policies.asking import COMPLETE, found, item_with, record_with


@pytest.mark.parametrize("check", [Counted(), Complete()])
def test_complete_triggers_pass(check: Counted | Complete) -> None:
    assert found(check, COMPLETE) == ()


def test_too_few_triggers_are_counted() -> None:
    assert found(Counted(), record_with(triggers=COMPLETE.triggers[:2])) == (
        Finding(
            "3 to 10 kill criteria are asked for, and the record has 2",
            fix='retro trigger INC-42 "SIGNAL TO WATCH" --commitment "WHAT HAPPENS THEN"',
        ),
    )


def test_too_many_triggers_are_counted() -> None:
    assert found(Counted(), record_with(triggers=COMPLETE.triggers * 4)) == (
        Finding(
            "3 to 10 kill criteria are asked for, and the record has 12", fix="retro edit INC-42"
        ),
    )


def test_a_trigger_without_signal_is_called_by_its_id() -> None:
    assert found(Complete(), item_with("K2", signal="")) == (
        Finding(
            "K2 names no signal anyone could see", "K2", 'retro trigger INC-42 K2 "SIGNAL TO WATCH"'
        ),
    )


def test_a_trigger_without_commitment_is_named() -> None:
    assert found(Complete(), item_with("K2", commitment="")) == (
        Finding(
            "“Canary errors above 1 %” does not say what happens then",
            "K2",
            'retro trigger INC-42 K2 --commitment "WHAT HAPPENS THEN"',
        ),
    )
