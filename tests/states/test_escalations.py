"""Whoever it reached may stop a climb for a while; nobody silences what waits for themselves."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from states.calendar import Hours
from states.commands import (
    AcknowledgeEscalation,
    Command,
    ExtendEscalation,
    FinishAction,
    ReassignEscalation,
    Return,
)
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import next_moment
from states.errors import InvalidError, NotAllowedError, NotFoundError, RefusedError
from states.events.escalations import DeadlineSet, EscalationAcknowledged
from states.lifecycle import Phase
from states.people import Directory
from states.record.deadlines import Deadline, DeadlineKind, Hold
from states.record.proposals import Proposal, Verdict, Waiver
from tests.builders import DAY, HOUR, NOON, PEOPLE, changed
from tests.states.builders import after, heard, record_in, refused, went_on
from tests.states.climbing import (
    A2,
    DUE,
    RECORD,
    RULES,
    acted,
    coming,
    deadline_in,
    late,
    passed,
)
from tests.states.rules import CALM, LADDERS

NOW = DUE + 3 * DAY
"""2026-03-29: ben was told, fay, and twice mia; the next rung is on 2026-04-02."""

UNTIL = NOW + 8 * DAY
SECOND = timedelta(seconds=1)
WHY = "the vendor patches on Friday"
GATE = "gate:verified"
ACK = AcknowledgeEscalation(A2, UNTIL, WHY)
EXTEND = ExtendEscalation(GATE, NOW + 4 * DAY, WHY)
BLANK = 'retro escalations {} INC-42 {} --until TIME --reason "…"'


def test_an_acknowledgement_is_recorded_with_its_reason_and_moves_what_is_to_come() -> None:
    said, moved = decide(ACK, late(NOW))

    assert said == EscalationAcknowledged(A2, UNTIL, WHY)
    assert isinstance(moved, DeadlineSet)
    assert moved.deadline.hold == Hold("mia", NOW, UNTIL, WHY)
    assert moved.deadline.due == DUE


def test_the_next_rung_comes_when_it_ends_and_the_others_as_far_behind() -> None:
    assert coming(late(NOW)) == {3: DUE + 7 * DAY, 4: DUE + 14 * DAY}
    assert coming(acted(late(NOW), ACK)) == {3: UNTIL, 4: UNTIL + 7 * DAY}


def test_nothing_is_said_until_it_ends_and_then_it_climbs_on_by_itself() -> None:
    stopped = acted(late(NOW), ACK)
    before = deadline_in(stopped).fired

    assert deadline_in(passed(stopped, UNTIL - SECOND)).fired == before
    assert deadline_in(passed(stopped, UNTIL)).fired == (1, 1, 2, 1)


def test_a_repeat_counts_from_there_too() -> None:
    weekly = late(DUE + 22 * DAY)
    assert coming(weekly) == {4: DUE + 28 * DAY}
    until = DUE + 30 * DAY

    stopped = acted(weekly, AcknowledgeEscalation(A2, until, WHY))

    assert coming(stopped) == {4: until}
    assert coming(passed(stopped, until)) == {4: until + 7 * DAY}
    assert deadline_in(passed(stopped, until)).fired[4] == 3


def test_what_comes_after_its_end_anyway_does_not_come_earlier() -> None:
    soon = AcknowledgeEscalation(A2, NOW + DAY, WHY)

    stopped = acted(late(NOW), soon)

    assert coming(stopped) == coming(late(NOW))
    assert deadline_in(stopped).hold == Hold("mia", NOW, NOW + DAY, WHY)


def test_it_may_be_stopped_again_but_not_for_less() -> None:
    stopped = acted(late(NOW), ACK)
    longer = AcknowledgeEscalation(A2, UNTIL + DAY, WHY)

    assert coming(acted(stopped, longer, by="fay"))[3] == UNTIL + DAY
    message, hint = refused(RefusedError, ACK, replace(stopped, actor="fay"))
    assert message == "action:A2 is stopped until 2026-04-06 00:00 UTC already, by mia"
    assert hint == "see it: retro escalations show INC-42 action:A2"


def test_what_was_stopped_once_may_be_stopped_for_less_when_that_is_over() -> None:
    again = passed(acted(late(NOW), ACK), UNTIL)

    assert decide(AcknowledgeEscalation(A2, UNTIL + DAY, WHY), replace(again, actor="fay"))


def test_one_that_follows_another_is_one_of_both() -> None:
    stopped = passed(acted(late(NOW), ACK), NOW + 5 * DAY)
    longest = AcknowledgeEscalation(A2, NOW + 10 * DAY, WHY)

    again = acted(stopped, longest, by="fay")

    assert deadline_in(again).hold == Hold("fay", NOW + 5 * DAY, longest.until, WHY, since=NOW)
    message, hint = refused(
        RefusedError,
        changed(longest, until=longest.until + SECOND),
        replace(stopped, actor="fay"),
    )
    assert message == (
        "action:A2 was stopped on 2026-03-29 00:00 UTC, and no rung was reached since: "
        "it may be stopped until 2026-04-08 00:00 UTC, and anew once it has climbed on"
    )
    assert hint == (
        'choose that: retro escalations ack INC-42 action:A2 --until 2026-04-08T00:00Z --reason "…"'
    )


@pytest.mark.parametrize("later", [DAY, 7 * DAY + 23 * HOUR])
def test_a_chain_of_them_is_as_long_as_one(later: timedelta) -> None:
    chain = acted(late(NOW), AcknowledgeEscalation(A2, NOW + 10 * DAY, WHY))
    more = AcknowledgeEscalation(A2, NOW + 10 * DAY + HOUR, WHY)

    _, hint = refused(RefusedError, more, replace(passed(chain, NOW + DAY + later), actor="fay"))

    assert hint == "see when it does: retro escalations show INC-42 action:A2"


def test_one_that_is_over_still_counts_until_a_rung_is_reached() -> None:
    over = passed(acted(late(NOW), AcknowledgeEscalation(A2, NOW + DAY, WHY)), NOW + 2 * DAY)

    assert decide(AcknowledgeEscalation(A2, NOW + 10 * DAY, WHY), over)
    refused(RefusedError, AcknowledgeEscalation(A2, NOW + 10 * DAY + SECOND, WHY), over)


def test_nobody_is_quicker_than_the_rung_that_is_due() -> None:
    due = replace(acted(late(NOW), AcknowledgeEscalation(A2, NOW + 10 * DAY, WHY)), actor="fay")

    refused(
        RefusedError,
        AcknowledgeEscalation(A2, NOW + 11 * DAY, WHY),
        changed(due, now=NOW + 10 * DAY),
    )


def test_once_a_rung_was_reached_it_may_be_stopped_for_as_long_again() -> None:
    again = passed(acted(late(NOW), ACK), UNTIL)

    stopped = acted(again, AcknowledgeEscalation(A2, UNTIL + 10 * DAY, WHY), by="mia")

    assert deadline_in(stopped).hold == Hold("mia", UNTIL, UNTIL + 10 * DAY, WHY)


# fmt: off
HOURS_OF_ROB = [
    # by his hours                                        he is told, and stopped until 12:00 then
    (Hours(quiet=(time(18), time(8)), digest=time(9)),    9 * HOUR,  33 * HOUR),
    (Hours(quiet=(time(18), time(8))),                    8 * HOUR,  12 * HOUR),
    (Hours(quiet=(time(10), time(13)), digest=time(15)),  15 * HOUR, 15 * HOUR),
]
# fmt: on


@pytest.mark.parametrize(("hours", "told", "later"), HOURS_OF_ROB)
def test_who_was_not_told_yet_of_a_rung_is_told_when_it_ends(
    hours: Hours, told: timedelta, later: timedelta
) -> None:
    day, ends = DUE + 7 * DAY, DUE + 14 * DAY
    night = late(day + 6 * HOUR, rules=replace(RULES, hours={"rob": hours}))

    stopped = acted(night, AcknowledgeEscalation(A2, ends + 12 * HOUR, WHY))

    assert told_of_third(night) == [day + told]
    assert told_of_third(stopped) == [ends + later]
    assert deadline_in(stopped).fired == (1, 1, 2, 1)


def told_of_third(hearing: Hearing) -> list[datetime | None]:
    """Say when whoever hears of the fourth rung is told."""
    notices = hearing.record.notices
    return [one.after for one in notices if (one.deadline, one.rung) == (A2, 3)]


def test_who_is_told_after_its_end_anyway_is_not_told_later() -> None:
    night = late(DUE + 7 * DAY + HOUR, rules=replace(RULES, hours={"rob": Hours(digest=time(9))}))

    stopped = acted(night, AcknowledgeEscalation(A2, DUE + 7 * DAY + 2 * HOUR, WHY))

    assert told_of_third(stopped) == told_of_third(night) == [DUE + 7 * DAY + 9 * HOUR]


def test_what_is_told_at_once_is_put_off_to_the_very_end() -> None:
    night = late(DUE + 7 * DAY + HOUR, rules=replace(RULES, hours={"rob": Hours(digest=time(9))}))
    in_vain = [replace(one, at_once=True) for one in night.record.notices]
    ends = DUE + 9 * DAY

    stopped = acted(
        replace(night, record=replace(night.record, notices=tuple(in_vain))),
        AcknowledgeEscalation(A2, ends, WHY),
    )

    assert told_of_third(stopped) == [ends]


def test_what_is_settled_while_it_is_stopped_is_told_to_nobody() -> None:
    rules = replace(RULES, hours={"rob": Hours(digest=time(9))})
    stopped = acted(
        late(DUE + 7 * DAY + HOUR, rules=rules),
        AcknowledgeEscalation(A2, DUE + 9 * DAY, WHY),
    )

    settled = acted(stopped, FinishAction("A2", "https://ci.example.org/1"), by="ben")

    assert told_of_third(stopped) != []
    assert told_of_third(settled) == []


@pytest.mark.parametrize("by", ["fay", "mia", "sol"])
def test_whom_it_reached_may_stop_it_and_who_grants_waivers(by: str) -> None:
    assert decide(ACK, late(NOW, by))


@pytest.mark.parametrize("by", ["ana", "rob", "sam"])
def test_nobody_else_may_stop_it(by: str) -> None:
    message, hint = refused(NotAllowedError, ACK, late(NOW, by))

    assert message == f"action:A2 did not reach {by}: fay or mia or sol may stop its climb"
    assert hint == f"{BLANK.format('ack', A2)} --as fay"


def test_a_rung_reaches_those_who_are_there_now() -> None:
    reached = late(DUE + 8 * DAY, "rob")
    without_rob = {**PEOPLE.people, "rob": changed(PEOPLE.people["rob"], left=NOON.date())}

    assert decide(AcknowledgeEscalation(A2, DUE + 9 * DAY, WHY), reached)
    refused(NotAllowedError, ACK, replace(reached, actor="ana", people=Directory(without_rob)))


def test_whom_it_waits_for_does_not_silence_it() -> None:
    message, hint = refused(NotAllowedError, ACK, late(NOW, "ben"))

    assert message == "action:A2 waits for ben: fay or mia or sol may stop its climb"
    assert hint == (
        f"{BLANK.format('ack', A2)} --as fay · ask for time: {BLANK.format('extend', A2)}"
    )


def test_not_even_with_the_role_that_grants_waivers() -> None:
    ben = changed(PEOPLE.people["ben"], roles=("sre-lead",))
    people = Directory({**PEOPLE.people, "ben": ben})

    refused(NotAllowedError, ACK, replace(late(NOW, "ben"), people=people))


def test_where_nobody_is_left_the_command_leaves_a_blank() -> None:
    alone = Directory({"ben": PEOPLE.people["ben"]})

    message, hint = refused(NotAllowedError, ACK, replace(late(NOW, "ben"), people=alone))

    assert message == "action:A2 waits for ben: PERSON may stop its climb"
    assert hint.startswith(f"{BLANK.format('ack', A2)} --as PERSON · ")


@pytest.mark.parametrize("until", [NOW + SECOND, NOW + 10 * DAY])
def test_it_ends_in_time(until: datetime) -> None:
    assert decide(AcknowledgeEscalation(A2, until, WHY), late(NOW))


@pytest.mark.parametrize("until", [NOW - DAY, NOW, NOW + 10 * DAY + SECOND])
def test_an_end_that_the_policy_does_not_allow_is_refused_with_the_latest(until: datetime) -> None:
    message, hint = refused(InvalidError, AcknowledgeEscalation(A2, until, WHY), late(NOW))

    assert message == (
        f"until: {until:%Y-%m-%d %H:%M} UTC is not a moment until which a climb may be stopped"
    )
    assert hint == (
        "choose one after now and by 2026-04-08 00:00 UTC: "
        'retro escalations ack INC-42 action:A2 --until 2026-04-08T00:00Z --reason "…"'
    )


# fmt: off
ACTS = [
    (ACK,                                       "acknowledging an escalation"),
    (EXTEND,                                    "extending a deadline"),
    (ReassignEscalation(A2, "sam", WHY),        "handing on an escalation"),
]
# fmt: on


@pytest.mark.parametrize(("asked", "what"), ACTS)
def test_every_act_says_why(asked: Command, what: str) -> None:
    message, hint = refused(RefusedError, changed(asked, reason=" "), late(NOW))

    assert message == f"INC-42: {what} needs a reason that the history can keep"
    assert hint == 'give --reason "…"'


@pytest.mark.parametrize("asked", [one for one, _ in ACTS])
def test_only_a_deadline_there_is_can_be_acted_on(asked: Command) -> None:
    message, hint = refused(NotFoundError, changed(asked, deadline="action:A9"), late(NOW))

    assert message == "INC-42 has no deadline “action:A9”"
    assert hint.startswith("there are: gate:verified, stalled_gate:verified, action:A1, ")


@pytest.mark.parametrize("now", [DUE - 2 * DAY, DUE - SECOND])
@pytest.mark.parametrize("asked", [one for one, _ in ACTS])
def test_before_it_climbs_there_is_nothing_to_act_on(asked: Command, now: datetime) -> None:
    message, hint = refused(RefusedError, changed(asked, deadline=A2), late(now))

    assert message == (
        "action:A2 does not escalate yet: it is due 2026-03-25, and somebody is told on 2026-03-26"
    )
    assert hint == (
        "settle it before: retro action done INC-42 A2 --evidence URL · "
        'move it: retro action reschedule INC-42 A2 --due YYYY-MM-DD --reason "…" · '
        "hand it on: retro action edit INC-42 A2 --owner PERSON"
    )


def test_it_climbs_from_the_first_rung_that_is_no_reminder() -> None:
    assert decide(ACK, replace(late(DUE, "fay"), now=NOW))


def test_a_ladder_that_is_gone_climbs_no_more() -> None:
    rules = replace(RULES, rungs={**LADDERS, "action": ()})

    message, _ = refused(RefusedError, ACK, replace(late(NOW), rules=rules))

    assert message.endswith("it is due 2026-03-25, and its ladder is gone")


@pytest.mark.parametrize("asked", [one for one, _ in ACTS])
def test_an_incident_that_has_ended_is_kept_as_it_is(asked: Command) -> None:
    message, _ = refused(RefusedError, asked, heard(record_in(Phase.CLOSED)))

    assert message == "INC-42 is closed: its record is kept as it is"


WAIVED = "waiver:W1"
OF_A_WAIVER = Deadline(DeadlineKind.WAIVER, "W1", DUE, DUE, DUE, "action", "ana", (1, 1))


@pytest.mark.parametrize(
    ("item", "asked_again"),
    [("", "retro waive INC-42 ticket"), ("A2", "retro waive INC-42 ticket --item A2")],
)
@pytest.mark.parametrize(
    "asked",
    [ExtendEscalation("waiver:W1", UNTIL, WHY), ReassignEscalation("waiver:W1", "sam", WHY)],
)
def test_a_waiver_is_neither_extended_nor_handed_on(
    asked: Command, item: str, asked_again: str
) -> None:
    given = Proposal("W1", Waiver("ticket", DUE, item), WHY, "ana", NOON, Verdict.GRANTED)
    record = changed(RECORD, proposals=(given,), deadlines={WAIVED: OF_A_WAIVER})

    message, hint = refused(RefusedError, asked, heard(record, rules=RULES, now=NOW))

    assert message == "waiver:W1 is about a waiver that ended: it is neither extended nor handed on"
    assert hint == (
        f'mend it: retro why INC-42 · ask for another one: {asked_again} --until TIME --reason "…"'
    )


def test_the_climb_of_a_waiver_that_ended_may_be_stopped() -> None:
    record = changed(RECORD, deadlines={WAIVED: OF_A_WAIVER})

    assert decide(
        AcknowledgeEscalation("waiver:W1", NOW + DAY, WHY),
        heard(record, "fay", rules=RULES, now=NOW),
    )


def test_whoever_asked_for_a_waiver_is_not_sent_to_extend_it() -> None:
    record = changed(RECORD, deadlines={WAIVED: OF_A_WAIVER})
    hearing = heard(record, "ana", rules=RULES, now=NOW)

    _, hint = refused(NotAllowedError, AcknowledgeEscalation(WAIVED, NOW + DAY, WHY), hearing)

    assert hint == f"{BLANK.format('ack', WAIVED)} --as fay"


@pytest.mark.parametrize("asked", [ACK, EXTEND])
def test_none_of_it_is_progress(asked: Command) -> None:
    hearing = late(NOW, "fay")

    record = after(asked, hearing)

    assert (record.touched, record.revision) == (hearing.record.touched, hearing.record.revision)
    assert record.deadlines["stalled_gate:verified"].due == NOON + 30 * DAY


def test_what_is_settled_while_it_is_stopped_climbs_no_more() -> None:
    stopped = acted(late(NOW), ACK)

    done = went_on(FinishAction("A2", "https://ci.example.org"), replace(stopped, actor="ben"))

    assert A2 not in done.record.deadlines


def test_a_step_back_and_forth_does_not_keep_a_hold() -> None:
    stopped = acted(late(NOW, "rob"), AcknowledgeEscalation(GATE, UNTIL, WHY))

    back = went_on(Return("a factor is missing"), replace(stopped, actor="fay"))

    assert GATE not in back.record.deadlines
    assert all(one.hold is None for one in back.record.deadlines.values())


def test_a_deadline_from_before_moments_were_kept_is_stopped_as_well() -> None:
    hearing = late(NOW)
    old = replace(deadline_in(hearing), moments=(), zone="")
    record = changed(hearing.record, deadlines={A2: old})

    stopped = acted(replace(hearing, record=record), ACK)

    assert coming(stopped) == {3: UNTIL, 4: UNTIL + 7 * DAY}
    assert (
        next_moment(changed(stopped.record, deadlines={A2: deadline_in(stopped)}), RULES, NOON)
        == UNTIL
    )


def test_what_a_late_start_climbed_past_does_not_come_back() -> None:
    set_late = replace(
        deadline_in(late(NOW)), set_at=DUE + 15 * DAY, fired=(0, 1, 0, 0, 1), extended=0
    )
    record = changed(RECORD, deadlines={A2: set_late})
    hearing = heard(record, "fay", rules=RULES, now=DUE + 16 * DAY)
    assert coming(hearing) == {4: DUE + 21 * DAY}

    stopped = changed(
        record, deadlines={A2: deadline_in(acted(hearing, changed(ACK, until=DUE + 25 * DAY)))}
    )

    assert coming(replace(hearing, record=stopped)) == {4: DUE + 25 * DAY}


def test_calm_rules_have_nothing_to_act_on() -> None:
    message, hint = refused(NotFoundError, ACK, heard(RECORD, rules=CALM))

    assert (message, hint) == (
        "INC-42 has no deadline “action:A2”",
        "there are: none yet · retro show INC-42",
    )
