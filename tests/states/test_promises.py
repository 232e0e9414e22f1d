"""Done is not verified, and a promise is neither parked nor moved at will."""

from dataclasses import replace
from datetime import date

import pytest

from states.commands import (
    AcceptRisk,
    Command,
    FinishAction,
    ParkAction,
    RescheduleAction,
    ResumeAction,
    Settle,
    VerifyAction,
)
from states.decide import decide
from states.errors import (
    ConflictError,
    InvalidError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
)
from states.events.actions import (
    ActionFinished,
    ActionParked,
    ActionRescheduled,
    ActionResumed,
    ActionVerified,
    VerificationFailed,
)
from states.events.consents import ProposalMade, RiskAccepted
from states.lifecycle import Phase
from states.record.actions import ActionState, Priority, Progress
from states.record.proposals import Proposal, Rescheduling, Risk
from states.record.retrospective import Retrospective
from tests.builders import DAY, NOON, changed, with_item, with_progress
from tests.states.builders import after, heard, question, record_in, refused, went_on
from tests.states.rules import TERMS, Switches

RECORD = record_in(Phase.ACTIONS_TICKETED)
PROOF = "https://ci.example.org/runs/2"
WHY = "the vendor delivers in April"
APRIL = date(2026, 4, 1)
TODAY = NOON.date()


def in_state(state: ActionState, **fields: object) -> Retrospective:
    """Build the record with A2, which ben owns, in `state`."""
    return with_progress(RECORD, "A2", state=state, by="ben", **fields)


OPEN_A2 = in_state(ActionState.OPEN)

# fmt: off
NEXT = {
    ActionState.OPEN:     "next: retro action done INC-42 A2 --evidence URL",
    ActionState.DONE:     "next: retro verify INC-42 A2 --evidence URL --as PERSON",
    ActionState.VERIFIED: 'next: retro action resume INC-42 A2 --reason "…"',
    ActionState.PARKED:   'next: retro action resume INC-42 A2 --reason "…"',
}

STEPS = (
    #  asked                                 from
    (FinishAction("A2", PROOF),           ActionState.OPEN),
    (VerifyAction("A2", PROOF),           ActionState.DONE),
    (ParkAction("A2", WHY),               ActionState.OPEN),
    (RescheduleAction("A2", APRIL, WHY),  ActionState.OPEN),
)
# fmt: on


@pytest.mark.parametrize(("asked", "needed"), STEPS)
@pytest.mark.parametrize("state", ActionState)
def test_every_step_starts_from_its_own_state(
    asked: Command, needed: ActionState, state: ActionState
) -> None:
    record = with_item(in_state(state), "A2", top=False)
    hearing = heard(record, "fay")

    if state is needed:
        assert decide(asked, hearing)
        return

    told, hint = refused(RefusedError, asked, hearing)
    assert told == f"A2 is {state.value}, not {needed.value}"
    assert hint == NEXT[state]


@pytest.mark.parametrize(
    "asked",
    [*(asked for asked, _ in STEPS), ResumeAction("A2", WHY)],
    ids=lambda one: type(one).__name__,
)
def test_only_an_action_there_is_takes_a_step(asked: Command) -> None:
    told, hint = refused(NotFoundError, changed(asked, action="A9"), heard(RECORD))

    assert told == "INC-42 has no action “A9”"
    assert hint == "there are: A1, A2, A3 · retro show INC-42"


def test_done_is_a_word_and_where_it_can_be_seen() -> None:
    assert decide(FinishAction("A1", PROOF), heard(RECORD)) == (ActionFinished("A1", PROOF),)
    assert after(FinishAction("A1", PROOF), heard(RECORD)).progress["A1"] == Progress(
        ActionState.DONE, "ana", NOON, PROOF
    )


@pytest.mark.parametrize("asked", [FinishAction("A1", " "), VerifyAction("A2", "")])
def test_evidence_is_somewhere(asked: Command) -> None:
    told, hint = refused(InvalidError, asked, heard(RECORD, "fay"))

    assert (told, hint) == ("evidence: it is empty", "give --evidence URL, where it can be seen")


def test_somebody_else_verifies() -> None:
    assert decide(VerifyAction("A2", PROOF), heard(RECORD, "fay")) == (ActionVerified("A2", PROOF),)


def test_a_criterion_that_does_not_hold_opens_the_action_again() -> None:
    asked = VerifyAction("A2", PROOF, holds=False)

    assert decide(asked, heard(RECORD, "fay")) == (VerificationFailed("A2", PROOF),)
    assert after(asked, heard(RECORD, "fay")).progress_of("A2").state is ActionState.OPEN


