"""An outcome says what came of a command, and what is still to be done."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from states.commands import Add, Advance, Open, Propose, Return, Revise, Tick
from states.decide import decide
from states.envelope import Outcome, Refusal
from states.errors import ConflictError, Exit, InvalidError, NotAllowedError, RetrogateError
from states.events.gates import GateBlocked
from states.events.record import CommentMade
from states.lifecycle import Phase
from states.outcome import HANDED_OUT, OF_ONE_PERSON, made_in, refusal_of, report_in, standing
from states.record.context import Context
from states.record.deadlines import Deadline, DeadlineKind, Notice
from states.record.errands import Errand
from states.record.facts import Fact
from states.record.proposals import Comment, Withdrawal
from states.record.retrospective import Retrospective
from states.rules import CheckResult, Report, Result, Rung
from tests.builders import CONTEXT, DAY, HOUR, KEY, NOON, REVISION
from tests.states.builders import after, heard, record_in
from tests.states.rules import CALM, OPEN, Switches, shut

SECOND = timedelta(seconds=1)
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

    assert standing(record, 41, OPEN, NOON) == Outcome(
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


LATER = replace(NOTICE, key="n2", rung=2, after=NOON + HOUR)
MUCH_LATER = replace(NOTICE, key="n3", rung=3, after=NOON + 2 * HOUR)


# fmt: off
HANDED_OUT_AT = [
    # now                              handed out           what comes next
    (NOON,                             ["n1"],              NOON + HOUR),
    (NOON + HOUR - SECOND,             ["n1"],              NOON + HOUR),
    (NOON + HOUR,                      ["n1", "n2"],        NOON + 2 * HOUR),
    (NOON + 2 * HOUR,                  ["n1", "n2", "n3"],  GATE.due),
]
# fmt: on


@pytest.mark.parametrize(("now", "keys", "due"), HANDED_OUT_AT)
def test_a_notice_is_handed_out_from_when_its_person_may_be_told(
    now: datetime, keys: list[str], due: datetime
) -> None:
    record = record_in(Phase.FACTS, deadlines={GATE.id: GATE}, notices=(MUCH_LATER, LATER, NOTICE))
    calm = Switches(rungs={"gate": (Rung(timedelta(0), ("owner",)),)})

    stands = standing(record, 41, calm, now)

    assert sorted(one.key for one in stands.notices) == keys
    assert stands.due == due


def test_a_rung_that_comes_before_a_held_notice_is_what_comes_next() -> None:
    record = record_in(Phase.FACTS, deadlines={STALLED.id: STALLED}, notices=(MUCH_LATER,))

    assert standing(record, 41, OPEN, NOON).due == STALLED.due


def test_what_was_tried_in_vain_does_not_hold_up_the_others() -> None:
    names = [f"v{one}" for one in range(HANDED_OUT)]
    tried = tuple(replace(NOTICE, key=one, to=one, tries=1) for one in names)
    record = record_in(Phase.FACTS, notices=(*tried, NOTICE))

    handed_out = [one.key for one in standing(record, 41, CALM, NOON).notices]

    assert handed_out == ["n1", *names[:-1]]


def test_one_person_holds_up_nobody_else() -> None:
    for_ana = tuple(replace(NOTICE, key=f"a{one}", rung=one) for one in range(HANDED_OUT))
    record = record_in(Phase.FACTS, notices=(*for_ana, replace(NOTICE, key="b", to="ben")))

    handed_out = [one.key for one in standing(record, 41, CALM, NOON).notices]

    assert handed_out == ["a0", "b", *(f"a{one}" for one in range(1, OF_ONE_PERSON))]


# fmt: off
ON_ITS_WAY = [
    # first                              what goes
    (NOTICE,                             ["n1"]),
    (replace(NOTICE, to="ben"),          ["n1", "again"]),
    (replace(NOTICE, rung=0),            ["n1", "again"]),
    (replace(NOTICE, deadline="gate:x"), ["n1", "again"]),
    (replace(NOTICE, tries=1),           ["again", "n1"]),
    (replace(NOTICE, after=NOON + HOUR), ["again"]),
]
# fmt: on


@pytest.mark.parametrize(("first", "goes"), ON_ITS_WAY)
def test_a_repeat_does_not_overtake_what_it_repeats(first: Notice, goes: list[str]) -> None:
    record = record_in(Phase.FACTS, notices=(first, replace(NOTICE, key="again")))

    assert [one.key for one in standing(record, 41, CALM, NOON).notices] == goes


def test_what_operators_are_told_is_no_repeat() -> None:
    both = tuple(replace(NOTICE, key=one, deadline="") for one in ("n1", "n2"))

    handed_out = standing(record_in(Phase.FACTS, notices=both), 41, CALM, NOON).notices
    assert [one.key for one in handed_out] == ["n1", "n2"]


def test_what_is_told_at_once_goes_first() -> None:
    urgent = replace(NOTICE, key="b", to="ben", at_once=True)
    record = record_in(Phase.FACTS, notices=(NOTICE, urgent))

    assert [one.key for one in standing(record, 41, CALM, NOON).notices] == ["b", "n1"]


def test_an_incident_that_ended_waits_for_what_is_held() -> None:
    stands = standing(record_in(Phase.CLOSED, notices=(LATER,)), 41, CALM, NOON)

    assert (stands.due, stands.finished) == (LATER.after, False)


def test_what_was_never_opened_stands_nowhere() -> None:
    assert standing(Retrospective(KEY), 0, OPEN, NOON) == Outcome(KEY)


def test_a_record_without_a_severity_says_so() -> None:
    assert standing(record_in(Phase.FACTS, context=Context()), 1, OPEN, NOON).severity == ""


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

    assert standing(record, 42, OPEN, NOON).due is None
    assert standing(record, 42, OPEN, NOON).finished
