"""A page says how often a rung was told, not how often it fell due while nothing ran."""

from datetime import UTC, timedelta

import pytest

from cli.showing.climb_story import Chapter
from cli.showing.escalation_json import escalation_json
from cli.showing.escalation_page import Escalation, escalation_lines
from states.events.escalations import RungReached
from states.record.deadlines import Deadline, DeadlineKind
from states.rules import Rung
from tests.builders import DAY, NOON

GATE = Deadline(DeadlineKind.GATE, "facts", NOON, NOON, NOON, "gate", "fay", (265,), tellings=(2,))
RUNGS = (Rung(timedelta(0), ("role:director",), repeat=DAY),)


def page(times: int) -> Escalation:
    reached = RungReached(GATE.id, 0, 265, ("rob",))
    story = (Chapter(9, NOON, "retrogate", reached, times=times),)
    return Escalation("INC-42", "it is late", GATE, RUNGS, NOON + DAY, story)


@pytest.mark.parametrize(("times", "again"), [(1, ""), (2, ", for the 2nd time")])
def test_a_rung_is_told_as_often_as_somebody_heard_of_it(times: int, again: str) -> None:
    told = f"  2026-03-10 12:00 UTC  rung 1 of 1 told rob{again} · entry 9"

    assert told in [*escalation_lines(page(times), UTC)]


def test_in_json_as_well() -> None:
    found = escalation_json(page(2))

    assert found["story"][0]["times"] == 2
    assert found["rungs"][0]["reached"] == 2
