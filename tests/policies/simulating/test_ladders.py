"""A candidate's deadlines climb its own ladders, at their moments, to the people of that day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policies.policy import Policy
from policies.simulating import ladders
from policies.simulating.calls import Called, Shift, paired
from policies.simulating.ladders import Call
from policies.simulating.past import Staff
from states.commands import (
    AcknowledgeEscalation,
    ExtendEscalation,
    Propose,
    ReassignEscalation,
    Settle,
)
from states.events.escalations import DeadlineMet, DeadlineSet, RungReached
from states.events.event import Event
from states.people import Directory
from states.record.proposals import Respite
from tests.builders import DAY, HOUR, NOON, PEOPLE, changed
from tests.policies.simulating.lived import DEFAULT, STAFF, Life, candidate, opened, reached, replay

FACTORS_DUE = "deadline: {within: 5d, after: entered, ladder: gate}"
TO_ANA = ("ana",)
FACTORS = "gate:factors"
WHY = "The broker team answers on Thursday, and not before"


def forgotten(days: float = 3) -> Life:
    """Reach the facts, and do nothing more."""
    life = opened()
    reached(life)
    life.wait(days=days)
    return life


def due_within(span: str) -> Policy:
    return candidate((FACTORS_DUE, FACTORS_DUE.replace("5d", span)))


def calls(life: Life, policy: Policy, shift: Shift) -> list[Called]:
    return [one for one in replay(life, policy).calls if one.shift is shift]


def test_a_shorter_deadline_calls_people_who_were_left_alone() -> None:
    life = forgotten()
    entered = life.now - 3 * DAY

    (reminder, missed) = calls(life, due_within("2d"), Shift.NEW)

    assert reminder == Called("gate:factors", ("fay",), None, entered + DAY)
    assert missed == Called("gate:factors", ("fay",), None, entered + 2 * DAY)


def test_a_longer_deadline_leaves_them_alone() -> None:
    life = forgotten(days=4.5)

    (gone,) = calls(life, due_within("20d"), Shift.GONE)

    assert (gone.deadline, gone.to, gone.would) == ("gate:factors", ("fay",), None)


def test_a_deadline_that_only_moves_calls_the_same_people_at_another_time() -> None:
    life = forgotten(days=4.5)

    (moved,) = calls(life, due_within("100h"), Shift.MOVED)

    assert moved.then
    assert moved.would
    assert moved.then - moved.would == timedelta(hours=20)


def test_what_was_done_in_time_climbs_no_further() -> None:
    life = opened()
    reached(life)
    reached(life)
    life.wait(days=1.5)
    reached(life)
    before = life.now
    life.wait(days=3)

    after = [one for one in replay(life, DEFAULT).calls if min(one.moments) > before]

    assert {one.deadline for one in after} <= {"gate:verified"}


def test_a_rung_reaches_whoever_was_there_on_its_day() -> None:
    life = forgotten(days=8)
    others = {**PEOPLE.people, "fay": changed(PEOPLE.people["fay"], manager="mia")}
    staff = Staff((*STAFF.since, (life.now - 4 * DAY, Directory(others, 2))))

    found = replay(life, DEFAULT, staff=staff)

    told = {one.to: one.shift for one in found.calls}
    assert told == {("fay",): Shift.SAME, ("rob",): Shift.GONE, ("mia",): Shift.NEW}


def test_a_ladder_without_end_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladders, "MOST", 3)
    life = forgotten(days=60)

    found = replay(life, DEFAULT)

    assert found.is_cut
    assert len([one for one in found.calls if one.would]) == 3
    assert not replay(forgotten(days=1), DEFAULT).is_cut


def test_a_tick_that_came_a_little_late_is_the_same_escalation() -> None:
    life = opened()
    reached(life)
    life.wait(days=10, late=timedelta(minutes=20))

    assert {one.shift for one in replay(life, DEFAULT).calls} == {Shift.SAME}


def test_what_came_at_the_same_time_belongs_together() -> None:
    was = [Call(NOON, "gate:facts", TO_ANA), Call(NOON + 5 * DAY, "gate:facts", TO_ANA)]
    might = [Call(NOON + 5 * DAY + HOUR, "gate:facts", TO_ANA)]

    assert [one.shift for one in paired(was, might)] == [Shift.GONE, Shift.SAME]


def test_another_recipient_makes_another_escalation() -> None:
    was, might = [Call(NOON, "gate:facts", TO_ANA)], [Call(NOON, "gate:facts", ("ben",))]

    assert {one.shift for one in paired(was, might)} == {Shift.GONE, Shift.NEW}


def test_the_order_of_recipients_does_not_matter() -> None:
    was = [Call(NOON, "gate:facts", ("ana", "ben"))]
    might = [Call(NOON, "gate:facts", ("ben", "ana"))]

    assert [one.shift for one in paired(was, might)] == [Shift.SAME]


def test_quiet_hours_call_nobody_at_another_time() -> None:
    life = forgotten(days=60)
    nights = candidate(
        ('{from: "18:00", to: "08:00"}', '{from: "12:00", to: "11:00"}'), ('"09:00"', '"11:30"')
    )

    assert {one.shift for one in replay(life, nights).calls} == {Shift.SAME}


def late(days: float = 9) -> Life:
    """Forget the gate until its managers have heard of it."""
    return forgotten(days=days)


def test_a_climb_that_was_stopped_would_have_been_stopped() -> None:
    life = late()
    life.send(AcknowledgeEscalation(FACTORS, life.now + 10 * DAY, WHY), "rob")
    life.wait(days=30)

    calls_then = replay(life, DEFAULT).calls

    assert {one.shift for one in calls_then} == {Shift.SAME}
    assert not [
        one for one in calls_then if life.now - 30 * DAY < one.moments[0] < life.now - 20 * DAY
    ]


def test_a_deadline_that_was_put_off_would_have_been_put_off() -> None:
    life = late()
    life.send(ExtendEscalation(FACTORS, life.now + 10 * DAY, WHY), "fay")
    life.wait(days=30)

    assert {one.shift for one in replay(life, DEFAULT).calls} == {Shift.SAME}


@pytest.mark.parametrize("by", ["rob", "fay"])
def test_what_was_handed_on_would_have_been_handed_on(by: str) -> None:
    life = late()
    life.send(ReassignEscalation(FACTORS, "mia", WHY), by)
    life.wait(days=60)

    assert {one.shift for one in replay(life, DEFAULT).calls} == {Shift.SAME}


def test_where_nothing_would_have_climbed_there_is_nothing_to_stop() -> None:
    life = late()
    life.send(AcknowledgeEscalation(FACTORS, life.now + 10 * DAY, WHY), "rob")
    stopped = life.now
    life.wait(days=30)

    found = replay(life, due_within("20d")).calls

    assert min(one.would for one in found if one.would and one.to == ("fay",)) < stopped + 11 * DAY


def asked_to_rest() -> Life:
    """Let rob ask that the gate's climb rests."""
    life = late()
    life.send(Propose(Respite(FACTORS, life.now + 10 * DAY), WHY), "rob")
    life.wait(hours=30)
    return life


