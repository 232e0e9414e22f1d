"""Somebody else answers for it: told at once, unless those it waits on pass it round."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from states.calendar import Hours
from states.commands import AcknowledgeEscalation, ReassignEscalation, Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.envelope import ENGINE
from states.errors import InvalidError, RefusedError
from states.events.escalations import DeadlineSet, EscalationReassigned
from states.events.record import ItemChanged, SingleChanged
from states.messages import since_when
from states.record.deadlines import Deadline
from tests.builders import DAY, NOON, changed
from tests.states.builders import after, refused, went_on
from tests.states.climbing import A2, DUE, RULES, acted, coming, deadline_in, late, passed

NOW = DUE + 3 * DAY
STALLED_AT = NOON + 33 * DAY
WHY = "ben is on leave until May"
TO_SAM = ReassignEscalation(A2, "sam", WHY)
GATE = "gate:verified"
STALLED_A2 = "stalled_action:A2"


def test_the_owner_of_an_action_changes_and_the_reason_is_kept() -> None:
    said, changing, *_ = decide(TO_SAM, late(NOW))

    assert said == EscalationReassigned(A2, "ben", "sam", WHY)
    assert isinstance(changing, ItemChanged)
    assert after(TO_SAM, late(NOW)).action_for("A2") == changing.item
    assert after(TO_SAM, late(NOW)).owners_of("A2")[-1] == "sam"


def test_the_facilitator_answers_for_a_gate() -> None:
    said, changing, *_ = decide(ReassignEscalation(GATE, "sam", WHY), late(NOW))

    assert isinstance(said, EscalationReassigned)
    assert (said.before, said.after, said.reason) == ("fay", "sam", WHY)
    assert isinstance(changing, SingleChanged)
    assert after(ReassignEscalation(GATE, "sam", WHY), late(NOW)).context.facilitator == "sam"


def test_the_ladder_begins_anew_for_whoever_gets_it_from_above() -> None:
    before = deadline_in(late(NOW))

    handed_on = acted(late(NOW, "mia"), TO_SAM)

    assert deadline_in(handed_on) == replace(
        before,
        owner="sam",
        fired=(1, 0, 0, 0, 0),
        tellings=(1, 0, 0, 0, 0),
        heard=(),
        moments=(before.moments[0], NOW, NOW + 2 * DAY, *before.moments[3:]),
    )


def test_the_new_one_is_told_at_once_and_not_reminded() -> None:
    told = went_on(Tick(), replace(acted(late(NOW, "mia"), TO_SAM), actor=ENGINE))

    notices = [one for one in told.record.notices if one.at == NOW and one.deadline == A2]
    assert [one.to for one in notices] == ["sam", "fay"]
    assert coming(told) == {2: NOW + 2 * DAY, 3: DUE + 7 * DAY, 4: DUE + 14 * DAY}


def test_it_is_still_due_when_it_was() -> None:
    assert deadline_in(acted(late(NOW), TO_SAM)).due == DUE


def test_a_hold_ends_when_somebody_new_answers() -> None:
    stopped = acted(late(NOW), AcknowledgeEscalation(A2, NOW + 8 * DAY, WHY))

    handed_on = acted(stopped, TO_SAM)

    assert deadline_in(handed_on).hold is None
    assert coming(handed_on)[1] == NOW


@pytest.mark.parametrize("by", ["ben", "ana"])
def test_from_whom_it_waits_for_or_did_not_reach_it_climbs_on_as_it_was(by: str) -> None:
    before = deadline_in(late(NOW))

    handed_on = acted(late(NOW), TO_SAM, by=by)

    assert deadline_in(handed_on) == replace(before, owner="sam", heard=("ben", "sam"))


@pytest.mark.parametrize("by", ["ben", "ana"])
def test_who_gets_it_while_it_climbs_on_is_told_at_once_by_whom(by: str) -> None:
    before = late(NOW).record.notices

    notices = acted(late(NOW), TO_SAM, by=by).record.notices

    (told,) = [one for one in notices if one not in before]
    assert (told.to, told.why, told.at) == ("sam", f"{by} handed it on to you.", NOW)
    assert told.key == f"INC-42/{A2}/{late(NOW).seq}/handed.0/sam"
    assert told.subject == "INC-42 A2 “Write the rollback runbook” is not done"
    assert told.since == since_when(deadline_in(late(NOW)), NOW)
    assert told.settle == "retro action done INC-42 A2 --evidence URL"


def test_who_gets_it_in_their_night_is_told_in_the_morning() -> None:
    rules = replace(RULES, hours={"sam": Hours("UTC", quiet=(time(22), time(8)))})

    told = acted(late(NOW, "ben", rules), TO_SAM).record.notices[-1]

    assert (told.to, told.after) == ("sam", NOW + timedelta(hours=8))


def test_who_takes_it_themselves_is_told_nothing() -> None:
    before = late(NOW).record.notices

    assert acted(late(NOW), ReassignEscalation(A2, "sam", WHY), by="sam").record.notices == before


def test_two_people_cannot_pass_it_to_and_fro_for_ever() -> None:
    hearing = late(NOW)
    for by, to in (("ben", "sam"), ("sam", "ben"), ("ben", "sam")):
        hearing = acted(hearing, ReassignEscalation(A2, to, WHY), by=by)

    assert coming(hearing) == coming(late(NOW))


def test_a_first_rung_some_time_after_the_deadline_comes_now_as_well() -> None:
    rungs = {**(RULES.rungs or {}), "action": (RULES.ladders["action"][2:])}

    handed_on = acted(late(NOW, "mia", replace(RULES, rungs=rungs)), TO_SAM)

    assert coming(handed_on) == {0: NOW, 1: DUE + 7 * DAY, 2: DUE + 14 * DAY}


def test_it_climbs_by_the_calendar_of_the_new_one() -> None:
    rules = replace(RULES, hours={"sam": Hours("America/New_York")})

    handed_on = deadline_in(acted(late(NOW, "mia", rules), TO_SAM))

    assert handed_on.zone == "America/New_York"
    assert coming(acted(late(NOW, "mia", rules), TO_SAM))[2] == NOW + 2 * DAY


def stalled(by: str) -> Hearing:
    return late(STALLED_AT, by)


def kept(deadline: Deadline) -> tuple[datetime, tuple[int, ...], tuple[datetime, ...]]:
    return deadline.due, deadline.fired, deadline.moments


@pytest.mark.parametrize("name", [STALLED_A2, A2])
def test_to_hand_it_on_is_no_progress(name: str) -> None:
    before = stalled("ben").record.deadlines

    handed_on = acted(stalled("ben"), ReassignEscalation(name, "sam", WHY)).record.deadlines

    assert handed_on.keys() == before.keys()
    assert [kept(one) for one in handed_on.values()] == [kept(one) for one in before.values()]
    assert handed_on[STALLED_A2].owner == "sam"


def test_what_had_stalled_stays_so_after_the_next_command_as_well() -> None:
    handed_on = acted(stalled("ben"), ReassignEscalation(STALLED_A2, "sam", WHY))

    ticked = passed(handed_on, STALLED_AT + DAY)

    assert deadline_in(ticked, STALLED_A2).due == deadline_in(stalled("ben"), STALLED_A2).due


def test_what_had_stalled_begins_anew_from_above_and_is_set_once() -> None:
    made = decide(ReassignEscalation(STALLED_A2, "sam", WHY), stalled("mia"))

    (anew,) = [
        one.deadline
        for one in made
        if isinstance(one, DeadlineSet) and one.deadline.id == STALLED_A2
    ]
    assert anew.moments[0] == STALLED_AT
    assert anew.anchor == STALLED_AT
    assert anew.due == deadline_in(stalled("mia"), STALLED_A2).due


def test_a_notice_says_when_it_was_due_and_not_that_nothing_was_recorded_since_today() -> None:
    anew = acted(stalled("mia"), ReassignEscalation(STALLED_A2, "sam", WHY))

    told = went_on(Tick(), replace(anew, actor=ENGINE))

    notice = next(
        one for one in told.record.notices if (one.to, one.deadline) == ("sam", STALLED_A2)
    )
    assert notice.since == "It was due 2026-03-31 12:00 UTC, 12 days ago"


# fmt: off
NOT_THEM = [
    ("",              InvalidError, "to: it names nobody",
     "see who there is: retro people list"),
    ("zoe",           InvalidError, "to: there is no “zoe” in the people directory",
     "see who there is: retro people list"),
    ("payments-team", InvalidError, "to: “payments-team” is a team: one person answers for it",
     "see who there is: retro people list"),
    ("lee",           InvalidError, "to: “lee” left on 2026-02-01",
     "see who there is: retro people list"),
    ("ben",           RefusedError, "ben answers for action:A2 already",
     "see it: retro escalations show INC-42 action:A2"),
]
# fmt: on


@pytest.mark.parametrize(("to", "kind", "message", "hint"), NOT_THEM)
def test_it_goes_to_one_other_person_who_is_here(
    to: str, kind: type[InvalidError | RefusedError], message: str, hint: str
) -> None:
    assert refused(kind, changed(TO_SAM, to=to), late(NOW)) == (message, hint)


def test_the_commander_may_get_it_a_check_of_the_policy_has_a_word_on_that() -> None:
    assert decide(ReassignEscalation(GATE, "ben", WHY), late(NOW))


def test_whoever_answered_where_nobody_was_named_may_be_named() -> None:
    hearing = late(NOW)
    unowned = changed(hearing.record.actions[1], owner="")
    record = hearing.record.with_items({"actions": (hearing.record.actions[0], unowned)})

    said = decide(changed(TO_SAM, to="fay"), replace(hearing, record=record))[0]

    assert said == EscalationReassigned(A2, "", "fay", WHY)


def test_a_new_owner_in_another_zone_makes_a_due_date_no_other_day() -> None:
    rules = replace(RULES, hours={"sam": Hours("Asia/Tokyo")})

    handed_on = acted(late(NOW, "ben", rules), TO_SAM)

    assert deadline_in(handed_on).due == datetime(2026, 3, 26, tzinfo=UTC)
    assert timedelta(0) < NOW - deadline_in(handed_on).due
