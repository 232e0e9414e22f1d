"""A deadline is made later in the open: counted, limited, and never to end a climb."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from states.calendar import Hours
from states.commands import (
    AcknowledgeEscalation,
    ExtendEscalation,
)
from states.decide import decide
from states.errors import InvalidError, NotAllowedError, RefusedError
from states.events.actions import ActionRescheduled
from states.events.consents import ProposalMade
from states.events.escalations import DeadlineSet, EscalationExtended
from states.people import Directory
from states.record.deadlines import Hold
from states.record.proposals import Proposal, Rescheduling
from tests.builders import DAY, HOUR, PEOPLE, changed
from tests.states.builders import after, refused
from tests.states.climbing import (
    A2,
    DUE,
    RULES,
    TERMS_OF_ACTS,
    acted,
    coming,
    deadline_in,
    late,
    passed,
)

NOW = DUE + 3 * DAY
"""2026-03-29: ben was told, fay, and twice mia; the next rung is on 2026-04-02."""

UNTIL = NOW + 8 * DAY
SOON = NOW + 5 * DAY
SECOND = timedelta(seconds=1)
WHY = "the vendor patches on Friday"
GATE = "gate:verified"
EXTEND = ExtendEscalation(GATE, NOW + 4 * DAY, WHY)
BLANK = 'retro escalations {} INC-42 {} --until TIME --reason "…"'


def test_an_extension_moves_the_deadline_and_begins_its_ladder_anew() -> None:
    hearing = late(NOW, "fay")
    before = deadline_in(hearing, GATE)

    said, moved = decide(EXTEND, hearing)

    assert said == EscalationExtended(GATE, before.due, EXTEND.until, WHY)
    assert moved == DeadlineSet(
        replace(
            before,
            due=EXTEND.until,
            set_at=NOW,
            fired=(),
            tellings=(),
            heard=(),
            moments=tuple(EXTEND.until + timedelta(days=days) for days in (-1, 0, 2, 7, 14)),
            extended=1,
        )
    )


def test_after_an_extension_it_reminds_and_climbs_again() -> None:
    extended = acted(late(NOW, "fay"), EXTEND)

    assert deadline_in(passed(extended, EXTEND.until - DAY), GATE).fired == (1,)
    assert deadline_in(passed(extended, EXTEND.until), GATE).fired == (1, 1)


def test_an_extension_counts_by_the_hours_of_whom_it_belongs_to() -> None:
    rules = replace(RULES, hours={"fay": Hours("Europe/Lisbon")})

    extended = acted(replace(late(NOW, "fay"), rules=rules), EXTEND)

    assert deadline_in(extended, GATE).zone == "Europe/Lisbon"


def test_a_deadline_is_extended_as_often_as_the_policy_says() -> None:
    extended = passed(acted(late(NOW, "fay"), EXTEND), EXTEND.until)
    again = changed(EXTEND, until=EXTEND.until + DAY)

    message, hint = refused(RefusedError, again, replace(extended, actor="fay"))

    assert message == "gate:verified was extended 1 of 1 times: it is not extended again"
    assert hint == f"ask a second person: {BLANK.format('waive', GATE)}"


@pytest.mark.parametrize("until", [NOW, NOW + 5 * DAY + SECOND])
def test_an_extension_ends_in_time(until: datetime) -> None:
    message, hint = refused(InvalidError, changed(EXTEND, until=until), late(NOW, "fay"))

    assert message == (
        f"until: {until:%Y-%m-%d %H:%M} UTC is not a moment until which a deadline may be extended"
    )
    assert "--until 2026-04-03T00:00Z" in hint


@pytest.mark.parametrize(
    "until",
    [
        NOW + 5 * DAY + SECOND,
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("name", [A2, "action:A1"])
def test_an_action_is_extended_no_further_than_a_gate(name: str, until: datetime) -> None:
    hearing = late(NOW, rules=replace(RULES, hours={"ben": Hours("Pacific/Kiritimati")}))

    message, hint = refused(InvalidError, ExtendEscalation(name, until, WHY), hearing)

    assert message.endswith("is not a moment until which a deadline may be extended")
    assert "--until 2026-04-03T00:00Z" in hint


@pytest.mark.parametrize("by", ["fay", "ben", "sam", "rob"])
def test_time_is_asked_for_by_whom_it_waits_for_or_reached_and_by_whose_incident_it_is(
    by: str,
) -> None:
    assert decide(EXTEND, late(NOW, by))


def test_nobody_else_makes_a_gate_due_later() -> None:
    message, hint = refused(NotAllowedError, EXTEND, late(NOW, "ana"))

    assert message == (
        "gate:verified neither waits for ana nor reached them: "
        "fay or rob or ben or sam may extend it"
    )
    assert hint == f"{BLANK.format('extend', GATE)} --as fay"


def test_who_has_left_is_not_named_as_one_who_may() -> None:
    gone = {**PEOPLE.people, "ben": changed(PEOPLE.people["ben"], left=DUE.date())}

    message, _ = refused(NotAllowedError, EXTEND, replace(late(NOW, "ana"), people=Directory(gone)))

    assert message.endswith("fay or rob or sam may extend it")


def test_an_extension_shortens_no_acknowledgement() -> None:
    stopped = acted(late(NOW, "rob"), AcknowledgeEscalation(GATE, UNTIL, WHY))

    extended = acted(stopped, EXTEND, by="fay")

    assert deadline_in(extended, GATE).hold == Hold("rob", NOW, UNTIL, WHY)
    assert min(coming(extended, GATE).values()) == UNTIL


@pytest.mark.parametrize("later", [HOUR, DAY])
def test_an_acknowledgement_that_is_over_does_not_come_back_with_an_extension(
    later: timedelta,
) -> None:
    stopped = acted(late(NOW, "rob"), AcknowledgeEscalation(GATE, NOW + HOUR, WHY))

    extended = acted(passed(stopped, NOW + later), EXTEND, by="fay")

    assert deadline_in(extended, GATE).hold is None


def test_to_extend_an_action_is_to_reschedule_it() -> None:
    friday = datetime(2026, 4, 3, tzinfo=UTC)

    made = decide(ExtendEscalation(A2, friday, WHY), late(NOW, "ben"))

    assert made[:2] == (
        EscalationExtended(A2, DUE, friday, WHY),
        ActionRescheduled("A2", date(2026, 4, 2), WHY),
    )
    assert after(ExtendEscalation(A2, friday, WHY), late(NOW)).progress_of("A2").reschedules == 1


@pytest.mark.parametrize(
    ("until", "day"),
    [
        (datetime(2026, 4, 2, 4, 0, tzinfo=UTC), date(2026, 4, 1)),
        (datetime(2026, 4, 2, 4, 0, 1, tzinfo=UTC), date(2026, 4, 2)),
    ],
)
def test_a_moment_is_the_day_that_ends_then_where_the_owner_is(until: datetime, day: date) -> None:
    hearing = late(NOW, rules=replace(RULES, hours={"ben": Hours("America/New_York")}))

    moved = next(
        one
        for one in decide(ExtendEscalation(A2, until, WHY), hearing)
        if isinstance(one, ActionRescheduled)
    )

    assert moved.due == day


def test_a_p1_action_is_extended_only_with_somebody_elses_yes() -> None:
    until = datetime(2026, 4, 3, tzinfo=UTC)

    asked, *others = decide(ExtendEscalation("action:A1", until, WHY), late(NOW, "ana"))

    wish = Rescheduling("A1", date(2026, 4, 2))
    assert asked == ProposalMade(Proposal("R1", wish, WHY, "ana", NOW))
    assert {type(one) for one in others} == {DeadlineSet}
    assert "action:A1" not in [one.deadline.id for one in others if isinstance(one, DeadlineSet)]


def test_an_action_that_moved_often_enough_is_not_extended() -> None:
    limited = replace(RULES, terms_given=replace(TERMS_OF_ACTS, reschedule_limit=0))

    message, _ = refused(
        RefusedError, ExtendEscalation(A2, SOON, WHY), replace(late(NOW), rules=limited)
    )

    assert message == "A2 was rescheduled 0 of 0 times: it does not move again"


def test_a_moved_action_is_owed_anew() -> None:
    moved = acted(late(NOW), ExtendEscalation(A2, SOON, WHY))

    assert deadline_in(moved).due == SOON
    assert deadline_in(moved).fired == ()
