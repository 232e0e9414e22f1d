"""Every event and every refusal has its words."""

from typing import get_args

import pytest

from cli.showing.telling import TOLD, TOLD_BY_THE_CLOCK, event_told, told
from ledger.entry import Entry
from states.codec import event_to_json
from states.events.actions import (
    ActionFinished,
    ActionParked,
    ActionRescheduled,
    ActionResumed,
    ActionVerified,
    VerificationFailed,
)
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved, RiskAccepted
from states.events.escalations import (
    DeadlineMet,
    DeadlineSet,
    EscalationAcknowledged,
    EscalationExtended,
    EscalationReassigned,
    OperatorsTold,
    RungReached,
)
from states.events.event import Event
from states.events.gates import GateBlocked, GateShadowed, PhaseEntered, PolicyMoved
from states.events.notices import NoticeDelivered, NoticePutOff, NoticeSettled, NoticeUndelivered
from states.events.record import (
    CommentMade,
    IncidentOpened,
    ItemAdded,
    ItemChanged,
    ItemRemoved,
    RemarkAcknowledged,
    SingleChanged,
    TextRead,
    TextsErased,
)
from states.events.recurrence import ErrandDone, ErrandSet, FactorRecurred
from states.lifecycle import Phase, Trigger
from states.record.context import Impact, Severity
from states.record.deadlines import Deadline, DeadlineKind, Notice
from states.record.errands import Errand
from states.record.proposals import (
    Comment,
    Downgrade,
    Moving,
    Proposal,
    Rescheduling,
    Respite,
    Waiver,
    Wish,
    Withdrawal,
)
from states.record.readings import Reading, Remark, RemarkKind
from states.rules import CheckResult, Report, Result
from tests.builders import ACTIONS, CONTEXT, DAY, FACTORS, NOON, TIMELINE

DUE = (NOON + 14 * DAY).date()
REMARK = Remark(RemarkKind.BLAME, "text", "Ana ran it", "Ana", "it ran")
DEADLINE = Deadline(DeadlineKind.GATE, "facts", NOON, NOON + DAY, NOON, "gate", "fay")
NOTICE = Notice("k", "rob", "gate:facts", 2, NOON, NOON, "late", "It is late")
FAILED = (CheckResult(Phase.FACTS, "timeline-sent", "the timeline is sent out", Result.FAIL),)
BLOCKED = Report(
    "INC-42",
    Phase.FACTS,
    (
        *FAILED,
        CheckResult(Phase.FACTS, "went-well", "something is kept", Result.PASS),
    ),
)


def asked(wish: Wish, reason: str = "It cannot be mended yet") -> ProposalMade:
    return ProposalMade(Proposal("W1", wish, reason, "fay", NOON))


