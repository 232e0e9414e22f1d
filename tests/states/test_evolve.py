"""A record changes by its events alone; content moves the revision, and work the clock."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, get_args

import pytest

from states.codec import EVENTS
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
from states.evolve import evolve, fold
from states.lifecycle import Phase, Trigger
from states.record.actions import Action, ActionState, Progress
from states.record.context import Context, Impact, Meeting
from states.record.deadlines import Deadline, DeadlineKind, Hold, Notice
from states.record.errands import Errand
from states.record.facts import Fact
from states.record.proposals import (
    Approval,
    Comment,
    Proposal,
    Recurrence,
    Risk,
    Verdict,
    Withdrawal,
)
from states.record.readings import Acknowledgement, Reading, Remark, RemarkKind
from states.record.retrospective import Mark, Retrospective
from states.rules import Report
from states.stamp import Stamp
from tests.builders import CONTEXT, DAY, KEY, NOON, OPENED, REVISION, TIMELINE, changed
from tests.states.builders import record_in

STAMP = Stamp(NOON + DAY, "mia", 51)
PROOF = "https://ci.example.org/runs/2"
WHY = "the vendor delivers in April"
GATE = Deadline(DeadlineKind.GATE, "verified", NOON, NOON, NOON, "gate", "fay")
NOTICE = Notice("n1", "fay", GATE.id, 1, NOON, NOON, "late", "It is late.")
RAISED = Notice(
    key=f"{KEY}/{GATE.id}/{STAMP.seq}/2.4/mia",
    to="mia",
    deadline=GATE.id,
    rung=2,
    due=NOON,
    at=STAMP.at,
    subject="It is late",
    text="It is late.\nIt climbed to you: fay owns it.",
)
PARTED = replace(
    RAISED,
    text="",
    since="It was due",
    title="Checkout failed",
    settle=f"retro why {KEY}",
    why="It waits for you.",
    moment=NOON,
    after=STAMP.at + DAY,
    bundled=True,
)
FOR_OPERATORS = Notice(
    key=f"{KEY}/{GATE.id}/{STAMP.seq}/operators.0/rob",
    to="rob",
    deadline="",
    rung=0,
    due=STAMP.at,
    at=STAMP.at,
    subject="it leads to nobody",
    since="nobody holds it",
    title=CONTEXT.title,
    settle="retro people list",
    why="You hear of it because you operate Retrogate.",
)
HELD = replace(NOTICE, key="n2", after=STAMP.at + DAY)
FOR_OTHERS = replace(HELD, key="n3", deadline="action:A1")
OPERATORS_HELD = replace(FOR_OPERATORS, after=STAMP.at + DAY)
ERRAND = Errand("e1", "INC-31", "F2", KEY, "F1")
ASKED = Proposal("X1", Withdrawal(), WHY, "ana", NOON)
SENTENCE = "Ana forgot the limit"
READ = Reading("F1", "1", "ab12", (Remark(RemarkKind.BLAME, "text", SENTENCE, "Ana", "…"),))
COMMENT = Comment("C1", "ana", NOON, "We wait")
FACT = Fact("T9", NOON, text="It rained")
LATER_FACT = changed(TIMELINE[0], text="It was late")
RECORD = replace(
    record_in(Phase.ACTIONS_TICKETED),
    deadlines={GATE.id: GATE},
    notices=(NOTICE,),
    errands=(ERRAND,),
    proposals=(ASKED,),
)
TOUCHED = Mark("fay", OPENED, STAMP.at)


def marked(name: str, **fields: Any) -> dict[str, Any]:
    """Name the fields that change when an item was worked on."""
    return {"marks": {**RECORD.marks, name: TOUCHED}, **fields}


def became(action: str, **fields: Any) -> dict[str, Any]:
    """Name the fields that change when something became of an action."""
    progress = Progress(by="mia", at=STAMP.at, **fields)
    return marked(action, progress={**RECORD.progress, action: progress})


STATES = ActionState
OPENING = {
    "policy": "p",
    "opened": STAMP.at,
    "opened_by": "mia",
    "entered": STAMP.at,
    "phase": Phase.OPENING,
    "context": CONTEXT,
}
SETTLED = replace(ASKED, verdict=Verdict.GRANTED, settled_by="mia", settled_at=STAMP.at)
MOVED = Progress(reschedules=1, reason=WHY)

# fmt: off
FOLDED: tuple[tuple[Event, str, dict[str, Any]], ...] = (
    # event                                 moves               and these fields
    (IncidentOpened(CONTEXT, "p"),          "revision touched", OPENING),
    (ItemAdded(FACT),                       "revision touched", {
        "timeline": (*RECORD.timeline, FACT),
        "marks": {**RECORD.marks, "T9": Mark("mia", STAMP.at, STAMP.at)}}),
    (ItemChanged(LATER_FACT),               "revision touched",
        marked("T1", timeline=(LATER_FACT, *RECORD.timeline[1:]))),
    (SingleChanged(Context(title="x")),     "revision touched", {"context": Context(title="x")}),
    (SingleChanged(Impact("EU")),           "revision touched", {"impact": Impact("EU")}),
    (SingleChanged(Meeting(NOON)),          "revision touched", {"meeting": Meeting(NOON)}),
    (ItemRemoved("T1"),                     "revision touched", {"timeline": RECORD.timeline[1:]}),
    (GateBlocked(Report(KEY, Phase.VERIFIED, ())), "",          {}),
    (PhaseEntered(Phase.VERIFIED, Trigger.ADVANCE), "revision touched",
        {"phase": Phase.VERIFIED, "entered": STAMP.at}),
    (GateShadowed("q", Phase.VERIFIED, gate_open=False), "",    {}),
    (PolicyMoved("p", "q", "ours@1.0.0", WHY), "",              {"policy": "q"}),
    (TextsErased(("ab" * 32,), WHY),        "",                 {}),
    (ActionFinished("A1", PROOF),           "revision touched",
        became("A1", state=STATES.DONE, evidence=PROOF)),
    (ActionVerified("A2", PROOF),           "revision touched",
        became("A2", state=STATES.VERIFIED, evidence=PROOF)),
    (VerificationFailed("A2", PROOF),       "revision touched",
        became("A2", state=STATES.OPEN, evidence=PROOF)),
    (ActionParked("A1", WHY),               "revision touched",
        became("A1", state=STATES.PARKED, reason=WHY)),
    (ActionResumed("A3", WHY),              "revision touched",
        became("A3", state=STATES.OPEN, reason=WHY)),
    (ActionRescheduled("A1", date(2026, 4, 1), WHY), "revision touched", marked(
        "A1", progress={**RECORD.progress, "A1": MOVED},
        actions=(changed(RECORD.actions[0], due=date(2026, 4, 1)), *RECORD.actions[1:]))),
    (RiskAccepted("F1", WHY),               "revision touched",
        {"risks": (Risk("F1", "mia", STAMP.at, WHY),)}),
    (TextRead(READ),                        "",                 {"readings": {"F1": READ}}),
    (RemarkAcknowledged("F1", SENTENCE, WHY), "revision touched",
        {"acknowledgements": (Acknowledgement("F1", SENTENCE, "mia", STAMP.at, WHY),)}),
    (ProposalMade(changed(ASKED, id="X2")), "touched",
        {"proposals": (ASKED, changed(ASKED, id="X2"))}),
    (ProposalSettled("X1", granted=True),   "revision touched", {"proposals": (SETTLED,)}),
    (ProposalSettled("X1", granted=False),  "revision touched",
        {"proposals": (replace(SETTLED, verdict=Verdict.DECLINED),)}),
    (RecordApproved(REVISION),              "touched",
        {"approvals": (*RECORD.approvals, Approval("mia", STAMP.at, REVISION))}),
    (CommentMade(COMMENT),                  "",                 {"comments": (COMMENT,)}),
    (DeadlineSet(changed(GATE, owner="x")), "",
        {"deadlines": {GATE.id: changed(GATE, owner="x")}}),
    (DeadlineMet(GATE.id),                  "",                 {"deadlines": {}}),
    (RungReached(GATE.id, 2, 4, ("mia",), "It is late", "It is late."), "", {
        "deadlines": {GATE.id: changed(GATE, fired=(0, 0, 4), tellings=(0, 0, 1))},
        "notices": (NOTICE, RAISED)}),
    (RungReached(
        GATE.id, 2, 4, ("mia",), "It is late", "", NOON, (STAMP.at + DAY,), ("mia",),
        bundled=True, since="It was due", title="Checkout failed", settle=f"retro why {KEY}"), "", {
        "deadlines": {GATE.id: changed(
            GATE, fired=(0, 0, 4), tellings=(0, 0, 1), heard=("mia",))},
        "notices": (NOTICE, PARTED)}),
    (OperatorsTold(
        GATE.id, ("rob",), "it leads to nobody", "nobody holds it", "retro people list"), "",
        {"notices": (NOTICE, FOR_OPERATORS)}),
    (OperatorsTold(GATE.id, gaps=("role:pilot",)), "",
        {"deadlines": {GATE.id: changed(GATE, gaps=("role:pilot",))}}),
    (NoticeDelivered("n1", "chat", NOON),   "",                 {"notices": ()}),
    (NoticeUndelivered("n1", "refused", NOON + DAY), "",
        {"notices": (replace(NOTICE, after=NOON + DAY, tries=1),)}),
    (NoticePutOff("n1", NOON + DAY),        "",
        {"notices": (replace(NOTICE, after=NOON + DAY),)}),
    (NoticeSettled("n1"),                   "",                 {"notices": ()}),
    (EscalationAcknowledged(GATE.id, NOON + DAY, WHY), "",      {}),
    (EscalationReassigned(GATE.id, "fay", "mia", WHY), "",      {}),
    (EscalationExtended(GATE.id, NOON, NOON + DAY, WHY), "",    {}),
    (FactorRecurred("F1", "INC-50", "F2"),  "revision touched",
        {"recurrences": (Recurrence("F1", "INC-50", "F2", STAMP.at),)}),
    (ErrandSet(changed(ERRAND, key="e2")),  "",
        {"errands": (ERRAND, changed(ERRAND, key="e2"))}),
    (ErrandDone("e1", "noted"),             "",                 {"errands": ()}),
)
# fmt: on


def test_every_event_stands_in_the_table() -> None:
    assert {type(event).__name__ for event, _, _ in FOLDED} == set(EVENTS)


@pytest.mark.parametrize(("event", "moves", "into"), FOLDED)
def test_an_event_changes_what_the_table_says_and_nothing_else(
    event: Event, moves: str, into: dict[str, Any]
) -> None:
    stamps = {"revision": STAMP.seq, "touched": STAMP.at}
    moved = {name: stamps[name] for name in moves.split()}

    assert evolve(RECORD, event, STAMP) == changed(RECORD, **into, **moved)


# fmt: off
SETTLING = [
    DeadlineMet(GATE.id),
    EscalationAcknowledged(GATE.id, NOON + DAY, WHY),
    EscalationReassigned(GATE.id, "fay", "mia", WHY),
    EscalationExtended(GATE.id, NOON, NOON + DAY, WHY),
    DeadlineSet(changed(GATE, due=NOON + DAY)),
]
# fmt: on


@pytest.mark.parametrize("event", SETTLING)
def test_what_is_settled_overnight_is_not_told_in_the_morning(event: Event) -> None:
    waiting = (NOTICE, HELD, FOR_OTHERS, OPERATORS_HELD)

    left = evolve(replace(RECORD, notices=waiting), event, STAMP).notices

    assert left == (NOTICE, FOR_OTHERS, OPERATORS_HELD)


@pytest.mark.parametrize(
    "event",
    [
        DeadlineSet(changed(GATE, owner="mia")),
        DeadlineSet(changed(GATE, fired=(1,))),
        DeadlineSet(changed(GATE, hold=Hold("mia", NOON, NOON + DAY, WHY))),
    ],
)
def test_another_owner_settles_nothing_and_neither_does_a_hold(event: Event) -> None:
    assert evolve(replace(RECORD, notices=(HELD,)), event, STAMP).notices == (HELD,)


def test_who_was_not_told_yet_is_told_when_a_hold_ends() -> None:
    until = STAMP.at + 7 * DAY
    waiting = replace(RECORD, notices=(NOTICE, HELD, FOR_OTHERS, OPERATORS_HELD))
    stopped = EscalationAcknowledged(GATE.id, until, WHY, (until + DAY,))

    now, later, *others = evolve(waiting, stopped, STAMP).notices

    assert [now, *others] == [NOTICE, FOR_OTHERS, OPERATORS_HELD]
    assert (later.key, later.after) == (HELD.key, until + DAY)
    assert "This comes late: it was to reach you" in later.why
    assert later.why.endswith("and its climb was stopped meanwhile.")


def test_a_ladder_that_goes_on_still_tells_all_but_whom_it_waits_for_no_more() -> None:
    theirs = replace(HELD, key="n4", to="fay", why="It waits for you.")
    handed = replace(HELD, key=f"{KEY}/{GATE.id}/3/handed.0/fay", to="fay")
    hers = replace(HELD, key="n5", to="fay", why="You hear of it because you facilitate.")
    sams = replace(theirs, key="n6", to="sam")
    waiting = (NOTICE, HELD, FOR_OTHERS, theirs, handed, hers, sams, replace(theirs, after=None))
    event = EscalationReassigned(GATE.id, "fay", "mia", WHY, goes_on=True)

    left = evolve(replace(RECORD, notices=waiting), event, STAMP).notices

    assert left == (NOTICE, HELD, FOR_OTHERS, hers, sams, replace(theirs, after=None))


@pytest.mark.parametrize(("until", "lasts"), [(STAMP.at, False), (STAMP.at + DAY, True)])
def test_a_hold_that_is_over_is_forgotten_when_a_rung_is_reached(
    until: datetime, *, lasts: bool
) -> None:
    stopped = changed(GATE, hold=Hold("mia", NOON, until, WHY))
    record = replace(RECORD, deadlines={GATE.id: stopped})

    folded = evolve(record, RungReached(GATE.id, 1, 1), STAMP)

    assert folded.deadlines[GATE.id].hold == (stopped.hold if lasts else None)


def test_a_notice_is_held_until_its_moment_and_no_longer() -> None:
    assert HELD.is_held(STAMP.at + DAY - timedelta(seconds=1))
    assert not HELD.is_held(STAMP.at + DAY)
    assert not NOTICE.is_held(NOON - DAY)


def test_each_time_in_vain_is_counted() -> None:
    twice = (NoticeUndelivered("n1", "no", NOON), NoticeUndelivered("n1", "no", NOON + DAY))

    (notice,) = fold(RECORD, twice, STAMP).notices

    assert (notice.tries, notice.after) == (2, NOON + DAY)


def test_a_rung_keeps_the_count_of_the_others() -> None:
    record = replace(RECORD, deadlines={GATE.id: changed(GATE, fired=(1, 1, 1, 2))})

    folded = evolve(record, RungReached(GATE.id, 1, 3), STAMP)

    assert folded.deadlines[GATE.id].fired == (1, 3, 1, 2)


def test_what_became_of_an_action_that_is_gone_is_still_kept() -> None:
    gone = evolve(RECORD, ItemRemoved("A1"), STAMP)

    folded = evolve(gone, ActionRescheduled("A1", date(2026, 4, 1), WHY), STAMP)

    assert folded.actions == gone.actions


def test_a_removed_item_keeps_its_mark_so_that_its_id_is_not_used_again() -> None:
    assert "T1" in evolve(RECORD, ItemRemoved("T1"), STAMP).marks


def test_an_action_is_ticketed_when_it_first_has_a_ticket() -> None:
    bare = changed(RECORD.actions[0], ticket="")
    later = Stamp(STAMP.at + DAY, "mia", 52)

    record = evolve(RECORD, ItemChanged(bare), STAMP)
    record = evolve(record, ItemChanged(changed(bare, ticket="PAY-1")), STAMP)
    record = evolve(record, ItemChanged(changed(bare, ticket="PAY-2")), later)

    assert record.marks["A1"].ticketed == STAMP.at
    assert record.marks["A1"].ticket_delay == STAMP.at - OPENED


@pytest.mark.parametrize("item", [Action("A9", "x"), FACT])
def test_what_has_no_ticket_was_never_ticketed(item: Action | Fact) -> None:
    mark = evolve(RECORD, ItemAdded(item), STAMP).marks[item.id]

    assert (mark.ticketed, mark.ticket_delay) == (None, None)


def test_an_action_may_bring_its_ticket() -> None:
    brought = evolve(RECORD, ItemAdded(Action("A9", "x", ticket="PAY-9")), STAMP)

    assert brought.marks["A9"].ticketed == STAMP.at


def test_events_are_folded_in_order() -> None:
    action = Action("A9", "x")

    record = fold(RECORD, (ItemAdded(action), ActionParked("A9", WHY), ItemRemoved("A9")), STAMP)

    assert record.actions == RECORD.actions
    assert record.progress_of("A9").state is ActionState.PARKED


def test_no_events_change_nothing() -> None:
    assert fold(RECORD, (), STAMP) == RECORD


def test_a_record_begins_empty() -> None:
    record = fold(Retrospective(KEY), (IncidentOpened(CONTEXT, "p"),), STAMP)

    assert (record.phase, record.revision, record.touched) == (Phase.OPENING, 51, STAMP.at)
    assert record.ids == ()


def test_every_event_is_one_of_the_union() -> None:
    assert len(get_args(Event)) == len(EVENTS)


def test_the_delay_from_action_to_ticket_is_measured_once() -> None:
    later = replace(STAMP, at=STAMP.at + timedelta(hours=5))
    promised = Action(id="A9", title="limit the queue")

    added = evolve(RECORD, ItemAdded(promised), STAMP)
    ticketed = evolve(added, ItemChanged(replace(promised, ticket="OPS-1")), later)
    moved = evolve(ticketed, ItemChanged(replace(promised, ticket="OPS-2")), later)

    assert added.marks["A9"].ticket_delay is None
    assert ticketed.marks["A9"].ticket_delay == timedelta(hours=5)
    assert moved.marks["A9"].ticketed == ticketed.marks["A9"].ticketed
