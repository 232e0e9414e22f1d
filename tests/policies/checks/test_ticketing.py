"""A ticket follows its promise within hours; until after the meeting there is time (R43)."""

from datetime import datetime

import pytest

from policies.checks.ticketing import TicketedWithin
from states.record.retrospective import Mark, Retrospective
from states.rules import Finding
from tests.builders import DAY, HOUR, NOON, changed
from tests.policies.asking import COMPLETE, found, record_with

HELD = COMPLETE.meeting.held or NOON
RETRIES = "“Cap webhook retries at five”"


def promised(added: datetime, ticketed: datetime | None = None) -> Retrospective:
    """Say when A1 was promised, and when it got its ticket."""
    mark = Mark("fay", added, added, ticketed)
    return record_with(marks={"A1": mark})


def test_a_ticket_that_came_soon_passes() -> None:
    assert found(TicketedWithin(), promised(HELD + DAY, HELD + DAY + 24 * HOUR)) == ()


def test_what_was_promised_before_the_meeting_has_until_after_it() -> None:
    assert found(TicketedWithin(), promised(HELD - 9 * DAY, HELD + 24 * HOUR)) == ()


def test_without_a_meeting_the_promise_counts() -> None:
    early = promised(HELD - 9 * DAY, HELD)

    assert found(TicketedWithin(), early) == ()
    assert found(TicketedWithin(), changed(early, meeting=changed(early.meeting, held=None))) != ()


def test_a_ticket_that_came_late_stays_late() -> None:
    assert found(TicketedWithin(), promised(HELD, HELD + 25 * HOUR)) == (
        Finding(
            f"{RETRIES} got its ticket on 2026-03-04 13:00 UTC, later than 2026-03-04 12:00 UTC",
            "A1",
        ),
    )


def test_what_has_no_ticket_is_asked_for_elsewhere() -> None:
    assert found(TicketedWithin(), promised(HELD)) == ()


@pytest.mark.parametrize(("hours", "late"), [(24, 1), (400, 0)])
def test_a_policy_says_how_many_hours(hours: int, late: int) -> None:
    assert len(found(TicketedWithin(hours), promised(HELD, NOON))) == late


def test_a_ticket_nobody_saw_coming_is_not_measured() -> None:
    assert found(TicketedWithin(), changed(promised(HELD, HELD), marks={})) == ()
