"""Every action has a date, and not one far away; moving it is done openly (R40, R50)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from policies.checks.due import Due, DueWithin
from states.lifecycle import Phase
from states.people import Directory
from states.record.actions import ActionState, Progress
from states.record.proposals import Proposal, Rescheduling, Verdict
from states.record.retrospective import Mark, Retrospective
from states.rules import Finding
from tests.builders import NOON, PEOPLE, changed
from tests.policies.asking import COMPLETE, found, item_with

CAP = "“Cap webhook retries at five”"
LATE = date(2026, 4, 1)


def owed(phase: Phase = Phase.FACTORS, reschedules: int = 0, **fields: Any) -> Retrospective:
    """Take a record whose first action is still owed, with other fields in it."""
    progress = {**COMPLETE.progress, "A1": Progress(reschedules=reschedules)}
    return changed(item_with("A1", **fields), progress=progress, phase=phase)


def moved_to(due: date, verdict: Verdict) -> Proposal:
    return Proposal("R1", Rescheduling("A1", due), "parts are late", "ana", NOON, verdict)


@pytest.mark.parametrize("check", [Due(), DueWithin()])
def test_dates_within_reach_pass(check: Due | DueWithin) -> None:
    assert found(check, COMPLETE) == ()


def test_an_action_needs_a_date() -> None:
    assert found(Due(), item_with("A1", due=None)) == (
        Finding(
            f"{CAP} has no due date",
            "A1",
            "retro action edit INC-42 A1 --due YYYY-MM-DD",
        ),
    )


def test_a_sprint_is_no_date() -> None:
    assert found(Due(), item_with("A1", due=None, sprint="2026-14")) == (
        Finding(
            f"{CAP} names the sprint “2026-14” and not the day it ends",
            "A1",
            "retro action edit INC-42 A1 --due YYYY-MM-DD",
        ),
    )


def test_a_sprint_with_the_day_it_ends_passes() -> None:
    assert found(Due(), item_with("A1", sprint="2026-14")) == ()


@pytest.mark.parametrize("due", [date(2026, 3, 31), date(2026, 3, 1), None])
def test_the_last_day_and_the_first_are_allowed(due: date | None) -> None:
    opening = datetime(2026, 3, 1, 12, tzinfo=UTC)

    assert found(DueWithin(), owed(due=due), opening) == ()


def test_a_late_date_is_named_with_the_last_day() -> None:
    assert found(DueWithin(), owed(due=LATE)) == (
        Finding(
            f"{CAP} is due 2026-04-01, more than 30 days after 2026-03-01 (2026-03-31)",
            "A1",
            "retro action edit INC-42 A1 --due 2026-03-31",
        ),
    )


def test_other_priorities_have_more_time() -> None:
    late = owed(due=date(2026, 5, 31), priority=None)

    assert [one.fix for one in found(DueWithin(), late)] == [
        "retro action edit INC-42 A1 --due 2026-05-30"
    ]


def test_a_policy_chooses_the_days() -> None:
    assert found(DueWithin(p1_days=31), owed(due=LATE)) == ()


def test_a_date_before_the_record_was_opened_is_named() -> None:
    assert [one.message for one in found(DueWithin(), owed(due=date(2026, 2, 28)))] == [
        f"{CAP} is due 2026-02-28, before there was anything to do (2026-03-01)"
    ]


def test_once_promised_a_date_moves_by_rescheduling() -> None:
    assert [one.fix for one in found(DueWithin(), owed(Phase.ACTIONS_TICKETED, due=LATE))] == [
        'retro action reschedule INC-42 A1 --due 2026-03-31 --reason "WHY IT MOVES"'
    ]


def test_an_action_that_joins_after_the_promise_counts_from_its_own_day() -> None:
    joined = {"A1": Mark("ana", NOON, NOON)}
    record = changed(owed(Phase.VERIFIED, due=date(2026, 4, 9)), marks=joined)

    assert found(DueWithin(), record) == ()
    assert len(found(DueWithin(p1_days=29), record)) == 1


def test_an_action_that_joins_before_the_promise_counts_from_opening() -> None:
    joined = {"A1": Mark("ana", NOON, NOON)}

    assert len(found(DueWithin(), changed(owed(due=LATE), marks=joined))) == 1


@pytest.mark.parametrize(
    ("phase", "fields", "fix"),
    [
        (
            Phase.FACTORS,
            {},
            'retro action reschedule INC-42 A1 --due YYYY-MM-DD --reason "WHY IT MOVES"',
        ),
        (
            Phase.ACTIONS_TICKETED,
            {"priority": None},
            'retro action reschedule INC-42 A1 --due YYYY-MM-DD --reason "WHY IT MOVES"',
        ),
        (
            Phase.FACTORS,
            {"priority": None},
            'retro action reschedule INC-42 A1 --due YYYY-MM-DD --reason "WHY IT MOVES"',
        ),
    ],
)
def test_when_the_last_day_is_over_another_is_asked_for_openly(
    phase: Phase, fields: dict[str, Any], fix: str
) -> None:
    record = owed(phase, due=date(2026, 8, 1), **fields)
    told = found(DueWithin(), record, datetime(2026, 6, 1, tzinfo=UTC))

    assert [one.fix for one in told] == [fix]


YESTERDAY = date(2026, 3, 9)
TODAY = NOON.date()
KOLKATA = Directory({**PEOPLE.people, "ana": changed(PEOPLE.people["ana"], zone="Asia/Kolkata")})
EVENING = datetime(2026, 3, 10, 19, 36, tzinfo=UTC)


def test_nobody_promises_a_day_that_is_over() -> None:
    assert found(DueWithin(), owed(due=YESTERDAY)) == (
        Finding(
            f"{CAP} is due 2026-03-09, which is over in Europe/Lisbon",
            "A1",
            "retro action edit INC-42 A1 --due 2026-03-31",
        ),
    )


def test_a_day_is_over_where_the_owner_is() -> None:
    record = owed(due=TODAY)

    assert found(DueWithin(), record, EVENING) == ()
    assert [one.message for one in found(DueWithin(), record, EVENING, KOLKATA)] == [
        f"{CAP} is due 2026-03-10, which is over in Asia/Kolkata"
    ]


def test_what_was_promised_is_late_and_keeps_its_date() -> None:
    marked = {"A1": Mark("ana", NOON, NOON, promised=True)}

    assert found(DueWithin(), owed(Phase.ACTIONS_TICKETED, due=YESTERDAY)) == ()
    assert found(DueWithin(), changed(owed(due=YESTERDAY), marks=marked)) == ()


def test_what_is_done_before_it_is_promised_may_have_been_due_before() -> None:
    done = {**COMPLETE.progress, "A1": Progress(ActionState.DONE)}

    assert found(DueWithin(), changed(owed(due=YESTERDAY), progress=done)) == ()


def test_a_granted_date_that_is_over_by_now_is_no_promise() -> None:
    granted = changed(owed(due=LATE), proposals=(moved_to(LATE, Verdict.GRANTED),))

    told = found(DueWithin(), granted, datetime(2026, 4, 3, tzinfo=UTC))

    assert [(one.message, one.fix) for one in told] == [
        (
            f"{CAP} is due 2026-04-01, which is over in Europe/Lisbon",
            'retro action reschedule INC-42 A1 --due YYYY-MM-DD --reason "WHY IT MOVES"',
        )
    ]


def test_when_no_day_is_left_another_is_moved_to_openly_and_passes() -> None:
    june = datetime(2026, 6, 1, tzinfo=UTC)
    moved = owed(reschedules=1, due=date(2026, 6, 20), priority=None)

    assert found(DueWithin(), moved, june) == ()
    assert len(found(DueWithin(), changed(moved, progress=owed().progress), june)) == 1
    assert len(found(DueWithin(), owed(reschedules=1, due=date(2026, 6, 20)), june)) == 1


def test_a_date_moved_after_the_promise_is_not_asked_about_again() -> None:
    assert found(DueWithin(), owed(Phase.ACTIONS_TICKETED, 1, due=LATE)) == ()


def test_moving_a_date_before_the_promise_is_no_way_out() -> None:
    assert len(found(DueWithin(), owed(Phase.FACTORS, 1, due=LATE))) == 1


@pytest.mark.parametrize(
    ("proposal", "findings"),
    [
        (moved_to(LATE, Verdict.GRANTED), 0),
        (moved_to(LATE, Verdict.PENDING), 1),
        (moved_to(LATE, Verdict.DECLINED), 1),
        (moved_to(date(2026, 4, 2), Verdict.GRANTED), 1),
    ],
)
def test_a_granted_date_is_that_date(proposal: Proposal, findings: int) -> None:
    record = changed(owed(due=LATE), proposals=(proposal,))

    assert len(found(DueWithin(), record)) == findings


def test_a_verified_action_may_have_been_due_at_any_time() -> None:
    assert COMPLETE.progress_of("A1").state is ActionState.VERIFIED
    assert found(DueWithin(), item_with("A1", due=LATE)) == ()


def test_a_record_not_yet_opened_counts_from_now() -> None:
    assert found(DueWithin(), changed(owed(due=LATE), opened=None)) == ()