# fmt: off
SAID = (
    (IncidentOpened(CONTEXT, "p"), "opened “Checkout failed while webhooks were retried”"),
    (ItemAdded(TIMELINE[1]), "added fact T2 “Checkout errors rose above 5 %”"),
    (ItemChanged(ACTIONS[1]), "changed action A2 “Write the rollback runbook”"),
    (ItemRemoved("F3", "It was another outage"), "removed F3: “It was another outage”"),
    (SingleChanged(Impact("EU")), "changed the impact"),
    (GateBlocked(BLOCKED), "the gate into facts stayed shut: timeline-sent"),
    (PhaseEntered(Phase.FACTS, Trigger.ADVANCE), "reached facts"),
    (PhaseEntered(Phase.FACTS, Trigger.RETURN, "Again"), "reached facts (return): “Again”"),
    (GateShadowed("d", Phase.FACTS, gate_open=False, results=FAILED, passes=("due",)),
     "the candidate policy fails timeline-sent and does not fail due"),
    (GateShadowed("d", Phase.FACTS, gate_open=False, broke="KeyError"),
     "the candidate policy broke: KeyError"),
    (PolicyMoved("d", "e", "ours@1.1.0", "It fits"),
     "is judged by ours@1.1.0 from here on: “It fits”"),
    (TextsErased(("d1",), "She asked"), "erased 1 text: “She asked”"),
    (TextsErased(("d1", "d2")), "erased 2 texts"),
    (ActionFinished("A1", "https://x.example"), "A1 is done: https://x.example"),
    (ActionVerified("A1", "https://x.example"), "A1 is verified: https://x.example"),
    (VerificationFailed("A1", "https://x.example"), "A1 does not hold: https://x.example"),
    (ActionParked("A1", "Later"), "parked A1: “Later”"),
    (ActionResumed("A1", "Now"), "resumed A1: “Now”"),
    (ActionRescheduled("A1", DUE, "Late"), "A1 is due 2026-03-24: “Late”"),
    (RiskAccepted("F1", "Rare"), "accepted F1: “Rare”"),
    (TextRead(Reading("F1", "1", "w")), "F1 was read: 0 remarks"),
    (TextRead(Reading("F1", "1", "w", (REMARK,))), "F1 was read: 1 remark"),
    (RemarkAcknowledged("F1", "Ana ran it", "So it was"),
        "let “Ana ran it” stand in F1: “So it was”"),
    (asked(Withdrawal()), "asked for withdrawal (W1): “It cannot be mended yet”"),
    (asked(Withdrawal("INC-41")),
     "asked for withdrawal, the same as INC-41 (W1): “It cannot be mended yet”"),
    (asked(Rescheduling("A1", DUE)),
     "asked for A1 to be due 2026-03-24 (W1): “It cannot be mended yet”"),
    (asked(Downgrade(Severity.SEV3)),
     "asked for the lower severity SEV3 (W1): “It cannot be mended yet”"),
    (asked(Moving("e" * 64, "ours@1.1.0")),
     "asked for the policy ours@1.1.0 (W1): “It cannot be mended yet”"),
    (asked(Respite("action:A2", NOON), "Later"),
     "asked for a respite of action:A2 until 2026-03-10 12:00 UTC (W1): “Later”"),
    (asked(Waiver("ticket", NOON, "A2"), "Later"),
     "asked for a waiver of ticket of A2 until 2026-03-10 12:00 UTC (W1): “Later”"),
    (ProposalSettled("W1", granted=True), "granted W1"),
    (ProposalSettled("W1", granted=False, note="Mend it"), "declined W1: “Mend it”"),
    (RecordApproved(7), "approved revision 7"),
    (CommentMade(Comment("C1", "fay", NOON, "Good", "F1")), "said on F1: “Good”"),
    (CommentMade(Comment("C1", "fay", NOON, "Good")), "said: “Good”"),
    (DeadlineSet(DEADLINE), "gate:facts is due 2026-03-11 12:00 UTC"),
    (DeadlineMet("gate:facts"), "gate:facts is no longer due"),
    (RungReached("gate:facts", 2, 1, ("rob",)), "told rob about gate:facts"),
    (RungReached("gate:facts", 2, 1), "told nobody about gate:facts"),
    (RungReached("gate:facts", 2, 1, ("rob", "mia"), moment=NOON, after=(NOON + DAY, NOON)),
     "told rob, mia about gate:facts, rob from 2026-03-11 12:00 UTC on"),
    (OperatorsTold("gate:facts", ("rob",), "rung 3 of gate reaches nobody"),
     "told the operators (rob): rung 3 of gate reaches nobody"),
    (OperatorsTold("gate:facts", (), "rung 3 of gate reaches nobody"),
     "told the operators (nobody): rung 3 of gate reaches nobody"),
    (NoticeDelivered("k", "mailto", NOON), "a notice arrived by mailto: k"),
    (NoticeDelivered("k", "mailto", NOON, "mail", "digest/rob/1", ("slack",), ("sms",)),
     ("a notice arrived by mailto on route mail in digest/rob/1: k; "
      "slack may have had it before; sms did not take it")),
    (NoticeUndelivered("k", "mail: refused\nslack: no answer", NOON),
     ("nobody took the notice k: mail: refused slack: no answer; "
      "it is tried again 2026-03-10 12:00 UTC")),
    (NoticePutOff("k", NOON, "nothing ran then"),
     "the notice k is told late, 2026-03-10 12:00 UTC: nothing ran then"),
    (NoticePutOff("k", NOON), "the notice k is told late, 2026-03-10 12:00 UTC"),
    (NoticeSettled("k"), "the notice k was settled before it went"),
    (EscalationAcknowledged("gate:facts", NOON, "They are back on Tuesday"),
     "acknowledged gate:facts until 2026-03-10 12:00 UTC: “They are back on Tuesday”"),
    (EscalationReassigned("action:A1", "ana", "ben", "Ana is on leave"),
     "reassigned action:A1 from ana to ben: “Ana is on leave”"),
    (EscalationReassigned("action:A1", "", "ben", "Nobody had it"),
     "reassigned action:A1 from nobody to ben: “Nobody had it”"),
    (EscalationExtended("gate:facts", NOON, NOON + DAY, "The vendor is slow"),
     "extended gate:facts from 2026-03-10 12:00 UTC to 2026-03-11 12:00 UTC: “The vendor is slow”"),
    (FactorRecurred("F1", "INC-50", "F2"), "F1 came back in INC-50"),
    (ErrandSet(Errand("k", "INC-31", "F2", "INC-42", "F1")), "INC-31 is to hear of it"),
    (ErrandDone("k", "noted"), "it heard of it: noted"),
)
# fmt: on


@pytest.mark.parametrize(("event", "words"), SAID)
def test_an_event_is_told_in_a_clause(event: Event, words: str) -> None:
    assert event_told(event) == words


def test_every_event_has_its_row_and_was_told_here() -> None:
    rows = {*TOLD, *TOLD_BY_THE_CLOCK}
    assert rows == set(get_args(Event)) == {type(event) for event, _ in SAID}
    assert len(TOLD) + len(TOLD_BY_THE_CLOCK) == len(rows)


def test_a_refused_entry_says_why() -> None:
    refusal = {"message": "cannot return a retrospective that is opening"}
    entry = Entry("INC-42", 1, "", "2026-03-10T12:00:00.000000Z", {}, {}, refusal=refusal)

    assert told(entry) == "refused: cannot return a retrospective that is opening"


def test_a_long_text_is_cut_to_a_line() -> None:
    said = event_told(ItemAdded(FACTORS[0].__class__("F9", "so\nmany words " * 50)))

    assert len(said) < 120
    assert "\n" not in said


def test_items_that_came_together_are_told_together() -> None:
    came = (*map(ItemAdded, TIMELINE), ItemAdded(ACTIONS[0]))
    entry = Entry(
        "INC-42", 1, "", "2026-03-10T12:00:00.000000Z", {}, {}, tuple(map(event_to_json, came))
    )

    assert told(entry) == "added fact T1, T2, T3, T4; added action A1 “Cap webhook retries at five”"