def test_the_owner_does_not_verify() -> None:
    finished = went_on(FinishAction("A1", PROOF), heard(RECORD, "ben"))

    told, hint = refused(NotAllowedError, VerifyAction("A1", PROOF), replace(finished, actor="ana"))

    assert told == "ana owns it: A1 is verified by someone else"
    assert hint == "ask a colleague: retro verify INC-42 A1 --evidence URL --as PERSON"


def test_whoever_said_it_is_done_does_not_verify() -> None:
    finished = went_on(FinishAction("A1", PROOF), heard(RECORD, "ben"))

    told, _ = refused(NotAllowedError, VerifyAction("A1", PROOF), finished)

    assert told == "ben said it is done: A1 is verified by someone else"


@pytest.mark.parametrize("holds", [True, False])
def test_neither_yes_nor_no_is_the_owners_to_say(*, holds: bool) -> None:
    refused(NotAllowedError, VerifyAction("A2", PROOF, holds=holds), heard(RECORD, "ben"))


def test_a_new_owner_does_not_let_the_old_one_verify() -> None:
    handed_on = with_item(RECORD, "A2", owner="fay")

    refused(NotAllowedError, VerifyAction("A2", PROOF), heard(handed_on, "ben"))


@pytest.mark.parametrize("phase", [Phase.ACTIONS_TICKETED, Phase.VERIFIED])
@pytest.mark.parametrize(
    ("top", "priority"), [(True, Priority.P2), (False, Priority.P1), (True, None)]
)
def test_what_was_promised_as_most_important_is_not_parked(
    phase: Phase, priority: Priority | None, *, top: bool
) -> None:
    record = with_item(record_in(phase), "A1", top=top, priority=priority)

    told, hint = refused(RefusedError, ParkAction("A1", WHY), heard(record))

    assert told == "A1 is a top or P1 action and was promised: it is not parked"
    assert hint == ('move it: retro action reschedule INC-42 A1 --due DATE --reason "…"')


def test_what_was_promised_as_less_may_be_parked() -> None:
    record = with_item(RECORD, "A1", top=False, priority=Priority.P2)

    assert decide(ParkAction("A1", WHY), heard(record)) == (ActionParked("A1", WHY),)
    assert not after(ParkAction("A1", WHY), heard(record)).owes(record.actions[0])


def test_what_is_not_promised_yet_may_be_parked() -> None:
    assert decide(ParkAction("A1", WHY), heard(record_in(Phase.FACTORS)))


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.VERIFIED, ActionState.PARKED])
def test_an_action_is_taken_up_again(state: ActionState) -> None:
    record = in_state(state, reschedules=1)

    assert decide(ResumeAction("A2", WHY), heard(record)) == (ActionResumed("A2", WHY),)
    assert after(ResumeAction("A2", WHY), heard(record)).progress_of("A2") == Progress(
        ActionState.OPEN, "ana", NOON, reason=WHY, reschedules=1
    )


def test_an_open_action_is_not_taken_up_again() -> None:
    told, hint = refused(RefusedError, ResumeAction("A2", WHY), heard(OPEN_A2))

    assert (told, hint) == ("A2 is open already", "see it: retro show INC-42")


# fmt: off
SET_ASIDE = [
    (ParkAction("A2", " "),               "parking"),
    (RescheduleAction("A2", APRIL, ""),   "rescheduling"),
    (AcceptRisk("F1", ""),                "accepting a risk"),
    (ResumeAction("A3", "\t"),            "taking an action up again"),
]
# fmt: on


@pytest.mark.parametrize(("asked", "what"), SET_ASIDE)
def test_what_is_set_aside_says_why(asked: Command, what: str) -> None:
    told, _ = refused(RefusedError, asked, heard(OPEN_A2))

    assert told == f"INC-42: {what} needs a reason that the history can keep"


def test_a_due_date_moves_and_is_counted() -> None:
    asked = RescheduleAction("A2", APRIL, WHY)

    assert decide(asked, heard(OPEN_A2)) == (ActionRescheduled("A2", APRIL, WHY),)
    record = after(asked, heard(OPEN_A2))
    assert record.actions[1].due == APRIL
    assert record.progress_of("A2") == Progress(ActionState.OPEN, "ben", reason=WHY, reschedules=1)


def test_a_p1_action_moves_only_with_somebody_elses_yes() -> None:
    asked = RescheduleAction("A1", APRIL, WHY)

    made = decide(asked, heard(RECORD))

    proposal = Proposal("R1", Rescheduling("A1", APRIL), WHY, "ana", NOON)
    assert made == (ProposalMade(proposal), question("R1"))
    assert after(asked, heard(RECORD)).actions == RECORD.actions


