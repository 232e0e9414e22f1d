"""Who is asked for an answer is told once and reminded, until there is one; nobody else is."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from states.calendar import Hours
from states.commands import (
    AcknowledgeEscalation,
    Command,
    ConfirmNotice,
    ExtendEscalation,
    MovePolicy,
    Propose,
    ReassignEscalation,
    RescheduleAction,
    Settle,
    Tick,
)
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import next_moment
from states.decisions.ladder.waiting import waiting_on
from states.decisions.seconding import seconds
from states.envelope import ENGINE
from states.errors import RefusedError
from states.events.escalations import OperatorsTold, RungReached
from states.lifecycle import Phase
from states.outcome import standing
from states.people import Directory, Person
from states.record.actions import Priority
from states.record.context import Severity
from states.record.deadlines import Notice
from states.record.proposals import (
    Downgrade,
    Moving,
    Proposal,
    Rescheduling,
    Respite,
    Waiver,
    Wish,
    Withdrawal,
)
from states.rules import Target
from tests.builders import CONTEXT, DAY, HOUR, MINUTE, NOON, PEOPLE, changed
from tests.states.builders import folded, heard, record_in, refused, went_on
from tests.states.climbing import A2, DUE, deadline_in, late, passed
from tests.states.rules import CALM, TERMS, Switches, shut

WHY = "the vendor answers on Friday"
WAIVER = Waiver("facts-switch", NOON + 5 * DAY)
RULES_ASKING = Switches((shut(Phase.FACTS),), owing=False)
RECORD = record_in(Phase.STABILIZED)
APRIL = date(2026, 4, 2)
R1 = "consent:R1"
NIGHT = Hours(quiet=(time(18), time(8)), digest=time(9))


def among(*more: Person) -> Directory:
    """List everybody, and some others."""
    return Directory({**PEOPLE.people, **{one.id: one for one in more}})


TWO_LEADS = among(Person("tom", manager="rob", roles=("sre-lead",)))
OPERATED = among(
    Person("sol", left=date(2026, 2, 1), roles=("sre-lead",)),
    Person("oli", roles=("operator",)),
)


def asking(
    command: Command = Propose(WAIVER, WHY),  # noqa: B008  # a frozen value
    rules: Switches = RULES_ASKING,
    people: Directory = TWO_LEADS,
) -> Hearing:
    """Build what the engine hears when ana has asked for something."""
    record = record_in(Phase.ACTIONS_TICKETED) if "Action" in type(command).__name__ else RECORD
    asked = went_on(command, heard(record, rules=rules, people=people))
    return replace(asked, actor=ENGINE)


def sent_in(hearing: Hearing) -> tuple[Notice, ...]:
    """Say which notices may be sent."""
    return standing(hearing.record, hearing.seq, hearing.rules, hearing.now).notices


def confirmed(hearing: Hearing) -> Hearing:
    """Deliver everything that may be sent."""
    for one in sent_in(hearing):
        hearing = went_on(ConfirmNotice(one.key, "chat", hearing.now), hearing)
    return hearing


def test_all_who_may_grant_it_are_told_at_once_what_is_asked_and_by_which_command() -> None:
    told = went_on(Tick(), asking())

    notices = sent_in(told)
    assert [one.key for one in notices] == [
        "INC-42/consent:W1/42/0.1/sol",
        "INC-42/consent:W1/42/0.1/tom",
    ]
    assert {one.subject for one in notices} == {
        "INC-42 W1 has no answer: ana asked for a waiver of facts-switch until 2026-03-15 12:00 UTC"
    }
    assert {one.since for one in notices} == {
        "It was asked 2026-03-10 12:00 UTC, less than a minute ago: “the vendor answers on Friday”"
    }
    assert {one.why for one in notices} == {"It waits for you."}
    assert {one.settle for one in notices} == {"retro grant INC-42 W1"}


def test_the_engine_is_to_look_at_once_when_something_was_asked() -> None:
    assert next_moment(asking().record, RULES_ASKING, NOON) == NOON


def test_they_are_told_once_and_reminded_every_other_day_until_there_is_an_answer() -> None:
    hearing, moments = asking(), []
    for hours in range(0, 5 * 24, 6):
        hearing = went_on(Tick(), replace(hearing, now=NOON + hours * HOUR))
        moments += [(one.to, hearing.now) for one in sent_in(hearing)]
        hearing = confirmed(hearing)

    assert moments == [(who, NOON + days * DAY) for days in (0, 2, 4) for who in ("sol", "tom")]
    ended = went_on(Settle("W1", grant=False), replace(hearing, actor="tom"))
    assert next_moment(ended.record, RULES_ASKING, NOON) is None


def test_a_reminder_says_that_it_is_one() -> None:
    first = confirmed(went_on(Tick(), asking()))

    again = went_on(Tick(), replace(first, now=NOON + 2 * DAY))

    assert {one.why for one in sent_in(again)} == {
        "It waits for you. Rung 1 tells of it for the 2nd time."
    }


def test_they_are_told_by_their_own_hours() -> None:
    rules = replace(RULES_ASKING, hours={"sol": NIGHT})
    evening = replace(asking(rules=rules), now=NOON + 8 * HOUR)

    told = went_on(Tick(), evening)

    assert [one.to for one in sent_in(told)] == ["tom"]
    assert [(one.to, one.after) for one in told.record.notices] == [
        ("sol", NOON + 21 * HOUR),
        ("tom", NOON + 8 * HOUR),
    ]
    morning = replace(told, now=NOON + 21 * HOUR)
    assert [one.to for one in sent_in(confirmed(morning))] == []


@pytest.mark.parametrize("grant", [True, False])
def test_what_was_answered_before_they_could_be_told_is_told_to_nobody(*, grant: bool) -> None:
    everybody = dict.fromkeys(TWO_LEADS.people, NIGHT)
    evening = replace(asking(rules=replace(RULES_ASKING, hours=everybody)), now=NOON + 8 * HOUR)
    held = went_on(Tick(), evening)
    assert [one.to for one in held.record.notices] == ["sol", "tom"]

    settled = went_on(Settle("W1", grant=grant), replace(held, actor="tom"))

    assert settled.record.notices == ()


def test_what_was_answered_before_the_engine_looked_is_told_to_nobody() -> None:
    settled = went_on(Settle("W1"), replace(asking(), actor="sol"))

    assert decide(Tick(), replace(settled, actor=ENGINE, now=NOON + DAY)) == ()
    assert settled.record.notices == ()


def test_an_incident_that_ended_asks_for_nothing() -> None:
    asked = went_on(Propose(Withdrawal(), WHY), replace(asking(), actor="ana"))

    gone = went_on(Settle("X1"), replace(asked, actor="sol"))

    assert gone.record.ended
    assert gone.record.pending
    assert gone.record.deadlines == {}


def test_a_question_that_is_older_than_this_is_told_once_with_the_next_tick() -> None:
    proposal = Proposal("W1", WAIVER, WHY, "ana", NOON - 9 * DAY)
    old = heard(replace(RECORD, proposals=(proposal,)), ENGINE, rules=RULES_ASKING)

    looked = went_on(Tick(), went_on(Tick(), old))

    assert [one.to for one in sent_in(looked)] == ["sol"]
    assert next_moment(looked.record, RULES_ASKING, NOON) == NOON + DAY


def test_where_nobody_is_there_who_may_the_operators_are_told() -> None:
    hearing = asking(people=OPERATED)

    made = decide(Tick(), hearing)

    reached, amiss = made
    assert isinstance(reached, RungReached)
    assert isinstance(amiss, OperatorsTold)
    assert (reached.to, amiss.to) == (("oli",), ("oli",))
    assert amiss.subject == "INC-42: nobody is there who may answer W1"
    assert amiss.since == "rung 1 of the ladder tells whom it waits for, and that is nobody."
    assert amiss.settle == "edit people.yaml, then: retro people import people.yaml"
    notice = folded(hearing, made).notices[0]
    assert notice.why == "It climbed to you: nobody is there who may answer."


def test_operators_are_told_once_that_nobody_is_there() -> None:
    first = confirmed(went_on(Tick(), asking(people=OPERATED)))

    made = decide(Tick(), replace(first, now=NOON + 2 * DAY))

    assert [type(one) for one in made] == [RungReached]


def test_somebody_who_may_now_is_reminded_where_nobody_was_there_before() -> None:
    first = confirmed(went_on(Tick(), asking(people=OPERATED)))

    again = went_on(Tick(), replace(first, people=TWO_LEADS, now=NOON + 2 * DAY))

    assert [one.to for one in sent_in(again)] == ["sol", "tom"]


def asked_of(wish: Wish, rules: Switches = CALM, by: str = "ana", **context: str) -> list[str]:
    """Say who is asked for an answer to a wish of ana's."""
    record = record_in(Phase.ACTIONS_TICKETED, context=changed(CONTEXT, **context))
    hearing = heard(record, ENGINE, rules=rules, people=TWO_LEADS)
    return [*seconds(Proposal("Z1", wish, WHY, by, NOON), hearing)]


