"""A channel that does not answer holds up nobody who goes elsewhere."""

from threading import Event, Thread

import pytest

from activities.delivery import breaker
from activities.delivery.attempts import Answer
from activities.delivery.breaker import HOLDING, IN_A_ROW, PLACES, Admission, Breaker


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(breaker, "monotonic", made)
    monkeypatch.setattr(breaker, "QUEUEING", 0.01)
    return made


def came_to(channel: Breaker, answer: Answer) -> Admission:
    with channel.turn() as turn:
        turn.answer = answer
        return turn.admission


def broken(clock: Clock) -> Breaker:
    channel = Breaker()
    for _ in range(IN_A_ROW):
        assert came_to(channel, Answer.DOUBTFUL) is Admission.ADMITTED
    clock.seconds += 1
    return channel


def test_a_channel_that_answers_admits_everybody(clock: Clock) -> None:
    channel = Breaker()

    assert {came_to(channel, Answer.TAKEN) for _ in range(20)} == {Admission.ADMITTED}


def test_one_that_is_silent_three_times_is_broken(clock: Clock) -> None:
    assert came_to(broken(clock), Answer.TAKEN) is Admission.BROKEN


def test_one_that_nobody_finds_three_times_is_broken(clock: Clock) -> None:
    channel = Breaker()
    for _ in range(IN_A_ROW):
        came_to(channel, Answer.AWAY)

    assert came_to(channel, Answer.TAKEN) is Admission.BROKEN


def test_mailboxes_that_are_full_break_nothing(clock: Clock) -> None:
    channel = Breaker()
    for _ in range(10):
        came_to(channel, Answer.REFUSED)

    assert came_to(channel, Answer.TAKEN) is Admission.ADMITTED


def test_a_refusal_does_not_put_off_who_asks_a_broken_one_next(clock: Clock) -> None:
    channel = broken(clock)
    clock.seconds += 10
    came_to(channel, Answer.REFUSED)

    assert came_to(channel, Answer.TAKEN) is Admission.ADMITTED


def test_a_refusal_that_held_a_thread_for_long_counts_as_silence(clock: Clock) -> None:
    channel = Breaker()
    for _ in range(IN_A_ROW):
        with channel.turn() as turn:
            clock.seconds += HOLDING + 1
            turn.answer = Answer.REFUSED

    assert came_to(channel, Answer.TAKEN) is Admission.BROKEN


@pytest.mark.parametrize("answer", [Answer.SPARED, Answer.IMPOSSIBLE])
def test_who_was_not_asked_proves_nothing(clock: Clock, answer: Answer) -> None:
    channel = Breaker()
    for _ in range(IN_A_ROW + 1):
        came_to(channel, answer)

    assert came_to(channel, Answer.TAKEN) is Admission.ADMITTED


def test_a_letter_that_was_taken_starts_the_count_anew(clock: Clock) -> None:
    channel = Breaker()
    for answer in (Answer.DOUBTFUL, Answer.DOUBTFUL, Answer.TAKEN, Answer.DOUBTFUL):
        came_to(channel, answer)

    assert came_to(channel, Answer.TAKEN) is Admission.ADMITTED


def test_a_broken_one_is_asked_again_more_and_more_seldom(clock: Clock) -> None:
    channel = broken(clock)
    pauses = []
    for _ in range(9):
        began = clock.seconds
        while came_to(channel, Answer.DOUBTFUL) is Admission.BROKEN:
            clock.seconds += 1
        pauses.append(round(clock.seconds - began))

    assert pauses == [4, 10, 20, 40, 80, 160, 300, 300, 300]


def test_a_broken_one_is_asked_by_one_at_a_time(clock: Clock) -> None:
    channel = broken(clock)
    clock.seconds += 10

    with channel.turn() as first, channel.turn() as second:
        assert (first.admission, second.admission) == (Admission.ADMITTED, Admission.BROKEN)


def test_one_that_answers_again_is_whole(clock: Clock) -> None:
    channel = broken(clock)
    clock.seconds += 10
    came_to(channel, Answer.TAKEN)

    assert came_to(channel, Answer.TAKEN) is Admission.ADMITTED


def test_it_has_so_many_places(clock: Clock) -> None:
    channel = Breaker()
    turns = [channel.turn() for _ in range(PLACES + 1)]

    assert [one.__enter__().admission for one in turns] == [
        *[Admission.ADMITTED] * PLACES,
        Admission.BUSY,
    ]


def test_who_waits_for_a_place_gets_the_one_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaker, "QUEUEING", 5.0)
    channel, leave = Breaker(), Event()

    def stay() -> None:
        with channel.turn() as turn:
            leave.wait(5)
            turn.answer = Answer.TAKEN

    threads = [Thread(target=stay) for _ in range(PLACES)]
    for one in threads:
        one.start()
    leave.set()

    assert came_to(channel, Answer.TAKEN) is Admission.ADMITTED
    for one in threads:
        one.join()


def test_an_exception_gives_the_place_back(clock: Clock) -> None:
    channel = Breaker()
    for _ in range(PLACES + 1):
        with pytest.raises(RuntimeError), channel.turn():
            raise RuntimeError

    assert came_to(channel, Answer.TAKEN) is Admission.ADMITTED