@pytest.mark.parametrize("action", ["A1", "A2"])
def test_a_date_does_not_move_to_itself(action: str) -> None:
    hearing = heard(RECORD if action == "A1" else OPEN_A2)
    due = hearing.action(action).due
    assert due

    told, hint = refused(InvalidError, RescheduleAction(action, due, WHY), hearing)

    assert told == f"due: {action} is due {due} already"
    assert hint == f"choose another day after {NOON.date()}, or leave it as it is"


def test_a_date_that_it_has_by_now_is_not_granted() -> None:
    asked = went_on(RescheduleAction("A1", APRIL, WHY), heard(RECORD))
    moved = with_item(asked.record, "A1", due=APRIL)

    told, _ = refused(InvalidError, Settle("R1"), replace(asked, record=moved, actor="fay"))

    assert told == f"due: A1 is due {APRIL} already"


def test_the_same_date_is_not_asked_for_twice_while_it_waits_for_an_answer() -> None:
    asked = RescheduleAction("A1", APRIL, WHY)

    told, hint = refused(ConflictError, asked, went_on(asked, heard(RECORD)))

    assert told == "ana asked for the same before: R1 waits for a second person"
    assert hint == "retro grant INC-42 R1 --as PERSON"


def test_another_date_may_be_asked_for_and_one_that_was_declined() -> None:
    waiting = went_on(RescheduleAction("A1", APRIL, WHY), heard(RECORD))
    declined = went_on(Settle("R1", grant=False), replace(waiting, actor="ben"))

    assert decide(RescheduleAction("A1", date(2026, 4, 2), WHY), waiting)
    assert decide(RescheduleAction("A1", APRIL, WHY), declined)


@pytest.mark.parametrize("due", [TODAY, date(2026, 3, 9)])
def test_a_new_date_lies_ahead(due: date) -> None:
    told, hint = refused(InvalidError, RescheduleAction("A2", due, WHY), heard(OPEN_A2))

    assert (told, hint) == (f"due: {due} is not ahead", "choose a day after 2026-03-10")


def test_the_day_after_today_lies_ahead() -> None:
    assert decide(RescheduleAction("A2", date(2026, 3, 11), WHY), heard(OPEN_A2))


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_a_date_moves_as_often_as_the_policy_says(limit: int) -> None:
    hearing = heard(OPEN_A2, rules=Switches(terms_given=replace(TERMS, reschedule_limit=limit)))
    for day in range(limit):
        hearing = went_on(RescheduleAction("A2", date(2026, 4, 1 + day), WHY), hearing)

    told, hint = refused(RefusedError, RescheduleAction("A2", date(2026, 5, 1), WHY), hearing)

    assert told == f"A2 was rescheduled {limit} of {limit} times: it does not move again"
    assert hint == "finish it: retro action done INC-42 A2 --evidence URL"


def test_taking_an_action_up_again_does_not_forget_how_often_it_moved() -> None:
    hearing = heard(OPEN_A2, "fay")
    for asked in (
        RescheduleAction("A2", APRIL, WHY),
        FinishAction("A2", PROOF),
        ResumeAction("A2", WHY),
        RescheduleAction("A2", APRIL + DAY, WHY),
    ):
        hearing = went_on(asked, hearing)

    refused(RefusedError, RescheduleAction("A2", APRIL, WHY), hearing)


def test_a_risk_is_accepted_by_name() -> None:
    assert decide(AcceptRisk("F2", WHY), heard(RECORD, "mia")) == (RiskAccepted("F2", WHY),)
    assert after(AcceptRisk("F2", WHY), heard(RECORD, "mia")).risks == (
        Risk("F2", "mia", NOON, WHY),
    )


def test_a_risk_is_about_a_factor_there_is() -> None:
    told, hint = refused(NotFoundError, AcceptRisk("F9", WHY), heard(RECORD))

    assert (told, hint) == (
        "INC-42 has no factor “F9”",
        "there are: F1, F2, F3 · retro show INC-42",
    )


def test_handing_an_action_over_makes_nobody_a_stranger_to_it() -> None:
    done = went_on(FinishAction("A1", PROOF), heard(record_in(Phase.ACTIONS_TICKETED), "ben"))
    before = done.record.action_for("A1")
    assert before is not None
    mark = replace(done.record.marks["A1"], owners=("ana", "mia"))
    record = replace(done.record, marks={**done.record.marks, "A1": mark})

    told, _ = refused(NotAllowedError, VerifyAction("A1", PROOF), heard(record, "mia"))

    assert told == "mia owned it: A1 is verified by someone else"
