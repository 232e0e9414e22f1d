"""A notice says what is owed, since when, why you, and the command that settles it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from states.events.escalations import OperatorsTold, RungReached
from states.lifecycle import Phase
from states.messages import (
    command_for,
    cut,
    is_for_operators,
    notices_of,
    operators_notices,
    ordinal,
    since_when,
    subject_of,
    title_of,
)
from states.record.actions import ActionState, Progress
from states.record.deadlines import Deadline, DeadlineKind, Notice
from states.record.proposals import Proposal, Waiver
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from states.values import LINE_LIMIT
from tests.builders import DAY, HOUR, NOON, changed, with_item
from tests.states.builders import record_in

RECORD = record_in(Phase.ACTIONS_TICKETED)
GATE = Deadline(DeadlineKind.GATE, "verified", NOON, NOON, NOON, "gate", owner="fay")
ACTION = Deadline(DeadlineKind.ACTION, "A1", NOON, NOON, NOON, "action", owner="ana")
STAMP = Stamp(NOON, "retrogate", 9)
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
    (NOON - HOUR,            "It is due 2026-03-10 12:00 UTC"),
    (NOON,                   "It was due 2026-03-10 12:00 UTC, less than a minute ago"),
    (NOON + 5 * HOUR,        "It was due 2026-03-10 12:00 UTC, 5 hours ago"),
    (NOON + 3 * DAY - HOUR,  "It was due 2026-03-10 12:00 UTC, 2 days ago"),
    (NOON + 1 * DAY,         "It was due 2026-03-10 12:00 UTC, 1 day ago"),
]
# fmt: on


@pytest.mark.parametrize(("now", "when"), MOMENTS)
def test_what_is_due_says_by_when(now: datetime, when: str) -> None:
    assert since_when(ACTION, now) == when


@pytest.mark.parametrize("kind", [DeadlineKind.STALLED_GATE, DeadlineKind.STALLED_ACTION])
def test_what_stalled_says_since_when_nothing_was_recorded(kind: DeadlineKind) -> None:
    stalled = replace(ACTION, kind=kind, due=NOON + 30 * DAY)

    assert since_when(stalled, NOON + 31 * DAY) == (
        "Nothing was recorded since 2026-03-10, 31 days ago"
    )


# fmt: off
COMMANDS = [
    (DeadlineKind.GATE,           "verified", "retro why INC-42"),
    (DeadlineKind.STALLED_GATE,   "verified", "retro why INC-42"),
    (DeadlineKind.ACTION,         "A1",       "retro action done INC-42 A1 --evidence URL"),
    (DeadlineKind.STALLED_ACTION, "A1",       "retro action done INC-42 A1 --evidence URL"),
    (DeadlineKind.STALLED_ACTION, "A2",       "retro verify INC-42 A2 --evidence URL"),
    (DeadlineKind.WAIVER,         "W1",       "retro why INC-42"),
]
# fmt: on


@pytest.mark.parametrize(("kind", "subject", "command"), COMMANDS)
def test_the_command_is_the_one_that_settles_it_as_it_stands(
    kind: DeadlineKind, subject: str, command: str
) -> None:
    assert command_for(replace(GATE, kind=kind, subject=subject), RECORD) == command


def test_a_waiver_that_ended_names_the_check_that_it_was_for() -> None:
    wish = Waiver("has-actions", NOON)
    record = replace(RECORD, proposals=(Proposal("W1", wish, "because", "ana", NOON - DAY),))
    ended = Deadline(DeadlineKind.WAIVER, "W1", NOON, NOON, NOON, "waiver", owner="ana")

    assert subject_of(ended, record, NOON) == (
        "INC-42 W1 no longer waives “has-actions”, which does not pass"
    )


def test_the_title_is_the_incidents_own_as_far_as_there_is_room() -> None:
    context = changed(RECORD.context, title="x" * LINE_LIMIT)

    assert title_of(RECORD) == TITLE
    assert title_of(replace(RECORD, context=context)) == f"{'x' * 199}…"


def test_a_text_of_many_lines_is_cut_to_one() -> None:
    assert cut("one\n  two\tthree", 9) == "one two …"


# fmt: off
REASONS = [
    ("fay", "fay", (),       "You hear of it because you own it."),
    ("fay", "ana", (),       "You hear of it because you facilitate."),
    ("rob", "ana", (),       "It climbed to you: ana owns it."),
    ("rob", "",    (),       "It climbed to you: nobody owns it."),
    ("ana", "ana", ("ana",), "It waits for you."),
    ("fay", "ana", ("fay",), "It waits for you."),
    ("rob", "ana", ("ana",), "It climbed to you: ana owns it."),
]
# fmt: on


@pytest.mark.parametrize(("to", "owner", "waiting", "why"), REASONS)
def test_everybody_is_told_why_they_hear_of_it(
    to: str, owner: str, waiting: tuple[str, ...], why: str
) -> None:
    (notice,) = notices_of(reached(to, waiting_on=waiting), owned_by(owner), STAMP)

    assert (notice.text, notice.why) == ("", why)


def test_what_waits_for_another_than_the_owner_says_for_whom() -> None:
    (notice,) = notices_of(reached("rob", waits_for="fay and mia"), owned_by("ana"), STAMP)

    assert notice.why == "It climbed to you: it waits for fay and mia."


def test_a_rung_that_tells_of_it_again_says_for_which_time() -> None:
    told = replace(ACTION, tellings=(1, 10))
    record = replace(RECORD, deadlines={told.id: told})

    (second,) = notices_of(reached("rob"), record, STAMP)
    (eleventh,) = notices_of(reached("rob", rung=1), record, STAMP)

    assert second.why.endswith(" Rung 1 tells of it for the 2nd time.")
    assert eleventh.why.endswith(" Rung 2 tells of it for the 11th time.")


@pytest.mark.parametrize(
    ("number", "written"), [(2, "2nd"), (3, "3rd"), (13, "13th"), (21, "21st"), (112, "112th")]
)
def test_a_place_in_a_row_is_written_as_people_do(number: int, written: str) -> None:
    assert ordinal(number) == written


def test_an_action_that_is_done_is_not_verified_rather_than_not_moved() -> None:
    stalled = replace(ACTION, kind=DeadlineKind.STALLED_ACTION)
    done = Progress(ActionState.DONE, "ana", NOON - DAY, "https://ci.example.org/runs/2")
    record = replace(RECORD, progress={"A1": done})

    assert subject_of(stalled, record, NOON) == (
        "INC-42 A1 “Cap webhook retries at five” was done on 2026-03-09 and is not verified"
    )
    assert command_for(stalled, record) == "retro verify INC-42 A1 --evidence URL"


def test_a_notice_has_its_parts_and_the_moments_of_its_rung() -> None:
    event = reached("fay", "rob", moment=NOON, after=(NOON + HOUR, NOON + DAY), bundled=True)

    fay, rob = notices_of(event, owned_by("fay"), STAMP)

    assert fay == Notice(
        key="INC-42/action:A1/9/0.1/fay",
        to="fay",
        deadline="action:A1",
        rung=0,
        due=NOON,
        at=NOON,
        subject="It is late",
        since="It was due",
        title=TITLE,
        settle="retro why INC-42",
        why="You hear of it because you own it.",
        moment=NOON,
        after=NOON + HOUR,
        bundled=True,
    )
    assert (rob.key, rob.after) == ("INC-42/action:A1/9/0.1/rob", NOON + DAY)


def test_what_was_reached_before_notices_had_parts_reads_as_it_did() -> None:
    old = RungReached("action:A1", 0, 1, ("fay",), "It is late", "It is late.")

    (notice,) = notices_of(old, owned_by("fay"), STAMP)

    assert notice == Notice(
        "INC-42/action:A1/9/0.1/fay",
        "fay",
        "action:A1",
        0,
        NOON,
        NOON,
        "It is late",
        "It is late.\nYou hear of it because you own it.",
    )


def test_operators_are_told_under_keys_of_their_own() -> None:
    event = OperatorsTold("gate:verified", ("rob", "sol"), "leads to nobody", "why", "retro people")
    record = RECORD
    for _ in range(3):
        told = operators_notices(event, record, STAMP)
        record = replace(record, notices=(*record.notices, *told))

    assert [one.key for one in record.notices] == [
        f"INC-42/gate:verified/9/operators.{place}/{name}"
        for place in range(3)
        for name in ("rob", "sol")
    ]
    assert all(is_for_operators(one) for one in record.notices)
    assert {one.why for one in record.notices} == {"You hear of it because you operate Retrogate."}


def test_what_is_owed_is_not_for_operators() -> None:
    (notice,) = notices_of(reached("rob"), owned_by("ana"), STAMP)

    assert not is_for_operators(notice)


def reached(*to: str, **fields: Any) -> RungReached:
    """Build a rung that these people are told of."""
    parts = RungReached(
        ACTION.id,
        0,
        1,
        to,
        "It is late",
        since="It was due",
        title=TITLE,
        settle="retro why INC-42",
    )
    return replace(parts, **fields)


def owned_by(owner: str) -> Retrospective:
    late = replace(ACTION, owner=owner)
    return replace(RECORD, deadlines={late.id: late})
