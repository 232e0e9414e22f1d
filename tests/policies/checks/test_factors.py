"""Several conditions, each with a place, a proof and a reason it made sense (R30, R31)."""

from dataclasses import replace

import pytest

from policies.checks.factors import Blameless, Categorised, Counted, Evidenced, MadeSense
from policies.edition import Check
from states.record.factors import Factor
from states.record.readings import Acknowledgement
from states.rules import Finding
from tests.builders import NOON, changed, with_item
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


def test_a_factor_without_words_is_none() -> None:
    (finding,) = found(Counted(), item_with("F2", text=""))

    assert finding.message == "3 to 7 factors are asked for, and the record has 2"


def _distinct(count: int) -> tuple[Factor, ...]:
    return tuple(replace(COMPLETE.factors[0], text=f"Condition {one}") for one in range(count))


def test_too_many_factors_are_counted() -> None:
    assert found(Counted(), record_with(factors=_distinct(9))) == (
        Finding("3 to 7 factors are asked for, and the record has 9", fix="retro edit INC-42"),
    )


@pytest.mark.parametrize("count", [3, 7])
def test_both_bounds_are_allowed(count: int) -> None:
    assert found(Counted(), record_with(factors=_distinct(count))) == ()


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


STANDS = 'or the facilitator lets it stand: retro acknowledge INC-42 F2 --reason "WHY"'


def test_a_culprit_is_shown_with_another_wording() -> None:
    assert found(Blameless(), item_with("F2", text=BLAMING)) == (
        Finding(
            "“Ana forgot to renew the certificate” makes a person the cause (“Ana”); rather: "
            "“it depended on memory, and nothing reminded: someone forgot to renew the "
            f"certificate”; {STANDS}",
            "F2",
            'retro factor INC-42 F2 "WHAT MADE IT POSSIBLE"',
        ),
    )


def test_a_culprit_in_a_chain_of_whys_is_found_too() -> None:
    (finding,) = found(Blameless(), item_with("F2", whys=("It was new", BLAMING)))

    assert finding.message.startswith("“Ana forgot to renew the certificate” makes a person")
    assert finding.fix == 'retro factor INC-42 F2 --why "" --why "WHAT MADE IT POSSIBLE"'


def test_each_sentence_is_pointed_at() -> None:
    texts = f"{BLAMING}. It was late. Ben pushed it."

    findings = found(Blameless(), item_with("F2", text=texts))

    assert [one.message.split("”")[0] for one in findings] == [f"“{BLAMING}.", "“Ben pushed it."]


def test_an_acknowledged_sentence_may_stand_and_no_other() -> None:
    stands = Acknowledgement("F2", BLAMING, "fay", NOON, "Ana asked for it")
    blaming = changed(item_with("F2", text=BLAMING), acknowledgements=(stands,))

    assert found(Blameless(), blaming) == ()
    assert found(Blameless(), with_item(blaming, "F2", text=f"{BLAMING} again")) != ()
    assert found(Blameless(), with_item(blaming, "F1", text=BLAMING)) != ()


def test_what_an_old_entry_acknowledged_outlives_no_sentence() -> None:
    assert found(Blameless(), item_with("F2", text=BLAMING, acknowledged="she may")) != ()
