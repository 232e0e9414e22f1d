"""Whatever is asked in whatever phase makes its events or a named refusal, never a surprise."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from itertools import product
from typing import NamedTuple

import pytest

from states.codec import COMMANDS, command_from, to_json
from states.commands import (
    AcceptRisk,
    Acknowledge,
    AcknowledgeEscalation,
    Add,
    Advance,
    Approve,
    Command,
    ConfirmErrand,
    ConfirmNotice,
    ExtendEscalation,
    FinishAction,
    MovePolicy,
    NoteRecurrence,
    Open,
    ParkAction,
    Propose,
    ReassignEscalation,
    Redact,
    Reopen,
    RescheduleAction,
    ResumeAction,
    Return,
    Revise,
    Say,
    Settle,
    Tick,
    VerifyAction,
)
from states.decide import decide
from states.envelope import ENGINE
from states.errors import (
    ConflictError,
    NoSuchStepError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
    RetrogateError,
)
from states.events.actions import ActionFinished, ActionParked, ActionResumed, ActionVerified
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved, RiskAccepted
from states.events.escalations import (
    EscalationAcknowledged,
    EscalationExtended,
    EscalationReassigned,
    RungReached,
)
from states.events.event import Event
from states.events.gates import PhaseEntered, PolicyMoved
from states.events.notices import NoticeDelivered
from states.events.record import (
    CommentMade,
    IncidentOpened,
    ItemAdded,
    RemarkAcknowledged,
    TextsErased,
)
from states.events.recurrence import ErrandDone, FactorRecurred
from states.lifecycle import ENDED, Phase
from states.record.deadlines import Deadline, DeadlineKind, Notice
from states.record.errands import Errand
from states.record.facts import WentWell
from states.record.proposals import Proposal, Waiver, Withdrawal
from states.record.readings import Reading, Remark, RemarkKind
from states.record.retrospective import Retrospective
from states.rules import Target
from tests.builders import CONTEXT, DAY, KEY, NOON
from tests.states.builders import heard, record_in
from tests.states.rules import Switches

PROOF = "https://ci.example.org/runs/2"
WHY = "the fix did not hold"
TEXT = "ab" * 32
OTHER = Target(Switches(owing=False, digest="other"), "other@1.0.0")
WAIVED = Proposal(
    "W1", Waiver("facts-switch", NOON + DAY), "the vendor answers on Friday", "ana", NOON
)
NOTICE = Notice("n1", "ana", "gate:facts", 0, NOON - DAY, NOON - DAY, "late", "It is late.")
ERRAND = Errand("e1", "INC-31", "F2", KEY, "F1")
SENTENCE = "Ana forgot the limit"
READ = Reading("F1", "1", "ab12", (Remark(RemarkKind.BLAME, "text", SENTENCE, "Ana", "…"),))
LATE = Deadline(DeadlineKind.GATE, "facts", NOON - DAY, NOON - DAY, NOON - DAY, "gate", owner="ana")
CLIMBS = replace(LATE, kind=DeadlineKind.STALLED_GATE, ladder="stalled", fired=(1,))
SOON = NOON + DAY


class Pair(NamedTuple):
    """One command, who asks it, what it makes, and its answer in each of the eight phases."""

    asked: Command
    by: str
    makes: type[Event]
    answers: str


# fmt: off
ANSWERS: dict[str, type[RetrogateError] | None] = {
    "y": None,             # its events
    "-": None,             # nothing: there is nothing to do
    "N": NoSuchStepError,
    "R": RefusedError,
    "C": ConflictError,
}

#   opening, stabilized, facts, factors, actions_ticketed, verified, closed, withdrawn
PAIRS = (
    Pair(Open(CONTEXT),                                  "fay",  IncidentOpened,  "CCCCCC CC"),
    Pair(Revise((Add(WentWell(text="Nobody hurried")),)), "ana", ItemAdded,       "yyyyyy RR"),
    Pair(Advance(),                                      "ana",  PhaseEntered,    "yyyyyy NN"),
    Pair(Return(WHY),                                    "ana",  PhaseEntered,    "NNyyyy NN"),
    Pair(Reopen(WHY),                                    "ana",  PhaseEntered,    "NNNNNN yy"),
    Pair(FinishAction("A1", PROOF),                      "ana",  ActionFinished,  "yyyyyy RR"),
    Pair(VerifyAction("A2", PROOF),                      "ana",  ActionVerified,  "yyyyyy RR"),
    Pair(ParkAction("A1", WHY),                          "ana",  ActionParked,    "yyyyRR RR"),
    Pair(ResumeAction("A3", WHY),                        "ana",  ActionResumed,   "yyyyyy RR"),
    Pair(RescheduleAction("A1", date(2026, 4, 1), WHY),  "ana",  ProposalMade,    "yyyyyy RR"),
    Pair(AcceptRisk("F1", WHY),                          "mia",  RiskAccepted,    "yyyyyy RR"),
    Pair(Acknowledge("F1", SENTENCE, WHY),               "fay",  RemarkAcknowledged, "yyyyyy RR"),
    Pair(Propose(Withdrawal(), WHY),                     "ana",  ProposalMade,    "yyyyyy RR"),
    Pair(Settle("W1"),                                   "sol",  ProposalSettled, "yyyyyy RR"),
    Pair(MovePolicy("other", WHY),                       "ana",  PolicyMoved,     "yyyyyy RR"),
    Pair(Approve(),                                      "mia",  RecordApproved,  "yyyyyy RR"),
    Pair(Say("The graph shows it"),                      "ana",  CommentMade,     "yyyyyy yy"),
    Pair(AcknowledgeEscalation(CLIMBS.id, SOON, WHY), "sol", EscalationAcknowledged, "yyyyyy RR"),
    Pair(ReassignEscalation(CLIMBS.id, "sam", WHY),      "sol",  EscalationReassigned, "yyyyyy RR"),
    Pair(ExtendEscalation(CLIMBS.id, SOON, WHY),         "fay",  EscalationExtended, "yyyyyy RR"),
    Pair(Tick(),                                         ENGINE, RungReached,     "yyyyyy --"),
    Pair(ConfirmNotice("n1", "chat", NOON),              ENGINE, NoticeDelivered, "yyyyyy yy"),
    Pair(NoteRecurrence("F1", "INC-50", "F2"),           ENGINE, FactorRecurred,  "yyyyyy yy"),
    Pair(ConfirmErrand("e1", "noted"),                   ENGINE, ErrandDone,      "yyyyyy yy"),
    Pair(Redact((TEXT,), WHY),                           "mia",  TextsErased,     "yyyyyy yy"),
)
# fmt: on


def standing_in(phase: Phase) -> Retrospective:
    """Build a record in `phase` about which each of the commands has something to say."""
    record = record_in(
        phase,
        proposals=(WAIVED,),
        notices=(NOTICE,),
        errands=(ERRAND,),
        readings={"F1": READ},
    )
    return (
        record if phase in ENDED else replace(record, deadlines={LATE.id: LATE, CLIMBS.id: CLIMBS})
    )


def answered() -> Iterator[tuple[Pair, Phase, str]]:
    """List every command in every phase, with its answer."""
    for pair in PAIRS:
        yield from (
            (pair, phase, answer)
            for phase, answer in zip(Phase, pair.answers.replace(" ", ""), strict=True)
        )


EVERY = [*answered()]
NAMES = [f"{type(pair.asked).__name__}-{phase.value}" for pair, phase, _ in EVERY]


def test_every_command_stands_in_the_table_once() -> None:
    assert [type(pair.asked).__name__ for pair in PAIRS] == [*COMMANDS]


@pytest.mark.parametrize("pair", PAIRS)
def test_what_is_asked_travels_as_text(pair: Pair) -> None:
    assert command_from(type(pair.asked).__name__, to_json(pair.asked)) == pair.asked


@pytest.mark.parametrize(("pair", "phase", "answer"), EVERY, ids=NAMES)
def test_every_command_in_every_phase_has_the_answer_of_the_table(
    pair: Pair, phase: Phase, answer: str
) -> None:
    hearing = heard(standing_in(phase), pair.by, target=OTHER, texts=frozenset({TEXT}))
    refusal = ANSWERS[answer]

    if refusal is not None:
        with pytest.raises(RetrogateError) as caught:
            decide(pair.asked, hearing)
        assert type(caught.value) is refusal
        assert caught.value.hint
        return

    made = decide(pair.asked, hearing)
    assert isinstance(made[0], pair.makes) if answer == "y" else made == ()


@pytest.mark.parametrize(("pair", "phase", "answer"), EVERY, ids=NAMES)
def test_asking_changes_nothing_by_itself(pair: Pair, phase: Phase, answer: str) -> None:
    hearing = heard(standing_in(phase), pair.by, target=OTHER, texts=frozenset({TEXT}))
    before = deepcopy(hearing.record)

    try:
        decide(pair.asked, hearing)
    except RetrogateError:
        assert ANSWERS[answer] is not None

    assert hearing.record == before


@pytest.mark.parametrize(("pair", "phase", "answer"), EVERY, ids=NAMES)
def test_the_same_question_gets_the_same_answer(pair: Pair, phase: Phase, answer: str) -> None:
    asked = [outcome(pair, phase), outcome(pair, phase)]

    assert asked[0] == asked[1]


def outcome(pair: Pair, phase: Phase) -> object:
    """Answer with the events, or with the words of the refusal."""
    try:
        hearing = heard(standing_in(phase), pair.by, target=OTHER, texts=frozenset({TEXT}))
        return decide(pair.asked, hearing)
    except RetrogateError as error:
        return str(error), error.hint


# fmt: off
STRANGERS = {
    "nobody":        "“nobody” is not a person in the people directory who is here today",
    "lee":           "“lee” is not a person in the people directory who is here today",
    "payments-team": "“payments-team” is not a person in the people directory who is here today",
    "":              "“” is not a person in the people directory who is here today",
}
# fmt: on


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize(("pair", "phase"), [*product(PAIRS, Phase)])
def test_nobody_unknown_may_act(pair: Pair, phase: Phase, stranger: str) -> None:
    with pytest.raises(NotAllowedError) as caught:
        decide(pair.asked, heard(standing_in(phase), stranger))

    assert str(caught.value) == STRANGERS[stranger]


def test_who_is_misspelt_is_told_who_was_meant() -> None:
    with pytest.raises(NotAllowedError) as caught:
        decide(Advance(), heard(record_in(Phase.FACTS), "anna"))

    assert caught.value.hint == "see who is: retro people list (did you mean “ana”?)"


@pytest.mark.parametrize("pair", [one for one in PAIRS if one.by != ENGINE])
def test_the_engine_is_nobody_but_itself(pair: Pair) -> None:
    with pytest.raises(NotAllowedError) as caught:
        decide(pair.asked, heard(standing_in(Phase.FACTORS), ENGINE))

    name = type(pair.asked).__name__
    assert str(caught.value) == f"“retrogate” is the engine: {name} is for a person to ask"
    assert caught.value.hint == "say who you are: --as PERSON"


@pytest.mark.parametrize(
    "asked",
    [
        ConfirmNotice("n1", "chat", NOON),
        ConfirmErrand("e1", "noted"),
        NoteRecurrence("F1", "B", "F2"),
    ],
)
def test_a_person_does_not_speak_for_the_engine(asked: Command) -> None:
    with pytest.raises(NotAllowedError, match="only the engine"):
        decide(asked, heard(standing_in(Phase.FACTORS), "ana"))


@pytest.mark.parametrize("pair", [one for one in PAIRS if not isinstance(one.asked, Open)])
def test_what_was_never_opened_is_not_found(pair: Pair) -> None:
    with pytest.raises(NotFoundError) as caught:
        decide(pair.asked, heard(Retrospective(KEY), pair.by))

    assert str(caught.value) == "there is no incident INC-42"
    assert caught.value.hint == "list them: retro list · open it: retro open INC-42 --help"


@pytest.mark.parametrize("asked", [ConfirmNotice("n9", "chat", NOON), ConfirmErrand("e9", "noted")])
def test_what_was_confirmed_before_makes_nothing(asked: Command) -> None:
    assert decide(asked, heard(record_in(Phase.CLOSED), ENGINE)) == ()
