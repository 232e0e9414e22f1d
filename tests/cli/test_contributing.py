"""A contributor's part is what they did, and what others did with what is theirs."""

from dataclasses import replace
from typing import Any

import pytest

from cli.records.contributing import parts_of
from ledger.entry import Entry, written
from states.codec import event_to_json
from states.events.actions import ActionFinished, ActionVerified, VerificationFailed
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved, RiskAccepted
from states.events.escalations import DeadlineMet, DeadlineSet, EscalationAcknowledged
from states.events.event import Event
from states.events.gates import GateBlocked, PhaseEntered
from states.events.record import (
    CommentMade,
    IncidentOpened,
    ItemAdded,
    ItemChanged,
    ItemRemoved,
    SingleChanged,
    TextRead,
)
from states.lifecycle import Phase, Trigger
from states.record.deadlines import Deadline, DeadlineKind
from states.record.proposals import Comment, Proposal, Rescheduling, Waiver, Withdrawal
from states.record.readings import Reading
from states.rules import CheckResult, Finding, Report, Result
from tests.builders import ACTIONS, CONTEXT, DAY, FACTORS, KEY, NOON, TIMELINE

PROOF = "https://ci.example.org/runs/1"
MINE = replace(FACTORS[0], id="F1")
OWNED = ACTIONS[1]
"""An action that ben owns."""

ASKED = Proposal("W1", Waiver("due-within", NOON + DAY, "A2"), "It takes a while", "ben", NOON)
OWED = Deadline(DeadlineKind.GATE, "facts", NOON, NOON + DAY, NOON, "gate", "ben")
STRANGE = replace(CONTEXT, commander="", scribe="", participants=())


def entry(seq: int, by: str, *happened: Event, **more: Any) -> Entry:
    """Write one entry."""
    return Entry(
        incident=KEY,
        seq=seq,
        prev="",
        at=written(NOON),
        actor={"person": by, "via": "cli"},
        command={"id": str(seq)},
        events=tuple(map(event_to_json, happened)),
        **more,
    )


OPENING = (
    entry(1, "fay", IncidentOpened(STRANGE, "default")),
    entry(2, "ben", ItemAdded(MINE)),
    entry(3, "fay", ItemAdded(OWNED)),
    entry(4, "ben", ProposalMade(ASKED)),
    entry(5, "retrogate", DeadlineSet(OWED)),
)


def part(by: str, *happened: Event, person: str = "ben", **more: Any) -> str:
    """Say what part somebody has in one more entry; none is empty."""
    found = parts_of(person, (*OPENING, entry(6, by, *happened, **more)))
    return next((one.part for one in found if one.entry.seq == 6), "")


def blocked(item: str) -> GateBlocked:
    finding = Finding("it has no ticket", item)
    failed = CheckResult(Phase.FACTS, "ticket", "a ticket", Result.FAIL, (finding,))
    return GateBlocked(Report(KEY, Phase.FACTS, (failed,)))


@pytest.mark.parametrize(
    ("happened", "did"),
    [
        (IncidentOpened(CONTEXT, "p"), "opened it"),
        (ItemChanged(MINE), "wrote"),
        (RecordApproved(3), "approved"),
        (ProposalMade(ASKED), "asked"),
        (ProposalSettled("W1", granted=True), "answered"),
        (RiskAccepted("F1", "It is rare"), "accepted"),
        (CommentMade(Comment("C1", "ben", NOON, "Who pays?")), "commented"),
        (PhaseEntered(Phase.FACTS, Trigger.ADVANCE), "moved it"),
        (blocked("T9"), "was stopped"),
        (ActionFinished("A2", PROOF), "finished"),
        (ActionVerified("A2", PROOF), "verified"),
        (VerificationFailed("A2", PROOF), "verified"),
    ],
)
def test_what_somebody_did_is_named(happened: Event, did: str) -> None:
    assert part("ben", happened) == did


def test_a_deed_is_named_before_what_follows_from_it() -> None:
    due = DeadlineMet("action:A2")

    assert part("ben", due, ActionFinished("A2", PROOF)) == "finished"


def test_a_refusal_is_part_of_the_story() -> None:
    assert part("ben", refusal={"message": "no"}, asked={"item": "F1"}) == "was refused"


@pytest.mark.parametrize(
    ("happened", "about"),
    [
        (CommentMade(Comment("C1", "ana", NOON, "Why?", "F1")), "about F1"),
        (ItemChanged(MINE), "about F1"),
        (ItemRemoved("F1", "It was another one"), "about F1"),
        (ActionVerified("A2", PROOF), "about A2"),
        (ProposalSettled("W1", granted=False), "about W1"),
        (
            ProposalMade(Proposal("D1", Rescheduling("A2", NOON.date()), "W", "ana", NOON)),
            "about A2",
        ),
        (EscalationAcknowledged("gate:facts", NOON + DAY, "Soon"), "about gate:facts"),
        (blocked("A2"), "about A2"),
        (ItemAdded(replace(ACTIONS[0], owner="ben")), "about F1"),
        (ItemAdded(replace(ACTIONS[0], owner="ben", factors=())), "was named"),
        (SingleChanged(replace(CONTEXT, commander="ben")), "was named"),
    ],
)
def test_what_others_did_with_what_is_theirs_is_theirs(happened: Event, about: str) -> None:
    assert part("ana", happened) == about


def test_a_refusal_of_somebody_else_is_about_what_it_asked_for() -> None:
    assert part("ana", refusal={"message": "no"}, asked={"item": "F1"}) == "about F1"


@pytest.mark.parametrize(
    "happened",
    [
        ItemAdded(TIMELINE[0]),
        CommentMade(Comment("C1", "ana", NOON, "F1 and ben are in this sentence")),
        ProposalMade(Proposal("X1", Withdrawal(), "It is INC-43", "ana", NOON)),
        DeadlineSet(OWED),
        DeadlineMet("gate:facts"),
        TextRead(Reading("F1", "1", "d")),
    ],
)
def test_what_is_not_about_them_and_what_follows_by_itself_is_left_out(happened: Event) -> None:
    assert part("ana", happened) == ""


def test_what_was_handed_over_stays_about_whoever_had_it() -> None:
    handed = ItemChanged(replace(OWNED, owner="ana"))
    done = entry(7, "ana", ActionFinished("A2", PROOF))

    *_, last = parts_of("ben", (*OPENING, entry(6, "fay", handed), done))

    assert (last.entry.seq, last.part) == (7, "about A2")


def test_an_item_is_theirs_from_when_they_wrote_it() -> None:
    parts = [(one.entry.seq, one.part) for one in parts_of("ben", OPENING)]

    assert parts == [(2, "wrote"), (3, "was named"), (4, "asked")]
