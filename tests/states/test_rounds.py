"""Whoever cannot be reached is tried once a round; what waits for somebody silences nobody."""

from dataclasses import replace
from datetime import time, timedelta

from states.calendar import Hours
from states.commands import ConfirmNotice, Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.belated import NO_ROUTE
from states.decisions.ladder.clock import BACKLOG, is_backlogged
from states.envelope import ENGINE
from states.events.escalations import OperatorsTold
from states.events.notices import NoticePutOff, NoticeSettled, NoticeUndelivered
from states.lifecycle import Phase
from states.outcome import OF_ONE_PERSON, standing
from states.record.deadlines import Notice
from states.rules import Rung
from tests.builders import DAY, HOUR, MINUTE, NOON
from tests.states.builders import heard, record_in, went_on
from tests.states.climbing import A2, DUE, RULES, late
from tests.states.rules import Switches

CALM = Switches(owing=False)
NOTICE = Notice("n1", "rob", "action:A1", 0, NOON, NOON, "late")
HELD = replace(NOTICE, key="v1", tries=3, after=NOON + HOUR)
RIPE = replace(NOTICE, key="v2", tries=2, after=NOON - MINUTE)


def numbered(count: int) -> tuple[Notice, ...]:
    return tuple(replace(NOTICE, key=f"n{one}", rung=one) for one in range(count))


def handed_out(*notices: Notice) -> list[str]:
    stands = standing(record_in(Phase.FACTS, notices=notices), 41, CALM, NOON)
    return [one.key for one in stands.notices]


def waiting(*notices: Notice, rules: Switches = CALM) -> Hearing:
    return heard(record_in(Phase.FACTS, notices=notices), ENGINE, rules=rules)


def test_nothing_more_is_tried_until_the_next_round() -> None:
    assert handed_out(HELD, RIPE, NOTICE) == []


def test_a_round_tries_one_and_what_was_tried_least() -> None:
    assert handed_out(RIPE, replace(RIPE, key="v3"), *numbered(9)) == ["n0"]


def test_a_letter_that_no_channel_takes_does_not_keep_back_the_others() -> None:
    assert handed_out(HELD, *numbered(2)) == ["n0", "n1"]


def test_what_is_urgent_waits_for_no_round_the_first_time() -> None:
    urgent = replace(NOTICE, key="u", at_once=True, rung=7)
    tried = replace(urgent, key="t", tries=1, after=NOON)

    assert handed_out(HELD, RIPE, NOTICE, tried, urgent) == ["u"]


def test_what_is_urgent_does_not_wait_behind_older_notices_of_its_person() -> None:
    urgent = replace(NOTICE, key="u", at_once=True, rung=99)

    assert handed_out(*numbered(30), urgent) == ["u", *(f"n{one}" for one in range(4))]
    assert OF_ONE_PERSON == 5


def test_a_person_is_tried_less_and_less_often_whichever_notice_is_tried() -> None:
    many = tuple(replace(RIPE, key=f"v{one}", tries=2) for one in range(8))
    hearing = waiting(NOTICE, *many)

    (again,) = decide(ConfirmNotice("n1", "", NOON, undelivered="550 no such person"), hearing)

    assert isinstance(again, NoticeUndelivered)
    assert again.again == NOON + 80 * MINUTE


def test_operators_hear_once_of_somebody_who_cannot_be_reached() -> None:
    made = decide(ConfirmNotice("n1", "", NOON, undelivered="550"), waiting(NOTICE, HELD))

    assert [one for one in made if isinstance(one, OperatorsTold)] == []


def test_who_sleeps_silences_nobody() -> None:
    held = tuple(replace(one, after=NOON + DAY) for one in numbered(BACKLOG))

    assert not is_backlogged(record_in(Phase.FACTS, notices=held), NOON)
    assert is_backlogged(record_in(Phase.FACTS, notices=held), NOON + DAY)


def test_what_waits_for_who_cannot_be_reached_silences_nobody() -> None:
    ripe = numbered(BACKLOG)

    assert is_backlogged(record_in(Phase.FACTS, notices=ripe), NOON)
    assert not is_backlogged(record_in(Phase.FACTS, notices=(HELD, RIPE, *ripe)), NOON)


AT_NIGHT = Switches(owing=False, hours={"rob": Hours(quiet=(time(11), time(14)))})


def test_what_waits_for_a_round_is_not_put_off_each_night() -> None:
    old = replace(NOTICE, at=NOON - DAY)

    assert decide(Tick(), waiting(HELD, RIPE, old, rules=AT_NIGHT)) == ()


def test_what_missed_its_round_waits_until_its_person_may_be_told() -> None:
    missed = tuple(replace(RIPE, key=one, deadline="", after=NOON - DAY) for one in ("v1", "v2"))

    assert decide(Tick(), waiting(*missed, rules=AT_NIGHT)) == tuple(
        NoticePutOff(one, NOON + 2 * HOUR, NO_ROUTE) for one in ("v1", "v2")
    )


def test_a_repeat_leaves_one_notice_of_each_rung_for_who_cannot_be_reached() -> None:
    rules = replace(
        RULES,
        rungs={**(RULES.rungs or {}), "action": (Rung(timedelta(0), ("manager",), repeat=DAY),)},
    )
    begun = late(DUE, rules=rules)
    told = begun.record.notices[-1]
    assert (told.to, told.deadline) == ("mia", A2)
    lost = tuple(replace(one, to="mia", deadline="", after=DUE + 9 * DAY) for one in (HELD, RIPE))
    record = replace(begun.record, notices=(*lost, told))
    hearing = replace(begun, record=record, actor=ENGINE, now=DUE + DAY)

    after = went_on(Tick(), hearing).record.notices
    reachable = went_on(Tick(), replace(hearing, record=replace(record, notices=(told,))))

    assert NoticeSettled(told.key) in decide(Tick(), hearing)
    assert NoticeSettled(told.key) not in decide(Tick((told.key,)), hearing)
    assert [one.key for one in after if one.deadline == A2] != [told.key]
    assert len([one for one in after if (one.to, one.deadline) == ("mia", A2)]) == 1
    assert told in reachable.record.notices