# fmt: off
ASKED = [
    (WAIVER,                               ["sol", "tom"]),
    (Withdrawal(),                         ["sol", "tom", "mia"]),
    (Downgrade(Severity.SEV3),             ["sol", "tom"]),
    (Respite("gate:verified", NOON + DAY), ["sol", "tom"]),
    (Rescheduling("A1", APRIL),            ["fay"]),
    (Moving("other", "other@2.0.0"),       ["fay"]),
]
# fmt: on


@pytest.mark.parametrize(("wish", "whom"), ASKED)
def test_who_is_asked_depends_on_the_wish(wish: Wish, whom: list[str]) -> None:
    assert asked_of(wish) == whom


def test_nobody_is_asked_for_an_answer_to_their_own_wish() -> None:
    assert asked_of(WAIVER, by="sol") == ["tom"]
    assert asked_of(WAIVER, by="tom") == ["sol"]


def test_nobody_is_asked_whose_part_bars_them() -> None:
    rules = replace(CALM, terms_given=replace(TERMS, waiver_barred=("facilitator",)))

    assert asked_of(WAIVER, rules, facilitator="tom") == ["sol"]


def test_the_owners_of_a_policy_are_asked_about_a_move_away_from_it() -> None:
    rules = replace(CALM, terms_given=replace(TERMS, owners=("ana", "ben", "lee", "mia")))

    assert asked_of(Moving("other"), rules) == ["ben", "mia"]


