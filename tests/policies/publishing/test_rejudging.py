"""A decision is judged again by what it depended on, and everything that differs is told."""

from dataclasses import replace

from policies.publishing.rejudging import Decision, Discrepancy, rejudged
from states.brevity import shortened
from states.lifecycle import Phase
from states.rules import Case, Result
from tests.builders import NOON, PEOPLE, changed, complete_record
from tests.policies.publishing.texts import policy

BASE = policy()
RECORD = complete_record(Phase.FACTORS)
REPORT = BASE.judge(Phase.ACTIONS_TICKETED, Case(RECORD, PEOPLE, NOON))
DECISION = Decision(
    incident=RECORD.incident,
    seq=40,
    gate=Phase.ACTIONS_TICKETED,
    gate_open=REPORT.gate_open,
    results=shortened(REPORT).results,
    policy=BASE.digest,
    record=RECORD,
    people=PEOPLE,
    now=NOON,
)


def test_the_same_comes_to_the_same() -> None:
    assert rejudged(DECISION, BASE) == ()


def test_a_gate_that_would_have_stayed_shut_is_told_with_its_check() -> None:
    bare = changed(RECORD, factors=())

    found = rejudged(replace(DECISION, record=bare), BASE)

    assert Discrepancy("the gate", "open", "shut") in found
    assert "factor-count" in {one.what for one in found}


def test_a_result_that_was_written_over_is_told() -> None:
    first, *others = DECISION.results
    forged = replace(DECISION, results=(replace(first, result=Result.FAIL), *others))

    (found,) = rejudged(forged, BASE)

    assert (found.what, found.recorded, found.found) == (first.check, "fail", "pass")


def test_findings_that_an_entry_had_no_room_for_are_no_discrepancy() -> None:
    record = changed(RECORD, actions=tuple(replace(one, owner="") for one in RECORD.actions))
    shut = BASE.judge(Phase.ACTIONS_TICKETED, Case(record, PEOPLE, NOON))
    bare = tuple(
        replace(one, findings=one.findings[:1], more=one.more + len(one.findings[1:]))
        for one in shut.results
    )
    decision = replace(DECISION, record=record, gate_open=False, results=bare)

    assert any(one.more for one in bare)
    assert rejudged(decision, BASE) == ()


def test_a_check_that_was_left_out_is_told() -> None:
    first, *others = DECISION.results

    (found,) = rejudged(replace(DECISION, results=tuple(others)), BASE)

    assert (found.what, found.recorded, found.found) == (first.check, "not asked", "pass")


def test_another_text_is_told() -> None:
    found = rejudged(DECISION, policy("1.0.1"))

    assert [one.what for one in found] == ["the policy's text"]


def test_other_words_of_a_finding_are_no_discrepancy() -> None:
    shut = BASE.judge(Phase.ACTIONS_TICKETED, Case(changed(RECORD, factors=()), PEOPLE, NOON))
    worded = tuple(
        replace(one, findings=tuple(replace(each, message="said before") for each in one.findings))
        for one in shortened(shut).results
    )
    decision = replace(
        DECISION, record=changed(RECORD, factors=()), gate_open=False, results=worded
    )

    assert rejudged(decision, BASE) == ()
