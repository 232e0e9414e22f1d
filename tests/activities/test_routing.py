"""A letter goes by one route after the other, and to no channel that answered twice."""

from datetime import datetime, timedelta

import pytest

from activities.delivery.attempts import AGAIN, LEASE, Answer
from activities.delivery.parcels import InVain, Landed
from activities.delivery.routing import (
    DEFAULT,
    Plan,
    Route,
    Routes,
    Try,
    Wait,
    doubts_in,
    next_move,
)
from states.people import Directory, PartyKind, Person
from tests.activities.builders import MINUTE, NOON, attempt

MAIL = Route("mail", ("mailto",))
BOTH = Route("both", ("mailto", "slack"))
CHAT = Route("chat", ("slack",))
PLAN = Plan((MAIL, CHAT), 30 * MINUTE)


def after(minutes: float) -> datetime:
    return NOON + minutes * MINUTE


def test_the_first_channel_of_the_first_route_is_tried_first() -> None:
    assert next_move(PLAN, [], NOON) == Try("mailto", "mail")


def test_a_letter_that_was_taken_has_landed() -> None:
    tried = [attempt("mailto", Answer.TAKEN)]

    assert next_move(PLAN, tried, NOON) == Landed(("mailto",), "mail")


@pytest.mark.parametrize(
    ("failures", "pause"), [(1, 1), (2, 3), (3, 9), (4, 27), (7, 729), (8, 900), (50, 900)]
)
def test_each_pause_is_longer_than_the_one_before_up_to_a_quarter_of_an_hour(
    failures: int, pause: int
) -> None:
    tried = [attempt("mailto", at=NOON, number=one + 1) for one in range(failures)]

    assert next_move(PLAN, tried, NOON) == Wait(NOON + timedelta(seconds=pause))
    assert next_move(PLAN, tried, NOON + timedelta(seconds=pause)) == Try("mailto", "mail")


def test_a_wait_ends_where_the_patience_does() -> None:
    tried = [attempt("mailto"), attempt("mailto", at=after(29), number=7)]

    assert next_move(Plan((MAIL,), 29.01 * MINUTE), tried, after(29)) == Wait(after(29.01))


def test_a_route_is_left_when_the_patience_is_over() -> None:
    tried = [attempt("mailto")]

    assert next_move(PLAN, tried, after(29.99)) == Try("mailto", "mail")
    assert next_move(PLAN, tried, after(30)) == Try("slack", "chat")


def test_without_patience_each_channel_is_asked_once() -> None:
    plan = Plan((BOTH, Route("last", ("json",))), timedelta(0))
    mail, chat = attempt("mailto", route="both"), attempt("slack", route="both")

    assert next_move(plan, [mail], NOON) == Try("slack", "both")
    assert next_move(plan, [mail, chat], NOON) == Try("json", "last")


def test_a_worker_that_was_away_asks_each_route_before_it_gives_up() -> None:
    tried = [attempt("mailto")]

    assert next_move(PLAN, tried, after(6000)) == Try("slack", "chat")


def test_a_route_that_is_left_is_not_tried_again() -> None:
    tried = [attempt("mailto"), attempt("slack", at=after(30), route="chat")]

    assert next_move(PLAN, tried, after(31)) == Try("slack", "chat")


def test_when_every_route_is_left_it_was_in_vain() -> None:
    tried = [
        attempt("mailto", reason="mail is dead"),
        attempt("slack", at=after(30), route="chat", reason="slack is dead"),
    ]

    assert next_move(PLAN, tried, after(60)) == InVain(
        "mail is dead · slack is dead", ("mailto", "slack")
    )


def test_the_next_round_begins_afresh() -> None:
    tried = [attempt("mailto"), attempt("slack", at=after(30), route="chat")]
    again = Plan(PLAN.routes, PLAN.patience, rounds=1)

    assert next_move(again, tried, after(90)) == Try("mailto", "mail")


def test_who_has_no_address_is_told_by_the_next_route_at_once() -> None:
    tried = [attempt("mailto", Answer.IMPOSSIBLE, reason="ana has no e-mail address")]

    assert next_move(PLAN, tried, NOON) == Try("slack", "chat")
    assert next_move(Plan((MAIL,)), tried, NOON) == InVain("ana has no e-mail address", ("mailto",))


def test_an_address_that_was_missing_is_looked_for_in_the_next_round() -> None:
    tried = [attempt("mailto", Answer.IMPOSSIBLE)]

    assert next_move(Plan((MAIL,), rounds=1), tried, NOON) == Try("mailto", "mail")


