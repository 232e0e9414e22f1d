"""A deadline is set once, with the moment of each rung; only what is recorded moves them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from states.calendar import Days, Hours
from states.codec import event_from, event_to_json
from states.commands import Edit, MovePolicy, RescheduleAction, Revise, Say, Tick
from states.decide import decide
from states.decisions.escalation.holding import held
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import moments, next_moment
from states.envelope import ENGINE
from states.events.escalations import DeadlineSet, RungReached
from states.evolve import evolve
from states.lifecycle import Phase
from states.record.deadlines import Deadline, DeadlineKind, Hold
from states.rules import Rung, Target
from states.stamp import Stamp
from tests.builders import DAY, HOUR, NOON, changed
from tests.states.builders import heard, record_in, went_on
from tests.states.rules import LADDERS, OPEN, Switches

LISBON = Hours("Europe/Lisbon", working=frozenset(range(5)), free=frozenset({date(2026, 3, 30)}))
TOKYO = Hours("Asia/Tokyo")
RUNGS = (
    Rung(-24 * HOUR, ("owner",)),
    Rung(Days(0), ("owner",)),
    Rung(Days(2, working=True), ("manager",)),
    Rung(Days(30), ("manager_of_manager",), repeat=Days(7)),
)
RULES = Switches(rungs={**LADDERS, "action": RUNGS}, hours={"ana": LISBON, "ben": TOKYO})
FRIDAY = date(2026, 3, 27)
"""The clocks of Lisbon go forward on the Sunday after it."""


def promised(due: date = FRIDAY, rules: Switches = RULES) -> Hearing:
    """Hear somebody of a record with an action of Ana's that is due."""
    record = record_in(Phase.ACTIONS_TICKETED, progress={}, entered=NOON, touched=NOON)
    action = changed(record.actions[0], due=due, owner="ana", sprint="")
    record = replace(record, actions=(action, *record.actions[1:]))
    return went_on(Tick(), heard(record, ENGINE, rules=rules))


def the_action(hearing: Hearing) -> Deadline:
    return hearing.record.deadlines["action:A1"]


def utc(month: int, day: int, hour: int = 0) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def test_a_deadline_is_set_with_its_zone_and_the_moment_of_every_rung() -> None:
    deadline = the_action(promised())

    assert (deadline.due, deadline.zone) == (utc(3, 28), "Europe/Lisbon")
    assert deadline.moments == (utc(3, 27), utc(3, 28), utc(3, 31, 23), utc(4, 26, 23))


def test_a_calendar_that_changes_moves_nothing_that_was_set() -> None:
    hearing = promised()
    other = replace(RULES, hours={"ana": Hours("Europe/Lisbon")})

    made = decide(Say("We wait"), replace(hearing, rules=other, actor="fay"))

    assert [one for one in made if isinstance(one, DeadlineSet)] == []


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_an_owner_who_moves_keeps_the_moments(zone: str) -> None:
    hearing = promised()
    moved = replace(RULES, hours={"ana": Hours(zone)})

    made = decide(Say("We wait"), replace(hearing, rules=moved, actor="fay"))

    assert [one for one in made if isinstance(one, DeadlineSet)] == []


def test_whoever_takes_over_keeps_the_moments_and_hears_of_the_rest() -> None:
    hearing = promised()
    action = hearing.record.actions[0]
    handed_on = Revise(edit=(Edit(action, changed(action, owner="ben")),))

    after = went_on(handed_on, replace(hearing, actor="fay"))
    was, now = the_action(hearing), the_action(after)

    assert now == replace(was, owner="ben")


def test_another_day_is_another_deadline() -> None:
    low = promised()
    action = changed(low.record.actions[0], priority=None, top=False)
    record = replace(low.record, actions=(action, *low.record.actions[1:]))

    after = went_on(
        RescheduleAction("A1", FRIDAY + DAY, "the vendor is late"),
        replace(low, record=record, actor="ana"),
    )

    assert (the_action(after).due, the_action(after).fired) == (utc(3, 29), ())


def test_a_repeat_goes_on_in_the_zone_it_was_set_in() -> None:
    deadline = replace(the_action(promised(date(2026, 2, 20))), fired=(1, 1, 1, 1))

    (coming,) = [moment for place, moment in moments(deadline, RUNGS) if place]

    assert deadline.moments[3] == utc(3, 23)
    assert coming == utc(3, 29, 23)


