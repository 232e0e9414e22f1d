"""Whatever is wrong and passes is found, and told with what it goes against."""

import pytest

from policies.comparing.gaps import Gap, Gaps, gaps
from policies.comparing.starts import sample_starts, starts_from
from policies.file.lines import Enforce, When
from policies.policy import Policy
from states.errors import RefusedError
from states.lifecycle import GATED, Phase
from states.record.context import Severity
from states.rules import Case
from tests.builders import NOON, PEOPLE, case_of, changed, complete_record, with_item
from tests.policies.comparing.policies import (
    CHECKS,
    DEFAULT,
    NOW,
    Refusing,
    with_parameters,
    with_rule,
    without,
)

EXPLAINED = {
    "an incident whose conditions nobody has listed yet": "a draft is asked for with a warning",
    "a condition that makes a person the cause": "language is pointed out, never refused (R31)",
    "an action that nobody can tell is done": "wording is pointed out, never refused (R44)",
    "an action beside the few, that is not parked": "focus is pointed out, never forced",
    "an action whose ticket came late": "a delay is measured: nobody can undo it (R43)",
    "a condition that is counted twice": "whether two sentences say the same is for people",
    "a neighbour whom nobody knows": "invited once; may come from another company",
}
"""Everything the packaged policy lets through, and why it may."""

STANDS_BEHIND = {
    "p1-done": "verified-by-another asks for more, and p1-done stays when that is waived",
}
"""Checks whose absence lets nothing through, and why they are there."""


def found_in(policy: Policy, most_pairs: int = 0) -> Gaps:
    return gaps(policy, sample_starts(policy, NOW), most_pairs=most_pairs)


def told(found: Gaps) -> set[tuple[str, tuple[str, ...], Phase | None, tuple[str, ...]]]:
    return {(one.told, one.items, one.stopped_at, one.warned) for one in found.gaps}


IN_DEFAULT = found_in(DEFAULT)


def gap(found: Gaps, words: str) -> Gap:
    return next(one for one in found.gaps if one.told == words)


def test_every_gap_of_the_packaged_policy_is_explained() -> None:
    assert {one.told for one in IN_DEFAULT.gaps} <= {*EXPLAINED}


def test_every_check_of_the_packaged_policy_fails_and_decides() -> None:
    assert IN_DEFAULT.idle == ()


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_that_is_taken_away_leaves_a_gap(check: str) -> None:
    assert (told(found_in(without(check))) != told(IN_DEFAULT)) is (check not in STANDS_BEHIND)


def test_a_gap_says_what_passes_which_gate_and_against_what() -> None:
    one = gap(found_in(without("ticket")), "an action without a ticket")

    assert one.requirements == ("R40",)
    assert one.gate is Phase.ACTIONS_TICKETED
    assert one.items == ("A1", "A2", "A3", "A4")
    assert one.severities == tuple(Severity)
    assert one.stopped_at is None
    assert one.example.case.record.actions[0].ticket == ""


def test_a_check_that_only_warns_lets_through_and_is_named() -> None:
    one = gap(found_in(with_rule("ticket", enforce=Enforce.WARN)), "an action without a ticket")

    assert one.warned == ("ticket",)


def test_what_is_stopped_too_late_is_told_with_the_gate() -> None:
    one = gap(IN_DEFAULT, "an incident whose conditions nobody has listed yet")

    assert (one.gate, one.stopped_at) == (Phase.FACTS, Phase.FACTORS)
    assert one.warned == ("conditions-drafted",)


def test_what_one_severity_lets_through_is_told_of_that_one() -> None:
    light = changed(
        DEFAULT,
        editions={
            **DEFAULT.editions,
            Severity.SEV4: without("ticket").editions[Severity.SEV4],
        },
    )

    one = gap(found_in(light), "an action without a ticket")

    assert one.severities == (Severity.SEV4,)


def test_what_passes_only_together_is_a_gap_of_its_own() -> None:
    def hides(case: Case) -> bool:
        actions = case.record.actions
        return all(one.priority for one in actions) and not all(one.ticket for one in actions)

    only_sev1 = with_rule("due-within", when=When(severity=(Severity.SEV1,)))
    policy = without("priority", policy=with_rule("ticket", only_sev1, check=Refusing(hides)))

    # So many are every pair at one of the two starts, and hardly any at both.
    found = found_in(policy, most_pairs=10_000)

    both = gap(found, "an action without a ticket, and an action without a priority")
    assert both.severities == tuple(Severity)


def test_a_check_that_nothing_makes_fail_is_idle() -> None:
    found = found_in(with_rule("ticket", check=Refusing(lambda _: False)))

    assert [(one.check, one.beside) for one in found.idle] == [("ticket", ())]


def test_a_check_that_another_always_precedes_never_decides() -> None:
    found = found_in(with_rule("p1-done", waivable=True))

    assert [(one.check, one.beside) for one in found.idle] == [
        ("p1-done", ("verified-by-another",))
    ]


def test_a_record_of_ones_own_is_broken_as_well() -> None:
    record = complete_record()
    policy = without("ticket")

    found = gaps(policy, starts_from(policy, record, PEOPLE, NOON), most_pairs=0)

    assert gap(found, "an action without a ticket").items == ("A1", "A2")


def test_gates_that_the_record_does_not_pass_are_left_out() -> None:
    record = changed(complete_record(), approvals=(), progress={})

    found = gaps(
        DEFAULT,
        starts_from(DEFAULT, with_item(record, "A3", due=NOON.date()), PEOPLE, NOON),
        most_pairs=0,
    )

    assert found.until is Phase.ACTIONS_TICKETED
    assert {one.gate for one in found.gaps} <= {*GATED[:4]}


def test_a_record_that_passes_nothing_is_refused_with_the_reason() -> None:
    record = changed(complete_record(), context=changed(complete_record().context, title=""))

    with pytest.raises(RefusedError) as refused:
        starts_from(DEFAULT, record, PEOPLE, NOON)

    assert str(refused.value) == (
        "the record does not pass stabilized, so there is nothing to break: "
        "context-complete: the incident has no title"
    )


@pytest.mark.parametrize("policy", [without("ticket"), with_parameters("factor-count", min=1)])
def test_every_gap_really_passes_its_gate(policy: Policy) -> None:
    for one in found_in(policy).gaps:
        assert policy.judge(one.gate, one.example.case).gate_open, one.told


def test_the_sample_stands_before_the_last_gate() -> None:
    (start,) = sample_starts(DEFAULT, NOW)

    assert (start.until, start.case.record.phase) == (Phase.CLOSED, Phase.VERIFIED)
    assert case_of(start.case.record).record is start.case.record
