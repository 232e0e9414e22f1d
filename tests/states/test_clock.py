"""A deadline keeps its instant and climbs: each rung once, late rather than never, without end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from states.codec import size_of
from states.commands import (
    Add,
    Advance,
    Edit,
    FinishAction,
    ParkAction,
    ResumeAction,
    Revise,
    Say,
    Set,
    Tick,
    VerifyAction,
)
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.climbing import RUNGS_AT_ONCE
from states.decisions.ladder.clock import moments, next_moment
from states.decisions.ladder.setting import ROOM, is_unfinished
from states.envelope import ENGINE
from states.events.escalations import DeadlineMet, DeadlineSet, RungReached
from states.events.event import Event
from states.lifecycle import Phase
from states.people import Directory, Person
from states.record.actions import Action
from states.record.deadlines import Deadline, DeadlineKind
from states.record.retrospective import Retrospective
from tests.builders import ACTIONS, CONTEXT, DAY, HOUR, NOON, PEOPLE, changed
from tests.states.builders import folded, heard, record_in, went_on
from tests.states.rules import CALM, OPEN, Switches, shut

SECOND = timedelta(seconds=1)
DUE = NOON + 3 * DAY
WHY = "the vendor delivers in April"
RECORD = record_in(Phase.FACTS, entered=NOON, touched=NOON)
LADDER = OPEN.ladders["gate"]


def begun(record: Retrospective = RECORD, rules: Switches = OPEN) -> Hearing:
    """Set what a record owes, and hand the clock to the engine."""
    return went_on(Tick(), heard(record, ENGINE, rules=rules))


def ticked(hearing: Hearing, now: datetime) -> tuple[Hearing, list[RungReached]]:
    """Let the engine look at the clock."""
    at = replace(hearing, actor=ENGINE, now=now)
    made = decide(Tick(), at)
    after = replace(at, record=folded(at, made), seq=at.seq + 1)
    return after, [one for one in made if isinstance(one, RungReached)]


def gate_rungs(reached: list[RungReached]) -> list[tuple[int, int, list[str]]]:
    return [(one.rung, one.times, [*one.to]) for one in reached if one.deadline == "gate:factors"]


def set_in(made: tuple[Event, ...]) -> Mapping[str, Deadline]:
    return {one.deadline.id: one.deadline for one in made if isinstance(one, DeadlineSet)}


# fmt: off
CLIMB = (
    #   moment                  rung  times  told
    (DUE - 6 * HOUR,            0,    1,     ["fay"]),
    (DUE,                       1,    1,     ["fay"]),
    (DUE + 2 * DAY,             2,    1,     ["rob"]),
    (DUE + 7 * DAY,             3,    1,     ["rob"]),
    (DUE + 14 * DAY,            3,    2,     ["rob"]),
    (DUE + 21 * DAY,            3,    3,     ["rob"]),
)
# fmt: on


def test_a_deadline_climbs_rung_by_rung_each_at_its_moment() -> None:
    hearing = begun()

    for moment, rung, times, told in CLIMB:
        hearing, early = ticked(hearing, moment - SECOND)
        hearing, reached = ticked(hearing, moment)
        hearing, again = ticked(hearing, moment)

        assert gate_rungs(early) == []
        assert gate_rungs(reached) == [(rung, times, told)]
        assert gate_rungs(again) == []


def test_the_last_rung_repeats_without_end() -> None:
    hearing, _ = ticked(begun(), DUE + 7 * DAY)

    for week in range(2, 60):
        hearing, reached = ticked(hearing, DUE + week * 7 * DAY)
        assert gate_rungs(reached) == [(3, week, ["rob"])]


def test_what_was_missed_while_everything_was_down_is_said_once() -> None:
    _, reached = ticked(begun(), DUE + 30 * DAY)

    assert [(rung, times) for rung, times, _ in gate_rungs(reached)] == [
        (0, 1),
        (1, 1),
        (2, 1),
        (3, 4),
    ]


def test_after_a_pause_the_ladder_keeps_its_own_rhythm() -> None:
    hearing, _ = ticked(begun(), DUE + 30 * DAY)

    hearing, early = ticked(hearing, DUE + 35 * DAY - SECOND)
    _, reached = ticked(hearing, DUE + 35 * DAY)

    assert gate_rungs(early) == []
    assert gate_rungs(reached) == [(3, 5, ["rob"])]


@pytest.mark.parametrize(
    ("left", "rungs"), [(6 * HOUR + SECOND, [0, 1]), (6 * HOUR, [1]), (5 * HOUR, [1])]
)
def test_a_reminder_is_left_out_when_its_moment_had_passed(
    left: timedelta, rungs: list[int]
) -> None:
    hearing = begun(rules=replace(OPEN, gate_within=left))

    _, reached = ticked(hearing, NOON + left)

    assert [rung for rung, _, _ in gate_rungs(reached)] == rungs


@pytest.mark.parametrize("days", [0, 2, 3, 5, 9, 12, 100])
def test_the_next_moment_is_never_past_after_a_climb(days: int) -> None:
    hearing, _ = ticked(begun(), NOON + days * DAY)

    moment = next_moment(hearing.record, OPEN, hearing.now)

    assert moment is not None
    assert moment > hearing.now


def test_the_next_moment_is_the_earliest_of_all() -> None:
    assert next_moment(begun().record, OPEN, NOON) == DUE - 6 * HOUR


def test_where_nothing_is_owed_there_is_no_next_moment() -> None:
    assert next_moment(begun(rules=CALM).record, CALM, NOON) is None


def test_a_rung_without_a_repeat_is_reached_once() -> None:
    deadline = replace(gate_deadline(), fired=(1, 1))

    assert 1 not in dict(moments(deadline, LADDER))


def gate_deadline() -> Deadline:
    return begun().record.deadlines["gate:factors"]


@pytest.mark.parametrize("times", [0, 1, 2, 9])
def test_a_repeat_counts_from_its_first_moment(times: int) -> None:
    deadline = replace(gate_deadline(), fired=(0, 0, 0, times))

    assert dict(moments(deadline, LADDER))[3] == DUE + 7 * DAY + times * 7 * DAY


def test_each_person_and_rung_has_a_key_of_its_own() -> None:
    hearing = begun()
    for day in range(40):
        hearing, _reached = ticked(hearing, NOON + day * DAY)
    keys = [notice.key for notice in hearing.record.notices]

    assert len(keys) == len(set(keys)) == 10


def test_what_comes_back_due_at_the_same_instant_is_told_under_another_key() -> None:
    overdue = record_in(Phase.ACTIONS_TICKETED, progress={}, actions=ACTIONS[1:2])
    hearing, _first = ticked(begun(overdue), NOON + 20 * DAY)
    hearing = went_on(FinishAction("A2", "https://x.example.org"), replace(hearing, actor="ben"))
    failed = VerifyAction("A2", "https://x.example.org", holds=False)
    hearing = went_on(failed, replace(hearing, actor="fay"))

    hearing, second = ticked(hearing, NOON + 20 * DAY)

    keys = [notice.key for notice in hearing.record.notices]
    assert [one.deadline for one in second] == ["action:A2"] * 2
    assert len(keys) == len(set(keys))


def test_a_key_names_the_incident_the_deadline_the_entry_the_rung_and_the_person() -> None:
    hearing, _ = ticked(replace(begun(), seq=77), DUE - 6 * HOUR)

    assert [one.key for one in hearing.record.notices] == ["INC-42/gate:factors/77/0.1/fay"]


def test_a_notice_stands_in_the_record_until_it_is_delivered() -> None:
    hearing, (reached,) = ticked(begun(), DUE - 6 * HOUR)

    assert tuple(one.to for one in hearing.record.notices) == reached.to == ("fay",)


def test_an_anchor_that_stays_keeps_the_instant() -> None:
    hearing = begun()
    later = replace(hearing, rules=replace(OPEN, gate_within=9 * DAY), now=NOON + DAY, actor="ana")

    assert decide(Say("We wait"), later)[1:] == ()


def test_an_anchor_that_moves_sets_the_deadline_anew() -> None:
    hearing, _ = ticked(begun(), DUE)
    touched = Revise(set=(Set(CONTEXT, changed(CONTEXT, title="Checkout failed")),))

    made = set_in(decide(touched, replace(hearing, actor="ana", now=DUE + HOUR)))

    assert {name: (one.anchor, one.set_at, one.fired) for name, one in made.items()} == {
        "stalled_gate:factors": (DUE + HOUR, DUE + HOUR, ())
    }


def test_a_comment_moves_nothing() -> None:
    assert decide(Say("We wait"), replace(begun(), actor="ana", now=DUE))[1:] == ()


def test_a_gate_that_was_passed_is_met() -> None:
    made = decide(Advance(), replace(begun(), actor="ana"))

    assert [one.deadline for one in made if isinstance(one, DeadlineMet)] == [
        "gate:factors",
        "stalled_gate:factors",
    ]
    assert [*set_in(made)] == ["gate:actions_ticketed", "stalled_gate:actions_ticketed"]


def test_a_blocked_gate_leaves_the_clock_alone() -> None:
    hearing, _ = ticked(begun(), DUE)

    blocked = went_on(
        Advance(), replace(hearing, rules=Switches((shut(Phase.FACTORS),)), actor="ana")
    )

    assert blocked.record == hearing.record


def test_whoever_takes_over_is_told_from_then_on() -> None:
    hearing, _ = ticked(begun(), DUE - 6 * HOUR)
    handed_on = Revise(set=(Set(CONTEXT, changed(CONTEXT, facilitator="mia")),))
    hearing = went_on(handed_on, replace(hearing, actor="ana"))

    gate = hearing.record.deadlines["gate:factors"]
    _, reached = ticked(hearing, DUE)

    assert (gate.owner, gate.due, gate.set_at, gate.fired) == ("mia", DUE, NOON, (1,))
    assert gate_rungs(reached) == [(1, 1, ["mia"])]


def test_an_action_that_changes_hands_reminds_its_new_owner() -> None:
    promised = record_in(Phase.ACTIONS_TICKETED, progress={})
    asked = Revise(edit=(Edit(ACTIONS[0], changed(ACTIONS[0], owner="fay")),))

    hearing = went_on(asked, replace(begun(promised), actor="ana"))

    assert hearing.record.deadlines["action:A1"].owner == "fay"


def test_only_what_is_open_and_promised_is_owed() -> None:
    promised = begun(record_in(Phase.ACTIONS_TICKETED))

    assert [*promised.record.deadlines] == [
        "gate:verified",
        "stalled_gate:verified",
        "action:A1",
        "stalled_action:A1",
        "stalled_action:A2",
    ]


def test_what_is_parked_is_owed_no_longer_and_owed_again_when_taken_up() -> None:
    bare = Action("A1", "Cap the retries", "ana", date(2026, 3, 20))
    hearing = replace(begun(record_in(Phase.ACTIONS_TICKETED, actions=(bare,))), actor="ana")

    parked = went_on(ParkAction("A1", WHY), hearing)
    resumed = went_on(ResumeAction("A1", WHY), parked)

    assert "action:A1" not in parked.record.deadlines
    assert "action:A1" in resumed.record.deadlines


def test_a_rung_that_reaches_nobody_reaches_the_next() -> None:
    gone = {**PEOPLE.people, "fay": replace(PEOPLE.people["fay"], left=date(2026, 3, 1))}

    _, reached = ticked(replace(begun(), people=Directory(gone)), DUE)

    assert gate_rungs(reached) == [(0, 1, ["rob"]), (1, 1, ["rob"])]


def test_where_the_whole_ladder_is_gone_the_operators_are_told() -> None:
    operator = Directory({"oli": Person("oli", roles=("operator",))})

    _, reached = ticked(replace(begun(), people=operator), DUE)

    assert gate_rungs(reached) == [(0, 1, ["oli"]), (1, 1, ["oli"])]


def test_a_rung_that_reaches_nobody_at_all_is_still_written_down() -> None:
    hearing, reached = ticked(replace(begun(), people=Directory()), DUE)

    assert gate_rungs(reached) == [(0, 1, []), (1, 1, [])]
    assert next_moment(hearing.record, OPEN, hearing.now) == DUE + 2 * DAY


def crowd(size: int) -> Hearing:
    """Build a promised record of many open actions, of which nothing is set yet."""
    actions = tuple(
        Action(f"A{number}", "x", "ana", date(2026, 3, 20)) for number in range(1, size + 1)
    )
    record = record_in(Phase.FACTORS, actions=(), progress={}, marks={}, entered=NOON, touched=NOON)
    added = Revise(add=tuple(Add(one) for one in actions))
    return went_on(added, heard(record, "ana", rules=OPEN))


def test_an_entry_sets_no_more_deadlines_than_it_has_room_for() -> None:
    made = decide(Advance(), crowd(40))

    sizes = [size_of(one) for one in made if isinstance(one, DeadlineSet | DeadlineMet)]
    assert sum(sizes[:-1]) <= ROOM < sum(sizes)
    assert is_unfinished(made)


def test_what_an_entry_had_no_room_for_is_set_by_the_ticks_that_follow() -> None:
    hearing = went_on(Advance(), crowd(40))
    for _ in range(3):
        hearing, _reached = ticked(hearing, NOON)

    assert len(hearing.record.deadlines) == 2 + 2 * 40
    assert not is_unfinished(decide(Tick(), hearing))


def test_a_long_list_is_told_in_several_ticks_and_nobody_twice() -> None:
    hearing = went_on(Advance(), crowd(60))
    for _ in range(3):
        hearing, _reached = ticked(hearing, NOON)
    for _ in range(60):
        hearing, reached = ticked(hearing, NOON + 15 * DAY)
        assert len(reached) <= RUNGS_AT_ONCE
    keys = [notice.key for notice in hearing.record.notices]

    assert len(keys) == len(set(keys))
    assert sum(1 for key in keys if "/action:" in key) == 60 * 3
    moment = next_moment(hearing.record, OPEN, hearing.now)
    assert moment is not None
    assert moment > hearing.now


def test_a_deadline_is_named_by_its_kind_and_subject() -> None:
    deadline = Deadline(DeadlineKind.STALLED_ACTION, "A2", NOON, NOON, NOON, "stalled")

    assert deadline.id == "stalled_action:A2"
