"""A deadline is set once, with the moment of each rung; only what is recorded moves them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from states.calendar import Days, Hours
from states.codec import event_from, event_to_json
from states.commands import (
    AcknowledgeEscalation,
    Edit,
    MovePolicy,
    RescheduleAction,
    Revise,
    Say,
    Tick,
)
from states.decide import decide
from states.decisions.escalation.holding import begun_anew, held
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import moments, next_moment, was_reached
from states.envelope import ENGINE
from states.errors import NotAllowedError
from states.events.escalations import DeadlineSet, RungReached
from states.evolve import evolve
from states.lifecycle import Phase
from states.record.deadlines import Deadline, DeadlineKind, Hold
from states.rules import Rung, Target
from states.stamp import Stamp
from tests.builders import DAY, HOUR, NOON, changed
from tests.states.builders import heard, record_in, refused, went_on
from tests.states.rules import LADDERS, OPEN, TERMS, Switches

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
    assert next_moment(old().record, OPEN, NOON) == OLD.due - 6 * HOUR


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


def moved_while_stopped(rungs: tuple[Rung, ...]) -> Hearing:
    """Build what rob hears whose own stop of the gate was moved to other rungs."""
    begun = went_on(Tick(), replace(old(), record=record_in(Phase.FACTS, entered=NOON)))
    gate = begun.record.deadlines[OLD.id]
    rules = replace(OPEN, terms_given=replace(TERMS, acknowledge_max=30 * DAY))
    resting = held(gate, LADDERS["gate"], Hold("rob", gate.due, gate.due + 5 * DAY, "they wait"))
    record = replace(begun.record, deadlines={**begun.record.deadlines, gate.id: resting})
    target = Target(replace(rules, digest="other", rungs={**LADDERS, "gate": rungs}), "other@1.0.0")
    asked = replace(begun, rules=rules, record=record, target=target, now=gate.due + 2 * DAY)
    moved = went_on(MovePolicy("other", "it is stricter"), replace(asked, actor="fay"))
    return replace(moved, rules=target.rules, actor="rob")


OTHERS = (
    Rung(-DAY, ("owner",)),
    Rung(timedelta(0), ("owner",)),
    Rung(12 * HOUR, ("facilitator",)),
    Rung(DAY, ("manager_of_manager", "role:director")),
    Rung(9 * DAY, ("role:director",), repeat=DAY),
)


def test_what_was_moved_while_it_was_stopped_may_be_stopped_for_longer() -> None:
    moved = moved_while_stopped(OTHERS)
    gate = moved.record.deadlines[OLD.id]
    assert gate.hold
    wakes = gate.hold.until
    assert [*moments(gate, OTHERS)] == [(1, wakes), (3, wakes), (4, wakes + 7 * DAY)]

    longer = went_on(AcknowledgeEscalation(OLD.id, wakes + DAY, "they wait still"), moved)

    coming = [*moments(longer.record.deadlines[OLD.id], OTHERS)]
    assert coming == [(1, wakes + DAY), (3, wakes + DAY), (4, wakes + 8 * DAY)]


def test_what_was_moved_while_it_was_stopped_may_be_stopped_twice_more() -> None:
    moved = moved_while_stopped(OTHERS)
    gate = moved.record.deadlines[OLD.id]
    assert gate.hold
    wakes = gate.hold.until

    for more in (DAY, 3 * DAY):
        moved = went_on(AcknowledgeEscalation(OLD.id, wakes + more, "they wait still"), moved)

    coming = [*moments(moved.record.deadlines[OLD.id], OTHERS)]
    assert coming == [(1, wakes + 3 * DAY), (3, wakes + 3 * DAY), (4, wakes + 10 * DAY)]


def test_whom_the_rungs_reach_that_had_passed_by_then_may_stop_it() -> None:
    moved = moved_while_stopped((OTHERS[1], Rung(9 * DAY, ("role:director",), repeat=DAY)))

    message, hint = refused(
        NotAllowedError, AcknowledgeEscalation(OLD.id, moved.now + 4 * DAY, "they wait"), moved
    )

    assert message == f"{OLD.id} did not reach rob: sol may stop its climb"
    assert hint.endswith("--as sol")


def test_what_was_moved_while_it_was_stopped_begins_anew_for_whoever_gets_it() -> None:
    moved = moved_while_stopped(OTHERS)
    gate, now = moved.record.deadlines[OLD.id], moved.now

    anew = begun_anew(gate, OTHERS, now, Hours())

    assert [*moments(anew, OTHERS)] == [
        (1, now),
        (2, now + 12 * HOUR),
        (3, now + DAY),
        (4, gate.moments[4]),
    ]


def test_what_climbed_on_after_its_stop_is_behind_nothing_but_what_it_reached() -> None:
    moved = moved_while_stopped(OTHERS)
    gate = moved.record.deadlines[OLD.id]
    assert gate.hold

    woken = went_on(Tick(), replace(moved, actor=ENGINE, now=gate.hold.until))

    climbs = woken.record.deadlines[OLD.id]
    reached = [was_reached(climbs, place, OTHERS) for place in range(len(OTHERS))]
    assert (climbs.fired, reached) == ((0, 1, 0, 1), [False, True, False, True, False])
