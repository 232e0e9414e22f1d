"""A few learnings, each tied to evidence and to a decision (R32)."""

import pytest

from policies.checks.learnings import Counted, Tied
from states.rules import Finding
from tests.policies.asking import COMPLETE, found, item_with, record_with

CANARY = "“The canary has to carry every kind of traffic”"


@pytest.mark.parametrize("check", [Counted(), Tied()])
def test_complete_learnings_pass(check: Counted | Tied) -> None:
    assert found(check, COMPLETE) == ()


def test_too_few_learnings_are_counted() -> None:
    assert found(Counted(), record_with(learnings=())) == (
        Finding(
            "3 to 7 learnings are asked for, and the record has 0",
            fix='retro learning INC-42 "WHAT IS KNOWN NOW" '
            "--evidence TIMELINE-ID-OR-URL --remedy fix",
        ),
    )


def test_a_learning_without_words_is_none() -> None:
    (finding,) = found(Counted(), item_with("L2", text=""))

    assert finding.message == "3 to 7 learnings are asked for, and the record has 2"


def test_too_many_learnings_are_counted() -> None:
    assert found(Counted(), record_with(learnings=COMPLETE.learnings * 3)) == (
        Finding("3 to 7 learnings are asked for, and the record has 9", fix="retro edit INC-42"),
    )


def test_a_loose_learning_lacks_both() -> None:
    assert found(Tied(), item_with("L2", evidence=("T7",), remedy=None)) == (
        Finding(
            f"{CANARY} cites T7, which the timeline does not have",
            "L2",
            'retro learning INC-42 L2 --evidence "" --evidence TIMELINE-ID-OR-URL',
        ),
        Finding(
            f"{CANARY} leads to no fix, guardrail, instrumentation, runbook, training "
            "or scope_change",
            "L2",
            "retro learning INC-42 L2 --remedy fix",
        ),
    )
