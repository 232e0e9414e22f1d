"""What a channel answered is known to whoever comes later, and nobody begins twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import Engine

from activities.delivery.attempts import LEASE, Answer, Attempt
from activities.delivery.parcels import Parcel
from activities.delivery.routing import Try
from store.attempts import LOST, Attempts
from store.unreached import dead_channels
from tests.store.builders import NOON

PARCEL = Parcel("k")
MAIL = Try("mailto", "mail")
CHAT = Try("slack", "chat")


def begun(
    engine: Engine, at: datetime = NOON, move: Try = MAIL, parcel: Parcel = PARCEL
) -> Attempt | None:
    return Attempts(engine).begin(parcel, move, now=at, lease=at + LEASE)


def ended(
    engine: Engine, answer: Answer, at: datetime = NOON, reason: str = "", letter: str = "k"
) -> None:
    attempt = begun(engine, at, parcel=Parcel(letter))
    assert attempt
    Attempts(engine).end(attempt, answer, reason, at)


def test_the_time_is_the_databases_whatever_a_worker_takes_it_for(engine: Engine) -> None:
    before = datetime.now(UTC)
    with freeze_time(before - timedelta(days=2)):
        told = Attempts(engine).now()

    assert abs(told - before) < timedelta(seconds=30)


def test_an_attempt_is_known_before_it_ends(engine: Engine) -> None:
    attempt = begun(engine, parcel=Parcel("k", rounds=2))

    assert attempt == Attempt("k", "mailto", 1, 2, "mail", NOON, NOON + LEASE)
    assert Attempts(engine).attempts_of("k") == [attempt]


def test_what_it_came_to_is_kept(engine: Engine) -> None:
    ended(engine, Answer.REFUSED, reason="the mailbox is full")

    (attempt,) = Attempts(engine).attempts_of("k")
    assert (attempt.answer, attempt.reason) == (Answer.REFUSED, "the mailbox is full")
    assert attempt.ended == NOON


def test_letters_and_channels_are_told_apart(engine: Engine) -> None:
    begun(engine)

    assert begun(engine, move=CHAT)
    assert begun(engine, parcel=Parcel("other"))
    assert len(Attempts(engine).attempts_of("k")) == 2


def test_nobody_begins_while_somebody_is_at_it(engine: Engine) -> None:
    begun(engine)

    assert begun(engine, NOON + LEASE - timedelta(seconds=1)) is None


def test_whoever_comes_after_the_lease_leaves_a_doubt_behind(engine: Engine) -> None:
    begun(engine)
    second = begun(engine, NOON + LEASE)

    first, now = Attempts(engine).attempts_of("k")
    assert (first.answer, first.reason, first.ended) == (Answer.DOUBTFUL, LOST, NOON + LEASE)
    assert now == second
    assert now.number == 2


def test_an_answer_that_comes_late_counts(engine: Engine) -> None:
    first = begun(engine)
    assert first
    begun(engine, NOON + LEASE)
    Attempts(engine).end(first, Answer.TAKEN, "", NOON + 2 * LEASE)

    assert Attempts(engine).attempts_of("k")[0].answer is Answer.TAKEN


@pytest.mark.parametrize("answer", [one for one in Answer if one is not Answer.UNDER_WAY])
def test_only_a_channel_that_took_it_is_never_asked_again(engine: Engine, answer: Answer) -> None:
    ended(engine, answer)

    assert (begun(engine) is None) is (answer is Answer.TAKEN)


def test_a_channel_that_took_it_is_not_asked_by_whoever_did_not_hear_of_it(engine: Engine) -> None:
    first = begun(engine)
    assert first
    begun(engine, NOON + LEASE)
    Attempts(engine).end(first, Answer.TAKEN, "", NOON + LEASE)

    assert begun(engine, NOON + 3 * LEASE) is None


def test_of_many_who_begin_at_once_one_does(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as threads:
        came = list(threads.map(lambda _: begun(engine), range(8)))

    assert sum(one is not None for one in came) == 1


def test_a_channel_is_dead_when_it_failed_often_since_it_last_took_anything(
    engine: Engine,
) -> None:
    hours: Callable[[int], datetime] = lambda count: NOON + timedelta(hours=count)  # noqa: E731  # a word
    ended(engine, Answer.REFUSED, hours(0), letter="a")
    ended(engine, Answer.TAKEN, hours(1), letter="b")
    ended(engine, Answer.REFUSED, hours(2), letter="c")
    ended(engine, Answer.SPARED, hours(3), letter="d")
    ended(engine, Answer.DOUBTFUL, hours(4), letter="e")
    assert dead_channels(engine) == ()

    ended(engine, Answer.REFUSED, hours(5), "the port is shut", letter="f")

    assert dead_channels(engine) == (("mailto", 3, hours(2), "the port is shut"),)


def test_a_channel_that_never_took_anything_is_dead_as_well(engine: Engine) -> None:
    for letter in "abc":
        ended(engine, Answer.REFUSED, letter=letter)

    assert [one.channel for one in dead_channels(engine)] == ["mailto"]


def test_a_clock_that_was_ahead_bars_nobody(engine: Engine) -> None:
    begun(engine, NOON + timedelta(days=365))

    assert begun(engine)
    assert Attempts(engine).attempts_of("k")[0].ended == NOON
