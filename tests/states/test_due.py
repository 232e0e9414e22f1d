"""An action is due by a day, which has to be over where its owner is; the rest by a moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from states.calendar import end_of_day
from states.due import day_of, days_late, due_told
from states.record.deadlines import Deadline, DeadlineKind

FRIDAY = date(2026, 3, 20)
SET = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def promised(zone: str) -> Deadline:
    return Deadline(
        DeadlineKind.ACTION, "A1", SET, end_of_day(FRIDAY, zone), SET, "action", "ana", zone=zone
    )


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York", "Europe/Lisbon"])
def test_an_action_is_told_by_its_day_wherever_its_owner_is(zone: str) -> None:
    deadline = promised(zone)

    assert (day_of(deadline), due_told(deadline)) == (FRIDAY, "2026-03-20")
    assert days_late(deadline, deadline.due - HOUR) == 0
    assert days_late(deadline, deadline.due) == 1
    assert days_late(deadline, deadline.due + 24 * HOUR) == 2


def test_what_is_due_at_a_moment_is_told_by_it() -> None:
    gate = replace(promised("UTC"), kind=DeadlineKind.GATE)
    handed_on = replace(promised("UTC"), zone="Asia/Tokyo")

    for one in (gate, handed_on):
        assert (day_of(one), due_told(one)) == (None, "2026-03-21 00:00 UTC")
        assert days_late(one, one.due + 23 * HOUR) == 0
