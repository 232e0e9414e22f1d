"""The meeting has a time and the right people, and they have read the timeline (R24)."""

from datetime import timedelta

import pytest

from policies.checks.meeting import Held, PartiesInvited, Scheduled, TimelineSent
from policies.edition import Check
from states.record.context import Meeting
from states.rules import Finding
from tests.builders import DAY, NOON, with_context
from tests.policies.asking import COMPLETE, context_with, found, meeting_with, record_with

SOON = NOON + timedelta(minutes=1)
PLANNED = "nothing says that the meeting was held (it is planned for 2026-03-03 12:00 UTC)"
SENT_LATE = (
    "the timeline went out on 2026-03-09 12:00 UTC, after the meeting began (2026-03-03 12:00 UTC)"
)


@pytest.mark.parametrize("check", [Scheduled(), PartiesInvited(), TimelineSent(), Held()])
def test_a_meeting_that_was_held_passes(check: Check) -> None:
    assert found(check, COMPLETE) == ()


def test_a_meeting_needs_a_time_and_people() -> None:
    assert found(Scheduled(), record_with(meeting=Meeting())) == (
        Finding("the meeting has no time", fix="retro meeting INC-42 --at YYYY-MM-DDTHH:MMZ"),
        Finding("nobody is invited to the meeting", fix="retro meeting INC-42 --attendee PERSON"),
    )


def test_a_meeting_comes_after_the_incident_began() -> None:
    assert found(Scheduled(), meeting_with(at=NOON - 30 * DAY)) == (
        Finding(
            "the meeting is at 2026-02-08 12:00 UTC, before the incident started",
            fix="retro meeting INC-42 --at YYYY-MM-DDTHH:MMZ",
        ),
    )


def test_facilitator_and_commander_are_both_invited() -> None:
    assert found(Scheduled(), meeting_with(attendees=("ana",))) == (
        Finding(
            "the facilitator (fay) is not invited to the meeting",
            fix="retro meeting INC-42 --attendee fay",
        ),
        Finding(
            "the commander (ben) is not invited to the meeting",
            fix="retro meeting INC-42 --attendee ben",
        ),
    )


def test_a_role_nobody_plays_is_asked_about_elsewhere() -> None:
    assert found(Scheduled(), context_with(commander="")) == ()


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (None, "the timeline has not been sent out"),
        (SOON, "the timeline goes out on 2026-03-10 12:01 UTC: it is 2026-03-10 12:00 UTC"),
        (NOON - DAY, SENT_LATE),
    ],
)
def test_the_timeline_goes_out_before_the_meeting(sent: object, problem: str) -> None:
    assert found(TimelineSent(), meeting_with(timeline_sent=sent)) == (
        Finding(problem, fix="retro meeting INC-42 --timeline-sent YYYY-MM-DDTHH:MMZ"),
    )


def test_a_timeline_may_go_out_before_the_meeting_has_a_time() -> None:
    assert found(TimelineSent(), meeting_with(at=None)) == ()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"held": None}, PLANNED),
        ({"held": None, "at": None}, "nothing says that the meeting was held"),
        ({"held": SOON}, "the meeting is held on 2026-03-10 12:01 UTC: it is 2026-03-10 12:00 UTC"),
    ],
)
def test_a_meeting_was_held_when_it_was_held(fields: dict[str, object], problem: str) -> None:
    assert found(Held(), meeting_with(**fields)) == (
        Finding(problem, fix="retro meeting INC-42 --held YYYY-MM-DDTHH:MMZ"),
    )


def test_who_speaks_for_the_service_is_invited() -> None:
    assert found(PartiesInvited(), meeting_with(attendees=("fay", "ben"))) == (
        Finding(
            "sam has a part in it and is not invited to the meeting",
            fix="retro meeting INC-42 --attendee sam",
        ),
    )


def test_neighbours_are_invited_across_a_boundary() -> None:
    near = with_context(COMPLETE, adjacent=("mia", "sam", "rob"))
    across = with_context(near, crossed_boundary=True)

    assert found(PartiesInvited(), near) == ()
    assert [one.fix.split()[-1] for one in found(PartiesInvited(), across)] == ["mia", "rob"]


def test_whom_a_meeting_without_attendees_lacks_is_asked_elsewhere() -> None:
    assert found(PartiesInvited(), meeting_with(attendees=())) == ()
    assert found(PartiesInvited(), context_with(service_owner="")) == ()