@pytest.mark.parametrize("grant", [True, False])
def test_a_climb_that_rested_by_a_second_persons_word_would_have_rested(*, grant: bool) -> None:
    life = asked_to_rest()
    settled = life.now
    life.send(Settle("E1", grant=grant), "sol")
    life.wait(days=30)

    calls_then = replay(life, DEFAULT).calls

    assert {one.shift for one in calls_then} == {Shift.SAME}
    in_between = [one for one in calls_then if settled < one.moments[0] < settled + 8 * DAY]
    assert grant is not any(one.deadline == FACTORS for one in in_between)


def test_a_climb_would_have_rested_on_other_rungs_too() -> None:
    life = asked_to_rest()
    settled = life.now
    life.send(Settle("E1"), "sol")
    life.wait(days=30)
    often = candidate(("repeat: 2d, times: 2", "repeat: 1d, times: 30"))

    would = [one.would for one in replay(life, often).calls if one.would]

    assert not [one for one in would if settled < one < settled + 8 * DAY]
    assert [one for one in would if one < settled]


def test_a_question_is_put_to_whom_the_candidate_would_have_asked() -> None:
    life = asked_to_rest()
    others = candidate(("approve: [sre-lead]\n  not_one", "approve: [service-owner]\n  not_one"))

    found = [one for one in replay(life, others).calls if one.deadline == "consent:E1"]

    assert [(one.to, one.shift) for one in found] == [
        (("sol",), Shift.GONE),
        (("sam",), Shift.NEW),
    ]


def is_about_a_question(event: Event) -> bool:
    """Tell whether an event is one of those that older histories do not have."""
    match event:
        case DeadlineSet(deadline):
            return deadline.is_question
        case DeadlineMet(name) | RungReached(name):
            return name == "consent:E1"
        case _:
            return False


def test_where_nobody_was_told_of_questions_no_policy_would_have_told_them() -> None:
    life = asked_to_rest()
    for place, step in enumerate(life.steps):
        told = (one for one in step.events if not is_about_a_question(one))
        life.steps[place] = replace(step, events=tuple(told))

    assert {one.shift for one in replay(life, DEFAULT).calls} == {Shift.SAME}