OLD = Deadline(DeadlineKind.GATE, "factors", NOON, NOON + 3 * DAY, NOON, "gate", owner="fay")
"""As it was set before deadlines kept the moments of their rungs."""


def old() -> Hearing:
    record = record_in(Phase.FACTS, entered=NOON, touched=NOON)
    return heard(replace(record, deadlines={OLD.id: OLD}), ENGINE, rules=OPEN)


def test_an_older_deadline_goes_on_as_it_was() -> None:
    assert [*moments(OLD, LADDERS["gate"])] == [
        (0, OLD.due - 6 * HOUR),
        (1, OLD.due),
        (2, OLD.due + 2 * DAY),
        (3, OLD.due + 7 * DAY),
    ]
    assert next_moment(old().record, OPEN) == OLD.due - 6 * HOUR


def test_an_older_deadline_is_not_set_anew() -> None:
    made = decide(Tick(), old())

    assert [one.deadline.id for one in made if isinstance(one, DeadlineSet)] == [
        "stalled_gate:factors"
    ]


def test_an_older_deadline_climbs_and_is_told_in_parts_from_here_on() -> None:
    (first, *_) = decide(Tick(), replace(old(), now=OLD.due))

    assert isinstance(first, RungReached)
    assert (first.deadline, first.to, first.text) == (OLD.id, ("fay",), "")


OLD_ENTRY = {
    "event": "RungReached",
    "deadline": OLD.id,
    "rung": 0,
    "times": 1,
    "to": ["fay"],
    "subject": "It is late",
    "text": "It is late.\nSettle it: retro why INC-42",
}


def test_an_older_entry_reads_and_folds_as_it_did() -> None:
    record = evolve(old().record, event_from(OLD_ENTRY), Stamp(OLD.due, ENGINE, 77))

    (notice,) = record.notices
    assert (notice.key, notice.text, notice.after) == (
        "INC-42/gate:factors/77/0.1/fay",
        "It is late.\nSettle it: retro why INC-42\nYou hear of it because you own it.",
        None,
    )
    assert record.deadlines[OLD.id].fired == (1,)


def test_what_is_told_at_once_is_written_without_its_moments() -> None:
    reached, *_ = decide(Tick(), replace(old(), now=OLD.due))

    assert {"after", "bundled", "text"}.isdisjoint(
        name for name, said in event_to_json(reached).items() if said
    )


def test_what_was_stopped_stays_stopped_on_other_rungs() -> None:
    rungs = {**LADDERS, "gate": (Rung(timedelta(0), ("manager",)), Rung(DAY, ("facilitator",)))}
    begun = went_on(Tick(), replace(old(), record=record_in(Phase.FACTS, entered=NOON)))
    gate = begun.record.deadlines[OLD.id]
    until = gate.due + 5 * DAY
    resting = held(gate, LADDERS["gate"], Hold("rob", gate.due, until, "they wait"))
    record = replace(begun.record, deadlines={**begun.record.deadlines, gate.id: resting})
    target = Target(Switches(digest="other", rungs=rungs), "other@1.0.0")
    now = gate.due + 2 * DAY

    moved = went_on(
        MovePolicy("other", "it is stricter"),
        replace(begun, record=record, target=target, actor="fay", now=now),
    )

    stays = moved.record.deadlines[gate.id]
    assert (stays.hold, stays.due, stays.fired) == (resting.hold, gate.due, ())
    assert [*moments(stays, rungs["gate"])] == [(0, until), (1, until)]


def test_on_other_rungs_each_stays_as_far_behind_as_it_was_when_they_changed() -> None:
    rungs = {**LADDERS, "gate": tuple(Rung(days * DAY, ("manager",)) for days in (0, 1, 3, 9))}
    begun = went_on(Tick(), replace(old(), record=record_in(Phase.FACTS, entered=NOON)))
    gate = begun.record.deadlines[OLD.id]
    until, now = gate.due + 12 * DAY, gate.due + 2 * DAY
    resting = held(gate, LADDERS["gate"], Hold("rob", gate.due, until, "they wait"))
    record = replace(begun.record, deadlines={**begun.record.deadlines, gate.id: resting})
    target = Target(Switches(digest="other", rungs=rungs), "other@1.0.0")

    moved = went_on(
        MovePolicy("other", "it is stricter"),
        replace(begun, record=record, target=target, actor="fay", now=now),
    )

    coming = [*moments(moved.record.deadlines[gate.id], rungs["gate"])]
    assert coming == [(0, until), (1, until), (2, until + DAY), (3, until + 7 * DAY)]
