"""Several conditions, each with a place, a proof and a reason it made sense (R30, R31)."""

import pytest

from policies.checks.factors import Blameless, Categorised, Counted, Evidenced, MadeSense
from policies.edition import Check
from states.rules import Finding
from tests.policies.asking import COMPLETE, found, item_with, record_with

CHECKS = [Counted(), Categorised(), Evidenced(), MadeSense(), Blameless()]
CANARY = "“The canary stage did not see webhook traffic”"
BLAMING = "Ana forgot to renew the certificate"


@pytest.mark.parametrize("check", CHECKS)
def test_complete_factors_pass(check: Check) -> None:
    assert found(check, COMPLETE) == ()


def test_too_few_factors_are_counted() -> None:
    assert found(Counted(), record_with(factors=COMPLETE.factors[:1])) == (
        Finding(
            "3 to 7 factors are asked for, and the record has 1",
            fix='retro factor INC-42 "WHAT MADE IT POSSIBLE" --category process '
            "--nature technical --evidence TIMELINE-ID-OR-URL "
            '--made-sense "WHY IT SEEMED RIGHT AT THE TIME"',
        ),
    )


def test_too_many_factors_are_counted() -> None:
    assert found(Counted(), record_with(factors=COMPLETE.factors * 3)) == (
        Finding("3 to 7 factors are asked for, and the record has 9", fix="retro edit INC-42"),
    )


@pytest.mark.parametrize("count", [3, 7])
def test_both_bounds_are_allowed(count: int) -> None:
    assert found(Counted(), record_with(factors=(COMPLETE.factors * 3)[:count])) == ()


@pytest.mark.parametrize(
    ("fields", "missing", "flags"),
    [
        ({"category": None}, "category", "--category process"),
        ({"nature": None}, "nature", "--nature technical"),
        (
            {"category": None, "nature": None},
            "category or nature",
            "--category process --nature technical",
        ),
    ],
)
def test_a_factor_has_a_place(fields: dict[str, None], missing: str, flags: str) -> None:
    assert found(Categorised(), item_with("F2", **fields)) == (
        Finding(f"{CANARY} has no {missing}", "F2", f"retro factor INC-42 F2 {flags}"),
    )


@pytest.mark.parametrize("evidence", [(), ("",)])
def test_a_factor_has_a_proof(evidence: tuple[str, ...]) -> None:
    assert found(Evidenced(), item_with("F2", evidence=evidence)) == (
        Finding(
            f"{CANARY} cites no evidence",
            "F2",
            "retro factor INC-42 F2 --evidence TIMELINE-ID-OR-URL",
        ),
    )


@pytest.mark.parametrize(
    ("evidence", "dangling", "kept"),
    [
        (("T9",), "T9", "--evidence TIMELINE-ID-OR-URL"),
        (("T1", "T8", "T9"), "T8 and T9", "--evidence T1"),
    ],
)
def test_a_proof_is_in_the_timeline(evidence: tuple[str, ...], dangling: str, kept: str) -> None:
    assert found(Evidenced(), item_with("F2", evidence=evidence)) == (
        Finding(
            f"{CANARY} cites {dangling}, which the timeline does not have",
            "F2",
            f'retro factor INC-42 F2 --evidence "" {kept}',
        ),
    )


def test_a_factor_made_sense_to_someone() -> None:
    assert found(MadeSense(), item_with("F2", made_sense="")) == (
        Finding(
            f"{CANARY} does not say why it made sense at the time",
            "F2",
            'retro factor INC-42 F2 --made-sense "WHY IT SEEMED RIGHT AT THE TIME"',
        ),
    )


def test_a_culprit_is_shown_with_another_wording() -> None:
    assert found(Blameless(), item_with("F2", text=BLAMING)) == (
        Finding(
            "“Ana forgot to renew the certificate” makes a person the cause (“Ana”); rather: "
            "“it depended on memory, and nothing reminded: someone forgot to renew the "
            "certificate”; or let it stand with --acknowledge",
            "F2",
            'retro factor INC-42 F2 "WHAT MADE IT POSSIBLE"',
        ),
    )


def test_an_acknowledged_sentence_may_stand() -> None:
    assert found(Blameless(), item_with("F2", text=BLAMING, acknowledged="ana asked for it")) == ()
