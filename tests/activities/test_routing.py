"""A letter goes by one route after the other, and to no channel that answered twice."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from activities.delivery.attempts import AGAIN, LEASE, Answer, Attempt
from activities.delivery.parcels import InVain, Landed
from activities.delivery.routing import (
    DEFAULT,
    DOUBTFUL_PAUSE,
    SPARING,
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
    ("failures", "pause"), [(1, 1), (2, 3), (3, 9), (4, 27), (5, 81), (6, 120), (50, 120)]
)
def test_each_pause_is_longer_than_the_one_before_up_to_two_minutes(
    failures: int, pause: int
) -> None:
    tried = [attempt("mailto", at=NOON, number=one + 1) for one in range(failures)]

    assert next_move(PLAN, tried, NOON) == Wait(NOON + timedelta(seconds=pause))
    assert next_move(PLAN, tried, NOON + timedelta(seconds=pause)) == Try("mailto", "mail")


def test_a_wait_ends_where_the_patience_does() -> None:
    tried = [attempt("mailto"), attempt("mailto", at=after(29), number=7)]

    assert next_move(Plan((MAIL,), 29.01 * MINUTE), tried, after(29)) == Wait(after(29.01))


def test_a_route_is_left_when_the_patience_is_over() -> None:
    tried = [attempt("mailto"), attempt("mailto", at=after(29.99), number=2)]

    assert next_move(PLAN, tried, after(29.995)) == Wait(after(30))
    assert next_move(PLAN, tried, after(30)) == Try("slack", "chat")


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.SPARED, Answer.UNDER_WAY])
def test_a_worker_that_was_away_asks_once_more_before_a_route_is_left(answer: Answer) -> None:
    tried = [attempt("mailto", answer)]
    again = [*tried, attempt("mailto", at=after(6000), number=2)]

    assert next_move(PLAN, tried, after(6000)) == Try("mailto", "mail")
    assert next_move(PLAN, again, after(6001)) == Try("slack", "chat")


def test_a_letter_that_was_spared_just_now_is_asked_about_at_the_end() -> None:
    tried = [attempt("mailto", Answer.SPARED), attempt("mailto", Answer.SPARED, after(29.9))]

    assert next_move(PLAN, tried, after(29.95)) == Wait(after(30))
    assert next_move(PLAN, tried, after(30)) == Try("mailto", "mail")


def test_no_pause_grows_by_being_spared() -> None:
    tried = [attempt("mailto", Answer.SPARED, number=one) for one in range(1, 9)]
    refused = [*tried, attempt("mailto", number=9)]

    assert next_move(PLAN, tried, NOON) == Wait(NOON + SPARING)
    assert next_move(PLAN, refused, NOON) == Wait(NOON + timedelta(seconds=1))


def test_without_patience_each_channel_is_asked_once() -> None:
    plan = Plan((BOTH, Route("last", ("json",))), timedelta(0))
    mail, chat = attempt("mailto", route="both"), attempt("slack", route="both")

    assert next_move(plan, [mail], NOON) == Try("slack", "both")
    assert next_move(plan, [mail, chat], NOON) == Try("json", "last")


def test_a_route_that_is_left_is_not_tried_again() -> None:
    tried = [
        attempt("mailto"),
        attempt("mailto", at=after(30), number=2),
        attempt("slack", at=after(30), route="chat"),
    ]

    assert next_move(PLAN, tried, after(31)) == Try("slack", "chat")


def test_a_route_that_was_broken_before_the_letter_came_is_left_at_once() -> None:
    plan = replace(PLAN, broken={"mailto": after(-1)})
    tried = [attempt("mailto", Answer.SPARED)]

    assert next_move(plan, [], NOON) == Try("mailto", "mail")
    assert next_move(plan, tried, NOON) == Try("slack", "chat")
    landed = [*tried, attempt("slack", Answer.TAKEN, route="chat")]
    assert next_move(plan, landed, NOON) == Landed(("slack",), "chat")


def test_a_letter_that_saw_its_route_break_keeps_its_patience() -> None:
    plan = replace(PLAN, broken={"mailto": after(1)})

    assert next_move(plan, [attempt("mailto")], after(1)) == Try("mailto", "mail")


@pytest.mark.parametrize("channels", [("slack",), ("slack", "json")])
def test_a_route_is_left_at_once_only_when_another_may_take_the_letter(
    channels: tuple[str, ...],
) -> None:
    last = Route("last", channels)
    plan = Plan((MAIL, last), broken=dict.fromkeys(("mailto", *channels), after(-1)))
    tried = [attempt("mailto", Answer.SPARED)]

    assert isinstance(next_move(plan, tried, NOON), Wait)
    nowhere = [*tried, attempt("slack", Answer.IMPOSSIBLE, route="last")]
    only = replace(plan, routes=(MAIL, CHAT), broken={"mailto": after(-1)})
    assert isinstance(next_move(only, nowhere, NOON), Wait)


def test_a_route_with_one_channel_that_works_is_not_left_at_once() -> None:
    plan = Plan((BOTH, Route("last", ("json",))), broken={"mailto": after(-1)})
    tried = [attempt("mailto", Answer.SPARED, route="both"), attempt("slack", route="both")]

    assert isinstance(next_move(plan, tried, NOON), Wait)


def test_when_every_route_is_left_it_was_in_vain() -> None:
    tried = [
        attempt("mailto"),
        attempt("mailto", at=after(30), number=2, reason="mail is dead"),
        attempt("slack", at=after(30), route="chat"),
        attempt("slack", at=after(60), number=2, route="chat", reason="slack is dead"),
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
    tried.append(attempt("slack", at=after(30), number=2, route="both"))
    assert next_move(plan, tried, after(30)) == Landed(("mailto",), "both", failed=("slack",))


def test_a_channel_that_took_it_late_has_taken_it_by_the_route_that_was_left() -> None:
    tried = [attempt("mailto", Answer.TAKEN), attempt("slack", at=after(30), route="chat")]

    assert next_move(PLAN, tried, after(31)) == Landed(("mailto",), "mail")


def test_a_channel_of_two_routes_has_a_patience_on_each() -> None:
    plan = Plan((MAIL, BOTH), 30 * MINUTE)
    tried = [attempt("mailto"), attempt("mailto", at=after(30), number=2)]

    assert next_move(plan, tried, after(30.1)) == Try("mailto", "both")
    again = attempt("mailto", at=after(30.1), number=3, route="both")
    assert next_move(plan, [*tried, again], after(30.1)) == Try("slack", "both")


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

    move = next_move(Plan((MAIL,), timedelta(0)), tried, after(30))

    assert move == InVain("no", ("mailto",), ("mailto",))


def doubts(*channels: str) -> list[Attempt]:
    """Build attempts whose answer nobody heard, three for each channel."""
    return [
        attempt(one, Answer.DOUBTFUL, after(number), number=number)
        for one in channels
        for number in (1, 2, 3)
    ]


def test_the_last_of_three_doubts_comes_after_the_longest_pause() -> None:
    assert next_move(PLAN, doubts("mailto")[:2], after(3)) == Wait(after(2) + DOUBTFUL_PAUSE)


def test_a_channel_that_nobody_heard_three_times_is_not_asked_again() -> None:
    assert next_move(PLAN, doubts("mailto"), after(20)) == Try("slack", "chat")


def test_an_answer_in_between_ends_a_row_of_doubts() -> None:
    tried = [*doubts("mailto"), attempt("mailto", at=after(4), number=4)]

    assert next_move(PLAN, tried, after(20)) == Try("mailto", "mail")


def test_the_operators_hear_of_a_doubt_before_it_counts_as_told() -> None:
    tried = doubts("mailto", "slack")
    first, again = Plan((BOTH,)), Plan((BOTH,), rounds=1)

    assert next_move(first, tried, after(99)) == InVain("no", BOTH.channels, BOTH.channels)
    assert next_move(again, tried, after(99)) == Landed(
        BOTH.channels, "both", doubtful=BOTH.channels
    )


@pytest.mark.parametrize("answer", [Answer.UNDER_WAY, Answer.REFUSED])
def test_a_clock_that_was_ahead_holds_nothing_up(answer: Answer) -> None:
    tried = [attempt("mailto", answer, after(525_600))]
    anew = [*tried, attempt("mailto", number=2)]

    assert next_move(PLAN, tried, NOON) == Try("mailto", "mail")
    assert isinstance(next_move(PLAN, anew, NOON), Wait)
    assert next_move(PLAN, anew, after(29)) == Try("mailto", "mail")


def test_a_letter_that_was_taken_by_what_is_no_route_any_more_has_landed() -> None:
    assert next_move(Plan(()), [attempt("mailto", Answer.TAKEN)], NOON) == Landed(("mailto",))


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
