"""A ladder names parties; whoever is here and is one of them is told, and somebody always is."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from states.calendar import Hours
from states.decisions.hearing import Hearing
from states.decisions.ladder.parties import PARTIES, Reach, is_bundled, reach_of, told, told_after
from states.lifecycle import Phase
from states.people import Directory, Person
from states.record.context import Context
from states.record.deadlines import Deadline, DeadlineKind
from states.rules import Finding, Rung
from tests.builders import DAY, HOUR, NOON, PEOPLE, with_item
from tests.states.builders import heard, record_in
from tests.states.rules import Asked, Switches

HEARING = heard(record_in(Phase.FACTORS, progress={}))
DEADLINE = Deadline(DeadlineKind.ACTION, "A1", NOON, NOON, NOON, "action", owner="ana")
HEARD = replace(DEADLINE, heard=("ana",))
OPERATOR = Directory({**PEOPLE.people, "oli": Person("oli", roles=("operator",))})


SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def rung(*parties: str, at: timedelta = -HOUR) -> Rung:
    return Rung(at, parties)


# fmt: off
NAMED = [
    ("owner",              ("ana",)),
    ("facilitator",        ("fay",)),
    ("commander",          ("ben",)),
    ("service_owner",      ("sam",)),
    ("manager",            ("mia",)),
    ("manager_of_manager", ("rob",)),
    ("role:engineer",      ("ana", "ben")),
    ("role:service-owner", ("sam",)),
]
# fmt: on


@pytest.mark.parametrize(("party", "names"), NAMED)
def test_a_party_is_a_person_of_the_record(party: str, names: tuple[str, ...]) -> None:
    assert told((rung(party),), DEADLINE, HEARING) == names


def test_every_party_has_been_asked_for_here() -> None:
    assert [*PARTIES] == [
        "owner",
        "facilitator",
        "commander",
        "service_owner",
        "manager",
        "manager_of_manager",
    ]


def test_a_person_who_is_two_parties_is_told_once() -> None:
    assert told((rung("owner", "role:engineer", "facilitator"),), DEADLINE, HEARING) == (
        "ana",
        "ben",
        "fay",
    )


def test_whoever_is_not_here_is_left_out() -> None:
    left = {**PEOPLE.people, "ana": replace(PEOPLE.people["ana"], left=date(2026, 3, 10))}

    hearing = replace(HEARING, people=Directory(left))

    assert told((rung("owner", "facilitator"),), DEADLINE, hearing) == ("fay",)
    day_before = replace(hearing, now=NOON - DAY)
    assert told((rung("owner", "facilitator"),), DEADLINE, day_before) == ("ana", "fay")


def owned_by(name: str, people: Directory = PEOPLE) -> Hearing:
    return replace(HEARING, record=with_item(HEARING.record, "A1", owner=name), people=people)


def test_a_rung_without_anybody_hands_on_to_the_next() -> None:
    ladder = (rung("manager"), rung("manager_of_manager"), rung("facilitator"))

    assert told(ladder, DEADLINE, owned_by("rob")) == ("fay",)


def test_a_team_answers_for_nothing() -> None:
    assert told((rung("owner"), rung("commander")), DEADLINE, owned_by("payments-team")) == ("ben",)


def test_operators_are_the_last_resort() -> None:
    hearing = owned_by("nobody", OPERATOR)

    assert told((rung("owner"), rung("role:nothing")), DEADLINE, hearing) == ("oli",)


def test_without_any_rungs_operators_are_told() -> None:
    assert told((), DEADLINE, replace(HEARING, people=OPERATOR)) == ("oli",)


def test_where_nobody_is_left_nobody_is_told() -> None:
    hearing = owned_by("ana", Directory())

    assert reach_of((rung("role:nothing"),), DEADLINE, hearing).to == ()


# fmt: off
THEMSELVES = [
    # at         told of what waits for ana                 whose turn it is
    (-HOUR,      ("ana", "ben"),                            ("ana",)),
    (0 * HOUR,   ("ana", "ben"),                            ("ana",)),
    (HOUR,       ("ben",),                                  ()),
]
# fmt: on


@pytest.mark.parametrize(("at", "names", "turn"), THEMSELVES)
def test_what_is_late_does_not_climb_to_whom_it_is_waiting_on(
    at: timedelta, names: tuple[str, ...], turn: tuple[str, ...]
) -> None:
    reach = reach_of((rung("owner", "role:engineer", at=at),), HEARD, HEARING)

    assert (reach.to, reach.waiting_on) == (names, turn)


def test_a_rung_that_only_they_stand_on_goes_to_the_next() -> None:
    ladder = (rung("owner", at=HOUR), rung("manager", at=DAY))

    assert reach_of(ladder, HEARD, HEARING) == Reach(("mia",))


def test_who_has_not_heard_that_it_waits_for_them_is_told_as_well() -> None:
    ladder = (rung("owner"), rung("manager", at=HOUR))

    assert reach_of(ladder, DEADLINE, HEARING, 1) == Reach(("mia", "ana"), ("ana",))
    assert reach_of(ladder, HEARD, HEARING, 1) == Reach(("mia",))


def test_who_is_gone_is_not_told_that_it_waits_for_them() -> None:
    hearing = owned_by("ana", gone("ana"))

    assert reach_of((rung("manager", at=HOUR),), DEADLINE, hearing).to == ("mia",)


def test_where_there_is_nobody_else_they_hear_of_it_themselves() -> None:
    alone = Directory({"ana": Person("ana", roles=("operator", "director"))})

    reach = reach_of((rung("role:director", at=HOUR),), DEADLINE, owned_by("ana", alone))

    assert reach == Reach(("ana",), ("ana",))


def test_a_gate_that_waits_for_some_climbs_to_the_managers_of_each() -> None:
    waits = Finding("yours to approve", waits_for=("ana", "fay"))
    rules = Switches((Asked(Phase.ACTIONS_TICKETED, "quorum", lambda _case: (waits,)),))
    gate = Deadline(DeadlineKind.GATE, "actions_ticketed", NOON, NOON, NOON, "gate", "fay")
    hearing = replace(HEARING, rules=rules)

    assert told((rung("owner"),), gate, hearing) == ("ana", "fay")
    assert told((rung("manager", at=HOUR),), gate, hearing) == ("mia", "rob", "ana", "fay")


def gone(*names: str) -> Directory:
    left = {one: replace(PEOPLE.people[one], left=date(2026, 3, 1)) for one in names}
    return Directory({**PEOPLE.people, **left})


# fmt: off
NOBODY = [
    #  party               owner    gone            says                                   look at
    ("owner",              "ana",  ("ana",),  "the owner, ana, who is not there any more", "ana"),
    ("manager",            "ana",  ("mia",),  "the manager, mia, who is not there any more", "mia"),
    ("manager",            "rob",  (),        "the manager, and rob has none",             "rob"),
    ("manager_of_manager", "mia",  (),        "the manager_of_manager, and mia has none",  "mia"),
    ("facilitator",        "ana",  ("fay",),  "the facilitator, fay, who is not there any more",
                                                                                           "fay"),
    ("role:pilot",         "ana",  (),        "role:pilot, which nobody holds",            ""),
]
# fmt: on


@pytest.mark.parametrize(("party", "owner", "left", "says", "look_at"), NOBODY)
def test_a_party_that_is_nobody_is_named(
    party: str, owner: str, left: tuple[str, ...], says: str, look_at: str
) -> None:
    ladder = (rung("commander", at=HOUR), rung(party, at=DAY))

    reach = reach_of(ladder, DEADLINE, owned_by(owner, gone(*left)), 1)

    assert [str(one) for one in reach.nobody] == [f"rung 2 of the ladder tells {says}"]
    assert [one.look_at for one in reach.nobody] == [look_at]


def test_a_party_that_is_nobody_is_named_beside_one_that_is_there() -> None:
    reach = reach_of((rung("role:pilot", "commander"),), DEADLINE, HEARING)

    assert (reach.to, [one.party for one in reach.nobody]) == (("ben",), ["role:pilot"])


def test_a_rung_that_another_one_stands_in_for_is_named_with_it() -> None:
    ladder = (rung("role:pilot"), rung("role:cook"), rung("commander"), rung("role:baker"))

    reach = reach_of(ladder, DEADLINE, HEARING)

    assert [(one.rung, one.party) for one in reach.nobody] == [(0, "role:pilot"), (1, "role:cook")]


@pytest.mark.parametrize("party", ["facilitator", "commander", "service_owner"])
def test_nothing_is_amiss_where_the_record_names_nobody(party: str) -> None:
    nameless = replace(HEARING, record=record_in(Phase.FACTORS, context=Context()))

    reach = reach_of((rung(party, "role:director"),), DEADLINE, nameless)

    assert reach == Reach(("rob",))


NIGHT = Hours(quiet=(time(11), time(13)))
ONCE_A_DAY = Hours(digest=time(17))


def test_each_is_told_from_when_their_own_hours_let_them() -> None:
    hearing = replace(HEARING, rules=Switches(hours={"ana": NIGHT, "ben": ONCE_A_DAY}))

    assert told_after(("ana", "ben", "fay"), hearing) == (NOON + HOUR, NOON + 5 * HOUR, NOON)
    assert (is_bundled(("ana",), hearing), is_bundled(("ana", "ben"), hearing)) == (False, True)


# fmt: off
RINGS = [
    # the clock rings     after the moment      and it is in the message of
    (5 * HOUR,            timedelta(0),         5 * HOUR),
    (5 * HOUR + SECOND,   SECOND,               5 * HOUR),
    (5 * HOUR + MINUTE,   MINUTE,               5 * HOUR),
    (5 * HOUR + 2*MINUTE, 2 * MINUTE,           29 * HOUR),
    (5 * HOUR + SECOND,   timedelta(0),         29 * HOUR),
]
# fmt: on


@pytest.mark.parametrize(("rings", "late", "told_at"), RINGS)
def test_a_clock_that_rings_a_moment_late_does_not_cost_a_day(
    rings: timedelta, late: timedelta, told_at: timedelta
) -> None:
    now = NOON + rings
    hearing = replace(HEARING, rules=Switches(hours={"ben": ONCE_A_DAY}), now=now)

    assert told_after(("ben",), hearing, now - late) == (NOON + told_at,)


def test_a_clock_that_rings_late_wakes_nobody() -> None:
    night = NOON - HOUR
    hearing = replace(HEARING, rules=Switches(hours={"ana": NIGHT}), now=night)

    assert told_after(("ana",), hearing, night - SECOND) == (NOON + HOUR,)


def test_where_all_may_be_told_now_no_moment_is_kept() -> None:
    assert told_after(("ana", "ben"), HEARING) == ()