# fmt: off
NEAREST = [
    ({},                                                                    ["fay"]),
    ({"facilitator": "ana"},                                                ["ben"]),
    ({"facilitator": "", "commander": "lee", "service_owner": "sam"},       ["sam"]),
    ({"facilitator": "ana", "commander": "ana", "service_owner": "nobody"}, ["mia"]),
]
# fmt: on


@pytest.mark.parametrize(("context", "whom"), NEAREST)
def test_where_anybody_may_the_nearest_is_asked(context: dict[str, str], whom: list[str]) -> None:
    around = {"commander": "ben", **context}
    assert asked_of(Rescheduling("A1", APRIL), CALM, "ana", **around) == whom


def test_where_nobody_is_near_whoever_may_grant_a_waiver_is_asked() -> None:
    alone = Person("ann", roles=("engineer",))
    record = record_in(
        Phase.ACTIONS_TICKETED,
        context=changed(CONTEXT, facilitator="", commander="", service_owner=""),
    )
    hearing = heard(record, ENGINE, people=among(alone, Person("ana"), Person("ben")))

    assert seconds(Proposal("P1", Moving("other"), WHY, "ann", NOON), hearing) == ("sol",)


# fmt: off
ACTS = [
    AcknowledgeEscalation("consent:W1", NOON + DAY, WHY),
    ExtendEscalation("consent:W1", NOON + DAY, WHY),
    ReassignEscalation("consent:W1", "sam", WHY),
    Propose(Respite("consent:W1", NOON + DAY), WHY),
]
# fmt: on


@pytest.mark.parametrize("act", ACTS)
def test_a_question_is_answered_and_not_put_off(act: Command) -> None:
    told, hint = refused(RefusedError, act, replace(went_on(Tick(), asking()), actor="sol"))

    assert told == (
        "consent:W1 is a question: it waits for an answer, and is neither stopped nor moved"
    )
    assert hint == "answer it: retro grant INC-42 W1 · retro decline INC-42 W1"


