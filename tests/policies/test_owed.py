"""What is owed has a moment, an owner and a ladder, and nothing is owed twice (R70, R71)."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from policies.shelf import default_text, policy_of
from states.calendar import AWAKE, EARLIEST, LATEST, end_of_day, later
from states.lifecycle import Phase
from states.people import Directory
from states.record.actions import ActionState, Progress
from states.record.deadlines import Deadline, DeadlineKind
from states.record.retrospective import Mark, Retrospective
from tests.builders import (
    ACTIONS,
    CONTEXT,
    DAY,
    HOUR,
    NOON,
    OPENED,
    PEOPLE,
    case_of,
    changed,
    complete_record,
)

DEFAULT = policy_of(default_text())
GATE, ACTION = DeadlineKind.GATE, DeadlineKind.ACTION
STALLED_GATE, STALLED_ACTION = DeadlineKind.STALLED_GATE, DeadlineKind.STALLED_ACTION
SOON = OPENED + HOUR
TOUCHED = NOON - HOUR
FIRST = datetime(1, 1, 1, tzinfo=UTC)
LAST = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)


def owed(
    record: Retrospective, now: datetime = NOON, people: Directory = PEOPLE
) -> dict[str, Deadline]:
    """Return what a record owes, by id."""
    return {one.id: one for one in DEFAULT.deadlines(case_of(record, now, people))}


def promised(**fields: Any) -> Retrospective:
    """Take a record with one open action, promised."""
    action = changed(ACTIONS[0], **fields)
    return changed(complete_record(Phase.ACTIONS_TICKETED), actions=(action,), progress={})


@pytest.mark.parametrize(
    ("phase", "gate", "begins", "within"),
    [
        (Phase.OPENING, "stabilized", OPENED, timedelta(hours=24)),
        (Phase.STABILIZED, "facts", CONTEXT.stabilized, timedelta(hours=24)),
        (Phase.FACTS, "factors", OPENED + DAY, timedelta(days=5)),
        (Phase.FACTORS, "actions_ticketed", OPENED + DAY, timedelta(days=2)),
        (Phase.ACTIONS_TICKETED, "verified", OPENED + DAY, timedelta(days=30)),
        (Phase.VERIFIED, "closed", OPENED + DAY, timedelta(days=7)),
    ],
)
def test_the_next_gate_is_owed(
    phase: Phase, gate: str, begins: datetime, within: timedelta
) -> None:
    record = complete_record(phase)

    assert owed(record, SOON)[f"gate:{gate}"] == Deadline(
        GATE, gate, record.entered or OPENED, begins + within, SOON, "gate", "fay", zone="UTC"
    )


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("5d", "2026-03-11T12:00-04:00"),
        ("120h", "2026-03-11T13:00-04:00"),
        ("1w", "2026-03-13T12:00-04:00"),
        ("3wd", "2026-03-11T12:00-04:00"),
    ],
)
def test_days_are_those_of_whoever_answers(within: str, due: str) -> None:
    # The clocks of New York are put forward on the Sunday, 2026-03-08.
    friday = datetime.fromisoformat("2026-03-06T12:00-05:00")
    context = changed(CONTEXT, facilitator="ben")
    record = changed(complete_record(Phase.FACTS), context=context, entered=friday)
    policy = policy_of(default_text().replace("within: 5d", f"within: {within}"))

    owed_by = {one.id: one for one in policy.deadlines(case_of(record, friday, PEOPLE))}
    gate = owed_by["gate:factors"]

    assert (gate.due, gate.zone) == (datetime.fromisoformat(due), "America/New_York")


def test_a_corrected_time_of_stabilization_moves_no_deadline_that_was_set() -> None:
    record = complete_record(Phase.STABILIZED)
    corrected = changed(record, context=changed(CONTEXT, stabilized=OPENED - timedelta(minutes=1)))

    before, after = owed(record, SOON)["gate:facts"], owed(corrected, SOON)["gate:facts"]

    assert before.due != after.due
    assert before.anchor == after.anchor


def test_a_gate_whose_time_is_over_has_its_time_again() -> None:
    due = OPENED + 6 * DAY
    record = complete_record(Phase.FACTS)

    assert owed(record, due - HOUR)["gate:factors"].due == due
    assert owed(record, due)["gate:factors"].due == due + 5 * DAY


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.WITHDRAWN])
def test_a_record_that_ended_owes_nothing(phase: Phase) -> None:
    assert owed(complete_record(phase)) == {}


def test_an_incident_that_does_not_exist_owes_nothing() -> None:
    assert owed(Retrospective("INC-1")) == {}


def test_without_its_own_anchor_a_gate_counts_from_opening() -> None:
    record = changed(complete_record(Phase.STABILIZED), context=changed(CONTEXT, stabilized=None))

    assert owed(record, OPENED)["gate:facts"].due == OPENED + DAY


@pytest.mark.parametrize(
    ("facilitator", "commander", "owner"),
    [("fay", "ben", "fay"), ("", "ben", "ben"), ("", "", "ana")],
)
def test_somebody_always_answers(facilitator: str, commander: str, owner: str) -> None:
    context = changed(CONTEXT, facilitator=facilitator, commander=commander)
    record = changed(promised(owner=""), context=context, opened_by="ana")

    assert {one.owner for one in owed(record).values()} == {owner}


def test_a_gate_stalls_after_thirty_days_without_work() -> None:
    assert owed(complete_record(Phase.FACTS))["stalled_gate:factors"] == Deadline(
        STALLED_GATE, "factors", TOUCHED, TOUCHED + 30 * DAY, NOON, "stalled", "fay", zone="UTC"
    )


def test_a_gate_nobody_touched_stalls_from_opening() -> None:
    record = changed(complete_record(Phase.FACTS), touched=None)

    assert owed(record)["stalled_gate:factors"].anchor == OPENED


def test_an_open_action_is_due_when_its_day_is_over() -> None:
    due = datetime(2026, 3, 21, 0, tzinfo=UTC)

    assert owed(promised())["action:A1"] == Deadline(
        ACTION, "A1", due, due, NOON, "action", "ana", zone="Europe/Lisbon"
    )


def test_the_day_is_over_where_the_owner_is() -> None:
    assert owed(promised(owner="ben"))["action:A1"].due == datetime(2026, 3, 21, 4, tzinfo=UTC)


def test_an_action_stalls_after_thirty_days_without_work() -> None:
    worked = Mark("ana", OPENED, OPENED + DAY)
    record = changed(promised(), marks={"A1": worked})

    assert owed(record)["stalled_action:A1"] == Deadline(
        STALLED_ACTION,
        "A1",
        OPENED + DAY,
        OPENED + 31 * DAY,
        NOON,
        "stalled",
        "ana",
        zone="Europe/Lisbon",
    )


@pytest.mark.parametrize(("touched", "anchor"), [(TOUCHED, TOUCHED), (None, OPENED)])
def test_an_action_without_mark_stalls_with_the_record(
    touched: datetime | None, anchor: datetime
) -> None:
    record = changed(promised(), marks={}, touched=touched)

    assert owed(record)["stalled_action:A1"].anchor == anchor


@pytest.mark.parametrize("phase", [Phase.OPENING, Phase.STABILIZED, Phase.FACTS, Phase.FACTORS])
def test_before_it_is_promised_no_action_is_owed(phase: Phase) -> None:
    kinds = {one.kind for one in owed(changed(promised(), phase=phase)).values()}

    assert kinds == {GATE, STALLED_GATE}


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (ActionState.OPEN, {ACTION, STALLED_ACTION}),
        (ActionState.DONE, {STALLED_ACTION}),
        (ActionState.VERIFIED, set()),
        (ActionState.PARKED, set()),
    ],
)
def test_what_became_of_an_action_decides_what_it_owes(
    state: ActionState, kinds: set[DeadlineKind]
) -> None:
    record = changed(promised(), progress={"A1": Progress(state)})

    assert {one.kind for one in owed(record).values() if one.subject == "A1"} == kinds


def test_an_action_with_a_sprint_alone_can_only_stall() -> None:
    kinds = {one.kind for one in owed(promised(due=None)).values() if one.subject == "A1"}

    assert kinds == {STALLED_ACTION}


def test_the_same_record_gives_the_same_anchors_at_any_time() -> None:
    record = promised()
    anchors = {name: one.anchor for name, one in owed(record).items()}

    assert {name: one.anchor for name, one in owed(record, NOON + 90 * DAY).items()} == anchors


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [
        ("2026-03-20", "UTC", "2026-03-21T00:00"),
        ("2026-03-20", "Asia/Tokyo", "2026-03-20T15:00"),
        ("2026-03-28", "Europe/Berlin", "2026-03-28T23:00"),
        ("2026-03-29", "Europe/Berlin", "2026-03-29T22:00"),
        ("2026-03-20", "Mars/Base", "2026-03-21T00:00"),
        ("2026-03-20", "../etc/passwd", "2026-03-21T00:00"),
        ("2026-03-20", "", "2026-03-21T00:00"),
    ],
)
def test_a_day_ends_at_midnight_there(day: str, zone: str, end: str) -> None:
    assert end_of_day(date.fromisoformat(day), zone) == datetime.fromisoformat(f"{end}+00:00")


@pytest.mark.parametrize("day", [date.min, date.max])
def test_every_day_leaves_room_for_a_ladder(day: date) -> None:
    due = owed(promised(due=day))["action:A1"].due

    assert EARLIEST <= due <= LATEST + DAY
    assert all(later(due, rung.at, AWAKE) for rung in DEFAULT.ladders["action"])


@pytest.mark.parametrize("stabilized", [FIRST, LAST])
def test_every_moment_leaves_room_for_a_ladder(stabilized: datetime) -> None:
    context = changed(CONTEXT, stabilized=stabilized)
    record = changed(complete_record(Phase.STABILIZED), context=context)

    assert EARLIEST <= owed(record)["gate:facts"].due <= LATEST + DAY


def test_a_hundred_actions_are_reckoned_at_once() -> None:
    actions = tuple(changed(ACTIONS[0], id=f"A{number}") for number in range(100))
    case = case_of(changed(promised(), actions=actions))
    best = min(_seconds(case) for _ in range(20))

    assert len(DEFAULT.deadlines(case)) == 202
    assert best < 0.005


def _seconds(case: Any) -> float:
    start = time.perf_counter()
    DEFAULT.deadlines(case)
    return time.perf_counter() - start
