"""A notice says what is owed, since when, why you, and the command that settles it."""

from dataclasses import replace
from datetime import datetime

import pytest

from states.events import RungReached
from states.lifecycle import Phase
from states.messages import notices_of, subject_of, text_of
from states.record.deadlines import Deadline, DeadlineKind
from states.stamp import Stamp
from states.values import LINE_LIMIT
from tests.builders import DAY, HOUR, NOON, with_item
from tests.states.builders import record_in

RECORD = record_in(Phase.ACTIONS_TICKETED)
GATE = Deadline(DeadlineKind.GATE, "verified", NOON, NOON, NOON, "gate", owner="fay")
ACTION = Deadline(DeadlineKind.ACTION, "A1", NOON, NOON, NOON, "action", owner="ana")
TITLE = "Checkout failed while webhooks were retried"


# fmt: off
SUBJECTS = [
    (DeadlineKind.GATE,           "verified", "INC-42 has not passed the gate into verified"),
    (DeadlineKind.STALLED_GATE,   "verified", "INC-42 has not moved towards verified"),
    (DeadlineKind.ACTION,         "A1", "INC-42 A1 “Cap webhook retries at five” is not done"),
    (DeadlineKind.STALLED_ACTION, "A1", "INC-42 A1 “Cap webhook retries at five” has not moved"),
]
# fmt: on


@pytest.mark.parametrize(("kind", "subject", "says"), SUBJECTS)
def test_the_subject_says_what_is_owed(kind: DeadlineKind, subject: str, says: str) -> None:
    assert subject_of(replace(GATE, kind=kind, subject=subject), RECORD, NOON) == says


def test_a_reminder_says_in_its_subject_by_when() -> None:
    assert subject_of(ACTION, RECORD, NOON - HOUR) == (
        "INC-42 A1 “Cap webhook retries at five” is not done: it is due 2026-03-10 12:00 UTC"
    )


def test_a_long_title_does_not_make_a_subject_that_no_entry_can_hold() -> None:
    record = with_item(RECORD, "A1", title="x" * LINE_LIMIT)

    assert subject_of(ACTION, record, NOON) == f"INC-42 A1 “{'x' * 199}…” is not done"


def test_a_title_of_the_length_there_is_room_for_is_whole() -> None:
    record = with_item(RECORD, "A1", title="x" * 200)

    assert subject_of(ACTION, record, NOON) == f"INC-42 A1 “{'x' * 200}” is not done"


def test_an_action_that_is_gone_has_no_title() -> None:
    assert subject_of(replace(ACTION, subject="A9"), RECORD, NOON) == "INC-42 A9 “” is not done"


@pytest.mark.parametrize("braces", ["{key}", "{0}", "{", "%s"])
def test_a_title_is_a_title_whatever_it_looks_like(braces: str) -> None:
    assert subject_of(ACTION, with_item(RECORD, "A1", title=braces), NOON) == (
        f"INC-42 A1 “{braces}” is not done"
    )


# fmt: off
MOMENTS = [
    (NOON - HOUR,            "It is due 2026-03-10 12:00 UTC."),
    (NOON,                   "It was due 2026-03-10 12:00 UTC, today."),
    (NOON + 3 * DAY - HOUR,  "It was due 2026-03-10 12:00 UTC, 2 days ago."),
]
# fmt: on


@pytest.mark.parametrize(("now", "when"), MOMENTS)
def test_a_due_action_is_told_whole(now: datetime, when: str) -> None:
    assert text_of(ACTION, RECORD, now) == (
        "INC-42 A1 “Cap webhook retries at five” is not done.\n"
        f"{when}\n"
        f"{TITLE}\n"
        "Settle it: retro action done INC-42 A1 --evidence URL"
    )


def test_a_late_gate_is_told_whole() -> None:
    assert text_of(GATE, RECORD, NOON + 2 * DAY) == (
        "INC-42 has not passed the gate into verified.\n"
        "It was due 2026-03-10 12:00 UTC, 2 days ago.\n"
        f"{TITLE}\n"
        "Settle it: retro why INC-42"
    )


# fmt: off
STANDSTILLS = [
    (DeadlineKind.STALLED_GATE, "verified", "INC-42 has not moved towards verified.",
     "retro why INC-42"),
    (DeadlineKind.STALLED_ACTION, "A1", "INC-42 A1 “Cap webhook retries at five” has not moved.",
     "retro action done INC-42 A1 --evidence URL"),
]
# fmt: on


@pytest.mark.parametrize(("kind", "subject", "first", "command"), STANDSTILLS)
def test_what_stalled_says_since_when_nothing_was_recorded(
    kind: DeadlineKind, subject: str, first: str, command: str
) -> None:
    stalled = replace(ACTION, kind=kind, subject=subject, due=NOON + 30 * DAY)

    assert text_of(stalled, RECORD, NOON + 31 * DAY) == (
        f"{first}\n"
        "Nothing was recorded since 2026-03-10, 31 days ago.\n"
        f"{TITLE}\n"
        f"Settle it: {command}"
    )


# fmt: off
REASONS = [
    ("fay", "fay", "You hear of it because you own it."),
    ("fay", "ana", "You hear of it because you facilitate."),
    ("rob", "ana", "It climbed to you: ana owns it."),
    ("rob", "",    "It climbed to you: nobody owns it."),
]
# fmt: on


@pytest.mark.parametrize(("to", "owner", "why"), REASONS)
def test_everybody_is_told_why_they_hear_of_it(to: str, owner: str, why: str) -> None:
    late = replace(ACTION, owner=owner)
    record = replace(RECORD, deadlines={late.id: late})
    reached = RungReached(late.id, 0, 1, (to,), "It is late", "It is late.")

    (notice,) = notices_of(reached, record, Stamp(NOON, "retrogate", 9))

    assert notice.text == f"It is late.\n{why}"
    assert notice.key == f"INC-42/action:A1/9/0.1/{to}"