def test_a_move_to_another_policy_asks_nobody_again() -> None:
    told = confirmed(went_on(Tick(), asking()))
    target = Target(replace(RULES_ASKING, digest="other"), "other@1.0.0")

    moved = went_on(MovePolicy("other", WHY), replace(told, target=target, actor="ana"))

    assert deadline_in(moved, "consent:W1") == deadline_in(told, "consent:W1")


def late_with_date_asked(asked_at: datetime) -> Hearing:
    """Build what is heard when A2 is a day late, whose owner ben asked for another date."""
    record = late(DUE - 5 * DAY).record
    vital = tuple(
        replace(one, priority=Priority.P1) if one.id == "A2" else one for one in record.actions
    )
    began = replace(late(DUE - 5 * DAY), record=replace(record, actions=vital))
    before = replace(passed(replace(began, actor=ENGINE), asked_at), actor="ben")
    asked = went_on(RescheduleAction("A2", APRIL, WHY), before)
    return passed(replace(asked, actor=ENGINE), DUE + DAY)


def test_what_was_asked_in_time_climbs_over_whoever_has_to_answer() -> None:
    hearing = late_with_date_asked(DUE - HOUR)

    assert waiting_on(deadline_in(hearing), hearing) == ("fay",)
    over = replace(hearing, now=DUE + 2 * DAY)
    reached = next(
        one for one in decide(Tick(), over) if isinstance(one, RungReached) and one.deadline == A2
    )
    assert (reached.to, reached.settle) == (("rob",), "retro grant INC-42 R1")
    assert reached.waits_for == "fay"


def test_until_it_is_due_what_was_asked_about_reminds_its_owner() -> None:
    hearing = late_with_date_asked(DUE - HOUR)

    assert waiting_on(deadline_in(hearing), replace(hearing, now=DUE - MINUTE)) == ("ben",)
    assert waiting_on(deadline_in(hearing), replace(hearing, now=DUE)) == ("fay",)


def test_what_was_asked_is_told_to_operators_where_no_route_leads_to_who_may_answer() -> None:
    told = went_on(Tick(), asking(people=among(Person("oli", roles=("operator",)))))
    (notice,) = sent_in(told)

    failed = went_on(ConfirmNotice(notice.key, undelivered="nobody answers"), told)

    assert [(one.to, one.subject) for one in sent_in(failed)] == [
        ("oli", "INC-42: sol could not be told on any route")
    ]
    settled = went_on(Settle("W1"), replace(failed, actor="sol"))
    assert [one.to for one in settled.record.notices] == ["oli"]


@pytest.mark.parametrize("asked_at", [DUE, DUE + HOUR])
def test_who_asks_once_it_is_late_is_late_all_the_same(asked_at: datetime) -> None:
    hearing = late_with_date_asked(asked_at)

    assert waiting_on(deadline_in(hearing), hearing) == ("ben",)
    over = replace(hearing, now=DUE + 2 * DAY)
    reached = next(
        one for one in decide(Tick(), over) if isinstance(one, RungReached) and one.deadline == A2
    )
    assert (reached.to, reached.settle) == (
        ("mia",),
        "retro action done INC-42 A2 --evidence URL",
    )


def test_what_was_declined_waits_for_its_owner_again() -> None:
    asked = replace(late_with_date_asked(DUE - HOUR), actor="fay")

    declined = went_on(Settle("R1", grant=False), asked)

    assert waiting_on(deadline_in(declined), declined) == ("ben",)


def test_where_nobody_may_answer_the_action_waits_for_its_owner() -> None:
    hearing = late_with_date_asked(DUE - HOUR)
    alone = Directory({"ben": Person("ben")})

    assert waiting_on(deadline_in(hearing), replace(hearing, people=alone)) == ("ben",)


def test_a_stalled_action_waits_for_its_owner_whatever_was_asked() -> None:
    hearing = late_with_date_asked(DUE - HOUR)
    stalled = deadline_in(hearing, "stalled_action:A2")

    assert waiting_on(stalled, hearing) == ("ben",)
    assert waiting_on(deadline_in(hearing, R1), hearing) == ("fay",)
