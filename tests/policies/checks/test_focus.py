"""Few and finished: two or three top actions, and they cover the top factors (R42)."""

import pytest

from policies.checks.focus import CoverTopFactors, OthersParked, Top, TopFactors
from policies.edition import Check
from states.record.actions import ActionState, Priority, Progress
from states.record.proposals import Risk
from states.rules import Finding
from tests.builders import ACTIONS, NOON, changed, with_progress
from tests.policies.asking import COMPLETE, found, item_with, record_with

RETRIES = "“The webhook retries had no upper limit” is a top factor: no top action addresses it"
UNTOPPED = item_with("A1", top=False)


@pytest.mark.parametrize("check", [Top(), CoverTopFactors(), OthersParked(), TopFactors()])
def test_top_actions_on_top_factors_pass(check: Check) -> None:
    assert found(check, COMPLETE) == ()


def test_too_few_top_actions_name_the_next_candidate() -> None:
    assert found(Top(), UNTOPPED) == (
        Finding(
            "2 to 3 top actions are asked for, and the record has 1",
            fix="retro action edit INC-42 A1 --top",
        ),
    )


def test_every_top_action_too_many_is_named() -> None:
    five = tuple(changed(ACTIONS[0], id=f"A{number}") for number in range(1, 6))
    record = record_with(actions=five, progress={})

    assert found(Top(), record) == tuple(
        Finding(
            "“Cap webhook retries at five” is one of 5 top actions: at most 3 get finished",
            item,
            f'retro action park INC-42 {item} --reason "WHY IT CAN WAIT"',
        )
        for item in ("A4", "A5")
    )


def test_where_there_is_one_action_it_is_the_top_one() -> None:
    alone = record_with(actions=ACTIONS[:1])

    assert found(Top(), alone) == ()


def test_where_there_is_no_action_none_is_on_top() -> None:
    assert found(Top(), record_with(actions=())) == ()


def test_a_parked_action_is_on_top_of_nothing() -> None:
    parked = with_progress(COMPLETE, "A1", state=ActionState.PARKED)

    assert found(Top(), parked) == ()
    assert [one.item for one in found(CoverTopFactors(), parked)] == ["F1"]


def test_an_uncovered_top_factor_names_the_action_that_could() -> None:
    assert found(CoverTopFactors(), UNTOPPED) == (
        Finding(
            f"{RETRIES}, and nobody has accepted the risk (retro risk INC-42 F1)",
            "F1",
            "retro action edit INC-42 A1 --top",
        ),
    )


def test_an_uncovered_top_factor_without_action_gets_one() -> None:
    (finding,) = found(CoverTopFactors(), record_with(actions=()))

    assert finding.fix == (
        'retro action add INC-42 "TITLE" --owner PERSON --due YYYY-MM-DD --priority P1 '
        "--factor F1 --top"
    )


def test_an_accepted_risk_does_for_an_action() -> None:
    accepted = changed(UNTOPPED, risks=(Risk("F1", "sam", NOON, "retries end with the quarter"),))

    assert found(CoverTopFactors(), accepted) == ()


def test_the_risk_of_another_factor_does_not() -> None:
    accepted = changed(UNTOPPED, risks=(Risk("F2", "sam", NOON, "retries end with the quarter"),))

    assert len(found(CoverTopFactors(), accepted)) == 1


def test_progress_alone_puts_nothing_on_top() -> None:
    done = changed(UNTOPPED, progress={"A1": Progress(ActionState.DONE)})

    assert [one.item for one in found(CoverTopFactors(), done)] == ["F1"]


def test_what_is_promised_beside_the_top_actions_is_parked() -> None:
    beside = with_progress(COMPLETE, "A3", state=ActionState.OPEN)

    assert found(OthersParked(), beside) == (
        Finding(
            "“Send webhooks through the canary” is promised beside the top actions: at most 0 are",
            "A3",
            'retro action park INC-42 A3 --reason "WHY IT CAN WAIT"',
        ),
    )
    assert found(OthersParked(max=1), beside) == ()


@pytest.mark.parametrize("fields", [{"top": True}, {"priority": Priority.P1}], ids=["top", "P1"])
def test_what_matters_most_is_not_parked(fields: dict[str, object]) -> None:
    beside = with_progress(item_with("A3", **fields), "A3", state=ActionState.OPEN)

    assert found(OthersParked(), beside) == ()


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.VERIFIED, ActionState.PARKED])
def test_what_is_done_takes_nobodys_time(state: ActionState) -> None:
    assert found(OthersParked(), with_progress(COMPLETE, "A3", state=state)) == ()


def test_a_record_names_the_factor_that_matters_most() -> None:
    assert found(TopFactors(), item_with("F1", top=False)) == (
        Finding(
            "1 to 2 top factors are asked for, and the record has 0",
            fix="retro factor INC-42 F1 --top",
        ),
    )


def test_not_every_factor_matters_most() -> None:
    every = tuple(changed(one, top=True) for one in COMPLETE.factors)

    assert found(TopFactors(), record_with(factors=every)) == (
        Finding(
            "“The rollback procedure was not written down” is one of 3 top factors: "
            "at most 2 matter most",
            "F3",
            "retro factor INC-42 F3 --no-top",
        ),
    )


def test_no_more_top_factors_are_asked_for_than_there_are() -> None:
    assert found(TopFactors(), record_with(factors=())) == ()
    assert found(TopFactors(min=2), record_with(factors=COMPLETE.factors[:1])) == ()