def test_every_channel_of_a_route_is_asked() -> None:
    tried = [attempt("mailto", Answer.TAKEN, route="both")]

    assert next_move(Plan((BOTH,)), tried, NOON) == Try("slack", "both")


def test_one_channel_of_a_route_is_enough_when_the_others_are_dead() -> None:
    tried = [attempt("mailto", Answer.TAKEN, route="both"), attempt("slack", route="both")]
    plan = Plan((BOTH, CHAT))

    assert next_move(plan, tried, after(1)) == Try("slack", "both")
    assert next_move(plan, tried, after(30)) == Landed(("mailto",), "both", failed=("slack",))


def test_a_channel_that_took_it_late_has_taken_it_by_the_route_that_was_left() -> None:
    tried = [attempt("mailto", Answer.TAKEN), attempt("slack", at=after(30), route="chat")]

    assert next_move(PLAN, tried, after(31)) == Landed(("mailto",), "mail")


def test_a_channel_of_two_routes_has_a_patience_on_each() -> None:
    plan = Plan((MAIL, BOTH), 30 * MINUTE)
    tried = [attempt("mailto")]

    assert next_move(plan, tried, after(30)) == Try("mailto", "both")
    again = attempt("mailto", at=after(30), number=2, route="both")
    assert next_move(plan, [*tried, again], after(30)) == Try("slack", "both")


def test_an_attempt_of_somebody_else_is_waited_for() -> None:
    tried = [attempt("mailto", Answer.UNDER_WAY)]

    assert next_move(PLAN, tried, NOON) == Wait(NOON + LEASE)


def test_the_other_channels_do_not_wait_for_it() -> None:
    tried = [attempt("mailto", Answer.UNDER_WAY, route="both")]

    assert next_move(Plan((BOTH,)), tried, NOON) == Try("slack", "both")


def test_an_attempt_whose_worker_is_gone_is_a_doubt_and_is_tried_again() -> None:
    tried = [attempt("mailto", Answer.UNDER_WAY)]

    assert doubts_in(tried, NOON) == {}
    assert doubts_in(tried, NOON + LEASE) == {"mailto": NOON}
    assert next_move(PLAN, tried, NOON + 2 * LEASE) == Try("mailto", "mail")


def test_what_may_have_been_taken_is_told_of_a_letter_that_landed() -> None:
    tried = [attempt("mailto", Answer.DOUBTFUL), attempt("mailto", Answer.TAKEN, number=2)]

    assert next_move(PLAN, tried, NOON) == Landed(("mailto",), "mail", doubtful=("mailto",))


def test_what_may_have_been_taken_is_told_of_a_letter_that_was_in_vain() -> None:
    tried = [attempt("mailto", Answer.DOUBTFUL)]

    move = next_move(Plan((MAIL,)), tried, after(30))

    assert move == InVain("no", ("mailto",), ("mailto",))


def test_without_any_channel_it_is_in_vain() -> None:
    assert next_move(Plan((Route("none", ()),)), [], NOON) == InVain("no route is set up")


@pytest.mark.parametrize("answer", [*Answer])
def test_a_channel_is_asked_again_where_the_table_says_so(answer: Answer) -> None:
    move = next_move(Plan((MAIL,)), [attempt("mailto", answer)], after(10))

    assert (move == Try("mailto", "mail")) is AGAIN[answer]


ROUTES = Routes((MAIL, CHAT), Route(DEFAULT, ("log",)))
TEAM = Person("shop", kind=PartyKind.TEAM, routes=("chat",))
PEOPLE = Directory({"shop": TEAM})


@pytest.mark.parametrize(
    ("person", "names"),
    [
        (Person("a"), ["default"]),
        (Person("a", routes=("chat", "mail")), ["chat", "mail"]),
        (Person("a", team="shop"), ["chat"]),
        (Person("a", team="shop", routes=("mail",)), ["mail"]),
        (Person("a", team="nobody"), ["default"]),
        (Person("a", routes=("pager", "mail")), ["mail"]),
        (Person("a", routes=("pager",)), ["default"]),
        (Person("a", routes=("mail", "default")), ["mail", "default"]),
    ],
)
def test_a_person_has_their_own_routes_or_their_teams_or_the_default_one(
    person: Person, names: list[str]
) -> None:
    assert [one.name for one in ROUTES.of(person, PEOPLE)] == names
