"""An outcome says what came of a command, and what is still to be done."""

from dataclasses import replace

import pytest

from states.commands import Add, Advance, Open, Propose, Return, Revise, Tick
from states.decide import decide
from states.envelope import Outcome, Refusal
from states.errors import ConflictError, Exit, InvalidError, NotAllowedError, RetrogateError
from states.events import CommentMade, GateBlocked
from states.lifecycle import Phase
from states.outcome import made_in, refusal_of, report_in, standing
from states.record.context import Context
from states.record.deadlines import Deadline, DeadlineKind, Notice
from states.record.errands import Errand
from states.record.facts import Fact
from states.record.proposals import Comment, Withdrawal
from states.record.retrospective import Retrospective
from states.rules import CheckResult, Report, Result
from tests.builders import CONTEXT, DAY, HOUR, KEY, NOON, REVISION
from tests.states.builders import after, heard, record_in
from tests.states.rules import OPEN, Switches, shut

NOTICE = Notice("n1", "fay", "gate:facts", 1, NOON, NOON, "late", "It is late.")
ERRAND = Errand("e1", "INC-31", "F2", KEY, "F1")
GATE = Deadline(DeadlineKind.GATE, "factors", NOON, NOON + DAY, NOON, "gate", "fay")
STALLED = Deadline(DeadlineKind.STALLED_GATE, "factors", NOON, NOON + HOUR, NOON, "stalled", "fay")


# fmt: off
REFUSALS = [
    (InvalidError("no", "try"),    Exit.USAGE),
    (ConflictError("no", "try"),   Exit.CONFLICT),
    (NotAllowedError("no", "try"), Exit.NOT_ALLOWED),
]
# fmt: on


@pytest.mark.parametrize(("error", "code"), REFUSALS)
def test_a_refusal_travels_with_its_words_and_its_exit_code(
    error: RetrogateError, code: Exit
) -> None:
    assert refusal_of(error) == Refusal("no", "try", code.value)


def test_where_a_record_stands() -> None:
    record = record_in(
        Phase.FACTS,
        deadlines={STALLED.id: STALLED, GATE.id: GATE},
        notices=(NOTICE,),
        errands=(ERRAND,),
    )

    assert standing(record, 41, OPEN) == Outcome(
        incident=KEY,
        seq=41,
        phase=Phase.FACTS,
        revision=REVISION,
        severity="SEV2",
        services=("payments",),
        gate_due=GATE.due,
        due=STALLED.due,
        notices=(NOTICE,),
        errands=(ERRAND,),
    )


def test_what_was_never_opened_stands_nowhere() -> None:
    assert standing(Retrospective(KEY), 0, OPEN) == Outcome(KEY)


def test_a_record_without_a_severity_says_so() -> None:
    assert standing(record_in(Phase.FACTS, context=Context()), 1, OPEN).severity == ""


def test_the_report_of_a_shut_gate_is_the_answer() -> None:
    rules = Switches((shut(Phase.FACTORS),))

    made = decide(Advance(), heard(record_in(Phase.FACTS), rules=rules))

    report = report_in(made, KEY)
    assert isinstance(made[0], GateBlocked)
    assert report == made[0].report


def test_the_report_of_an_open_gate_is_the_answer_too() -> None:
    made = decide(Open(CONTEXT), heard(Retrospective(KEY), "fay", rules=OPEN))

    assert report_in(made, KEY) == Report(KEY, Phase.STABILIZED, ())


def test_a_step_back_has_no_report() -> None:
    made = decide(Return("a fact is wrong"), heard(record_in(Phase.FACTS)))

    assert report_in(made, KEY) is None


def test_a_comment_has_no_report() -> None:
    comment = CommentMade(Comment("C1", "ana", NOON, "We wait"))

    assert report_in((comment,), KEY) is None


def test_whoever_adds_something_learns_what_it_is_called() -> None:
    asked = Revise(add=(Add(Fact(text="a")), Add(Fact(text="b"))))

    assert made_in(decide(asked, heard(record_in(Phase.FACTS), rules=OPEN))) == ("T5", "T6")


def test_whoever_asks_for_something_learns_what_it_is_called() -> None:
    asked = Propose(Withdrawal(), "it was a drill")

    assert made_in(decide(asked, heard(record_in(Phase.FACTS)))) == ("X1",)


def test_nothing_new_has_no_name() -> None:
    assert made_in(decide(Tick(), heard(record_in(Phase.FACTS), "retrogate", rules=OPEN))) == ()


SHUT_REPORT = Report(KEY, Phase.FACTS, (CheckResult(Phase.FACTS, "x", "x", Result.ERROR),))


# fmt: off
ANSWERS = [
    (Outcome(KEY),                                         True),
    (Outcome(KEY, refusal=Refusal("no")),                  False),
    (Outcome(KEY, report=SHUT_REPORT),                     False),
    (Outcome(KEY, report=Report(KEY, Phase.FACTS, ())),    True),
]
# fmt: on


@pytest.mark.parametrize(("outcome", "accepted"), ANSWERS)
def test_the_answer_is_yes_unless_something_is_in_the_way(
    outcome: Outcome, *, accepted: bool
) -> None:
    assert outcome.accepted is accepted


@pytest.mark.parametrize("result", Result)
def test_only_fail_and_error_shut_a_gate(result: Result) -> None:
    report = Report(KEY, Phase.FACTS, (CheckResult(Phase.FACTS, "x", "x", result),))

    assert report.gate_open is (result not in (Result.FAIL, Result.ERROR))


# fmt: off
STANDINGS = [
    (Outcome(KEY),                                                 True),
    (Outcome(KEY, phase=Phase.CLOSED),                             True),
    (Outcome(KEY, phase=Phase.WITHDRAWN),                          True),
    (Outcome(KEY, phase=Phase.VERIFIED),                           False),
    (Outcome(KEY, phase=Phase.CLOSED, notices=(NOTICE,)),          False),
    (Outcome(KEY, phase=Phase.CLOSED, errands=(ERRAND,)),          False),
    (Outcome(KEY, phase=Phase.CLOSED, due=NOON),                   False),
]
# fmt: on


@pytest.mark.parametrize(("outcome", "finished"), STANDINGS)
def test_an_incident_is_finished_when_it_ended_and_nothing_is_left_to_do(
    outcome: Outcome, *, finished: bool
) -> None:
    assert outcome.finished is finished


def test_duties_are_notices_first_and_errands_then() -> None:
    assert Outcome(KEY, notices=(NOTICE,), errands=(ERRAND,)).duties == (NOTICE, ERRAND)


def test_what_ended_owes_nothing() -> None:
    owing = after(Tick(), heard(record_in(Phase.VERIFIED), "retrogate", rules=OPEN))
    record = after(Advance(), replace(heard(owing), rules=OPEN))

    assert standing(record, 42, OPEN).due is None
    assert standing(record, 42, OPEN).finished
