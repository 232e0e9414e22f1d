"""Done is not verified, and verified is seen by someone else (R50, R51, R53)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from policies.checks.verification import P1Done, RunbookUpdated, Settled, Verified
from policies.edition import Check
from states.calendar import end_of_day
from states.record.actions import ActionState, Priority
from states.record.deadlines import Deadline, DeadlineKind
from states.record.retrospective import Retrospective
from states.rules import Finding
from tests.builders import NOON, with_item, with_progress
from tests.policies.asking import COMPLETE, found, item_with

CAP = "“Cap webhook retries at five”"
RUNBOOK = "“Write the rollback runbook”"
MISSING = "“The rollback procedure was not written down”: the procedure that was missing"
DONE = "retro action done INC-42 {} --evidence URL"

MIDNIGHT_IN_LISBON = datetime.fromisoformat("2026-03-21T00:00+00:00")


def with_state(state: ActionState, *actions: str, by: str = "ana") -> Retrospective:
    """Take the complete record, with these actions in another state."""
    record = COMPLETE
    for action in actions:
        record = with_progress(record, action, state=state, by=by)
    return record


STILL_OPEN = Finding(
    f"{CAP} is still open (ana, due 2026-03-20, today is 2026-03-10)",
    "A1",
    DONE.format("A1"),
    ("ana",),
)
UNSEEN = Finding(
    f"{CAP} is done (said ana), and nobody else has seen that it worked",
    "A1",
    "retro verify INC-42 A1 --evidence URL --as PERSON",
    ("ben", "fay", "sam", "sol"),
)
SELF_VERIFIED = Finding(
    f"{CAP} was verified by ana, who owns it",
    "A1",
    'retro action resume INC-42 A1 --reason "SOMEONE ELSE VERIFIES IT"',
)


@pytest.mark.parametrize("check", [P1Done(), Verified(), Settled(), RunbookUpdated()])
def test_what_others_have_seen_passes(check: Check) -> None:
    assert found(check, COMPLETE) == ()


@pytest.mark.parametrize("check", [P1Done(), Verified(), Settled()])
def test_an_open_action_waits_for_its_owner(check: Check) -> None:
    assert found(check, with_state(ActionState.OPEN, "A1")) == (STILL_OPEN,)


@pytest.mark.parametrize("check", [P1Done(), Verified(), Settled()])
def test_a_parked_action_owes_nothing(check: Check) -> None:
    assert found(check, with_state(ActionState.PARKED, "A1")) == ()


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (MIDNIGHT_IN_LISBON - timedelta(microseconds=1), "is still open"),
        (MIDNIGHT_IN_LISBON, "is late"),
    ],
)
def test_an_action_is_late_when_its_day_is_over_where_the_owner_is(
    now: datetime, state: str
) -> None:
    told = found(P1Done(), with_state(ActionState.OPEN, "A1"), now)

    assert [one.message for one in told] == [
        f"{CAP} {state} (ana, due 2026-03-20, today is {now:%Y-%m-%d})"
    ]


def promised_in(zone: str) -> Retrospective:
    due = end_of_day(date(2026, 3, 20), zone)
    kept = Deadline(DeadlineKind.ACTION, "A1", due, due, due, "action", zone=zone)
    return replace(with_state(ActionState.OPEN, "A1"), deadlines={kept.id: kept})


def test_what_was_promised_is_late_from_the_moment_that_was_kept() -> None:
    """It was promised in Tokyo; ana, who owns it now, has nine hours left of that day."""
    record = promised_in("Asia/Tokyo")
    due = datetime(2026, 3, 20, 15, tzinfo=UTC)

    before, after = (found(P1Done(), record, at) for at in (due - timedelta(seconds=1), due))

    told = [one.message for one in (*before, *after)]
    assert told == [
        f"{CAP} is still open (ana, due 2026-03-20, today is 2026-03-20)",
        f"{CAP} is late (ana, due 2026-03-20, today is 2026-03-21)",
    ]


def test_what_was_handed_on_to_another_zone_is_due_at_a_moment() -> None:
    record = promised_in("Asia/Tokyo")
    (kept,) = record.deadlines.values()
    handed_on = replace(record, deadlines={kept.id: replace(kept, zone="America/New_York")})

    (told,) = found(P1Done(), handed_on, kept.due)

    assert told.message == (
        f"{CAP} is late (ana, due 2026-03-20 15:00 UTC, now is 2026-03-20 15:00 UTC)"
    )


def test_an_open_action_without_date_or_owner_says_so() -> None:
    bare = with_item(with_state(ActionState.OPEN, "A1"), "A1", due=None, owner="", sprint="14")

    assert found(P1Done(), bare) == (
        Finding(
            f"{CAP} is still open (in sprint 14, today is 2026-03-10)", "A1", DONE.format("A1")
        ),
    )


def test_a_done_p1_action_is_done() -> None:
    assert found(P1Done(), with_state(ActionState.DONE, "A1")) == ()


def test_only_p1_actions_have_to_be_done() -> None:
    assert found(P1Done(), with_state(ActionState.OPEN, "A2")) == ()


@pytest.mark.parametrize("check", [Verified(), Settled()])
def test_a_done_action_waits_for_those_who_did_not_do_it(check: Check) -> None:
    assert found(check, with_state(ActionState.DONE, "A1")) == (UNSEEN,)


def test_whoever_said_it_is_done_does_not_verify_it() -> None:
    (finding,) = found(Verified(), with_state(ActionState.DONE, "A1", by="fay"))

    assert finding.waits_for == ("ben", "sam", "sol")


@pytest.mark.parametrize("check", [Verified(), Settled()])
def test_an_owner_does_not_verify_their_own(check: Check) -> None:
    assert found(check, with_state(ActionState.VERIFIED, "A1")) == (SELF_VERIFIED,)


@pytest.mark.parametrize("check", [Verified(), Settled()])
def test_what_nobody_knows_who_verified_is_not_verified(check: Check) -> None:
    (finding,) = found(check, with_state(ActionState.VERIFIED, "A1", by=""))

    assert (finding.item, finding.message) == (
        "A1",
        "“Cap webhook retries at five” was verified by nobody who is named",
    )


def test_top_actions_are_verified_whatever_their_priority() -> None:
    assert [one.item for one in found(Verified(), with_state(ActionState.OPEN, "A1", "A2"))] == [
        "A1",
        "A2",
    ]


def test_other_actions_are_settled_only_at_the_end() -> None:
    plain = with_item(with_state(ActionState.OPEN, "A2"), "A2", top=False, priority=Priority.P2)

    assert found(Verified(), plain) == ()
    assert [one.item for one in found(Settled(), plain)] == ["A2"]


def test_a_missing_procedure_without_runbook_action_is_named() -> None:
    assert found(RunbookUpdated(), item_with("A2", runbook=False)) == (
        Finding(
            f"{MISSING} is in nobody's hands",
            "F3",
            'retro action add INC-42 "Write the runbook" --owner PERSON --due YYYY-MM-DD '
            "--priority P2 --factor F3 --runbook",
        ),
    )


def test_a_runbook_for_another_factor_does_not_count() -> None:
    assert [one.item for one in found(RunbookUpdated(), item_with("A2", factors=("F1",)))] == ["F3"]


@pytest.mark.parametrize(
    ("state", "rest", "fix", "waits_for"),
    [
        (
            ActionState.OPEN,
            f"{RUNBOOK} is still open (ben, due 2026-03-25, today is 2026-03-10)",
            DONE.format("A2"),
            ("ben",),
        ),
        (
            ActionState.DONE,
            f"{RUNBOOK} is done (said ana), and nobody else has seen that it worked",
            "retro verify INC-42 A2 --evidence URL --as PERSON",
            ("fay", "sam", "sol"),
        ),
    ],
)
def test_an_unfinished_runbook_is_named_for_its_factor(
    state: ActionState, rest: str, fix: str, waits_for: tuple[str, ...]
) -> None:
    assert found(RunbookUpdated(), with_state(state, "A2")) == (
        Finding(f"{MISSING} is not there yet: {rest}", "F3", fix, waits_for),
    )


def test_the_day_is_said_in_utc() -> None:
    assert f"{NOON:%Y-%m-%d}" in STILL_OPEN.message
