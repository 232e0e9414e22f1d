"""A record closes when others than its authors approve it as it is now (R60)."""

from datetime import date, timedelta

import pytest

from policies.checks.approvals import Part, ProposalsSettled, Quorum
from policies.edition import Check
from states.people import Directory, Person
from states.record.context import Severity
from states.record.proposals import (
    Approval,
    Downgrade,
    Moving,
    Proposal,
    Rescheduling,
    Respite,
    Verdict,
    Waiver,
    Wish,
    Withdrawal,
)
from states.record.retrospective import Retrospective
from states.rules import Finding
from tests.builders import NOON, PEOPLE, REVISION, changed
from tests.policies.asking import COMPLETE, found, item_with, record_with

QUORUM = Quorum(roles=("service-owner",))
NONE = "revision 40 has 0 of 1 approvals by service-owner"
REASON = "the vendor ships the part in May"


def approved(*by: str, revision: int = REVISION) -> Retrospective:
    """Take the complete record, approved by these people."""
    return record_with(approvals=tuple(Approval(one, NOON, revision) for one in by))


def asked_for(wish: Wish, verdict: Verdict = Verdict.PENDING) -> Retrospective:
    """Take the complete record, with one proposal."""
    return record_with(proposals=(Proposal("W1", wish, REASON, "ana", NOON, verdict),))


@pytest.mark.parametrize("check", [QUORUM, ProposalsSettled()])
def test_an_approved_record_passes(check: Check) -> None:
    assert found(check, COMPLETE) == ()


def test_without_approval_those_who_could_are_named() -> None:
    assert found(QUORUM, approved()) == (
        Finding(
            "revision 40 has 0 of 1 approvals by service-owner",
            fix="retro approve INC-42 --as sam",
            waits_for=("sam",),
        ),
    )


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (
            approved("sam", revision=39),
            f"{NONE}; sam approved revision 39",
        ),
        (
            approved("ana", "rob"),
            f"{NONE}; the approval of ana does not count and the approval of rob does not count",
        ),
    ],
)
def test_what_does_not_count_is_said(record: Retrospective, message: str) -> None:
    assert [one.message for one in found(QUORUM, record)] == [message]


def test_nobody_counts_twice() -> None:
    two = Quorum(roles=("service-owner", "sre-lead"), count=2)

    assert found(two, approved("sam", "sam")) == (
        Finding(
            "revision 40 has 1 of 2 approvals by service-owner or sre-lead",
            fix="retro approve INC-42 --as sol",
            waits_for=("sol",),
        ),
    )
    assert found(two, approved("sam", "sol")) == ()


@pytest.mark.parametrize(
    "part",
    [
        changed(COMPLETE, context=changed(COMPLETE.context, facilitator="sam")),
        item_with("A1", owner="sam"),
        item_with("A3", owner="sam"),
    ],
)
def test_nobody_approves_their_own_work(part: Retrospective) -> None:
    assert found(QUORUM, part) == (
        Finding(
            "revision 40 has 0 of 1 approvals by service-owner; the approval of sam does not "
            "count; nobody who is there could give one more",
            fix="retro approve INC-42 --as PERSON",
        ),
    )


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        (Part.OPENER, {"opened_by": "sam"}),
        (Part.COMMANDER, {"context": changed(COMPLETE.context, commander="sam")}),
    ],
)
def test_a_policy_chooses_who_keeps_out(part: Part, fields: dict[str, object]) -> None:
    check = Quorum(roles=("service-owner",), distinct_from=(part,))

    assert found(QUORUM, record_with(**fields)) == ()
    assert len(found(check, record_with(**fields))) == 1


def test_who_has_left_does_not_approve() -> None:
    left = Directory(
        {**PEOPLE.people, "sam": Person("sam", roles=("service-owner",), left=date(2026, 3, 10))}
    )

    assert len(found(QUORUM, COMPLETE, people=left)) == 1


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Waiver("runbook", NOON + timedelta(days=1)), "a waiver of runbook"),
        (Withdrawal(), "the withdrawal of the incident"),
        (Rescheduling("A1", date(2026, 4, 2)), "A1 to be due 2026-04-02"),
        (Downgrade(Severity.SEV3), "the lower severity SEV3"),
        (Moving("e" * 64, "ours@1.1.0"), "the policy ours@1.1.0"),
        (Respite("gate:facts", NOON + timedelta(days=1)), "a respite for gate:facts"),
    ],
)
def test_a_proposal_waits_for_an_answer(wish: Wish, words: str) -> None:
    assert found(ProposalsSettled(roles=("sre-lead",)), asked_for(wish)) == (
        Finding(
            f"ana asked for {words} and has no answer: “the vendor ships the part in May”",
            "W1",
            "retro grant INC-42 W1 --as sol",
            ("sol",),
        ),
    )


def test_nobody_answers_themselves() -> None:
    alone = ProposalsSettled(roles=("engineer",))

    assert [one.waits_for for one in found(alone, asked_for(Withdrawal()))] == [("ben",)]


def test_a_proposal_nobody_is_named_for_waits_for_anyone() -> None:
    assert [
        (one.fix, one.waits_for) for one in found(ProposalsSettled(), asked_for(Withdrawal()))
    ] == [("retro grant INC-42 W1 --as PERSON", ())]


@pytest.mark.parametrize("verdict", [Verdict.GRANTED, Verdict.DECLINED])
def test_an_answer_is_an_answer(verdict: Verdict) -> None:
    assert found(ProposalsSettled(), asked_for(Withdrawal(), verdict)) == ()
