"""A letter is written down before it goes, lands once, and no failure has it sent again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from freezegun import freeze_time

from activities.delivery.attempts import BEGINNING, LEASE, SENDING, Answer, Attempt
from activities.delivery.delivering import BROKEN, LATE, STINT, Delivery
from activities.delivery.parcels import (
    InVain,
    Landed,
    LaterError,
    Parcel,
    UnaddressedError,
    UnansweredError,
    UnheardError,
)
from activities.delivery.routing import DEFAULT, Route, Routes, Try
from activities.options import LETTER_OPTIONS
from documents.letter import Letter
from states.errors import UnreachableError
from states.people import Person
from states.record.deadlines import Notice
from tests.activities.builders import ANA, MINUTE, NOON, Everybody, Notebook, Shelf, attempt

PARCEL = Parcel("k")
NOTICE = Notice("k", "ana", "gate:facts", 0, NOON, NOON, "late")
NAMES = ("mailto", "slack", "json")
ROUTES = Routes((Route("mail", ("mailto",)), Route("chat", ("slack", "json"))), Route(DEFAULT, ()))


def write(doubtful: Mapping[str, datetime]) -> Letter:
    return Letter("k", "late", f"may be there: {[*doubtful]}")


class Office:
    """A delivery with two routes, whose clock is moved by hand."""

    def __init__(self, *channels: Shelf, patience: timedelta = 30 * MINUTE) -> None:
        self.notebook = Notebook()
        self.channels = {one.name: one for one in (*map(Shelf, NAMES), *channels)}
        self.delivery = Delivery(
            self.notebook, Everybody(), self.channels.values(), ROUTES, patience
        )

    def deliver(self, parcel: Parcel = PARCEL) -> Landed | InVain | timedelta:
        try:
            return self.delivery.deliver(parcel, ANA, write)
        except LaterError as later:
            return later.pause

    def sent(self) -> dict[str, int]:
        return {name: len(one.sent) for name, one in self.channels.items() if one.sent}

    def answers(self) -> list[tuple[str, Answer]]:
        return [(one.channel, one.answer) for one in self.notebook.attempts]


@pytest.fixture(autouse=True)
def _no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("activities.delivery.breaker.QUEUEING", 0.01)


def test_it_lands_by_the_first_route() -> None:
    office = Office()

    assert office.deliver() == Landed(("mailto",), "mail")
    assert office.sent() == {"mailto": 1}


def test_what_has_landed_is_never_sent_again() -> None:
    office = Office()
    for _ in range(3):
        assert office.deliver() == Landed(("mailto",), "mail")

    assert office.sent() == {"mailto": 1}


def test_a_channel_that_refuses_is_tried_later() -> None:
    office = Office(Shelf("mailto", UnreachableError("full"), UnreachableError("full")))
    with freeze_time(NOON) as clock:
        assert office.deliver() == timedelta(seconds=1)
        clock.tick(1)
        assert office.deliver() == timedelta(seconds=3)
        clock.tick(3)
        assert office.deliver() == Landed(("mailto",), "mail")


def test_a_dead_route_is_left_for_the_next_when_patience_ends() -> None:
    office = Office(Shelf("mailto", *[UnreachableError("dead")] * 99))
    with freeze_time(NOON) as clock:
        while isinstance(pause := office.deliver(), timedelta):
            clock.tick(pause)
        passed = clock() - NOON.replace(tzinfo=None)

    assert pause == Landed(("slack", "json"), "chat")
    assert passed == 30 * MINUTE


def test_who_has_no_mailbox_is_told_by_the_next_route_at_once() -> None:
    office = Office(Shelf("mailto", UnaddressedError("ana has no e-mail address")))

    assert office.deliver() == Landed(("slack", "json"), "chat")


def test_when_all_is_dead_it_says_why() -> None:
    dead = [Shelf(name, *[UnreachableError(f"{name} is dead")] * 99) for name in NAMES]
    office = Office(*dead, patience=timedelta(0))

    assert office.deliver() == InVain(
        "mailto is dead · slack is dead · json is dead", ("mailto", "slack", "json")
    )


def test_the_next_round_tries_every_route_again() -> None:
    dead = [Shelf(name, UnreachableError("dead")) for name in NAMES]
    office = Office(*dead, patience=timedelta(0))
    assert isinstance(office.deliver(), InVain)

    assert office.deliver(Parcel("k", rounds=1)) == Landed(("mailto",), "mail")


def test_who_may_have_it_already_is_told_so() -> None:
    office = Office(Shelf("mailto", UnheardError("cut off")))
    with freeze_time(NOON) as clock:
        office.deliver()
        clock.tick(1)
        came = office.deliver()

    assert came == Landed(("mailto",), "mail", doubtful=("mailto",))
    assert office.channels["mailto"].sent[0].text == "For ana:\n\nmay be there: ['mailto']"


def test_an_answer_that_could_not_be_written_down_is_not_forgotten() -> None:
    office = Office()
    office.notebook.gone = 3
    for _ in range(3):
        with pytest.raises(UnreachableError, match="the disk is full"):
            office.deliver()

    assert office.deliver() == Landed(("mailto",), "mail")
    assert office.sent() == {"mailto": 1}


def test_a_library_that_breaks_leaves_a_doubt_and_no_word_of_its_own() -> None:
    office = Office(Shelf("mailto", RuntimeError("https://hunter2@example.com")))

    office.deliver()

    (attempt,) = office.notebook.attempts
    assert (attempt.answer, attempt.reason) == (Answer.DOUBTFUL, "mailto broke: RuntimeError")


def test_a_letter_that_cannot_be_written_leaves_no_attempt() -> None:
    office = Office()

    def fail(_: Mapping[str, datetime]) -> Letter:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  # the mistake itself, whatever it says
        office.delivery.deliver(PARCEL, ANA, fail)

    assert office.notebook.attempts == []


def test_somebody_else_who_is_at_it_is_waited_for() -> None:
    office = Office()
    with freeze_time(NOON) as clock:
        office.notebook.begin(PARCEL, Try("mailto", "mail"), now=NOON, lease=NOON + LEASE)
        assert office.deliver() == LEASE
        clock.tick(LEASE + timedelta(seconds=1))

        assert office.deliver() == Landed(("mailto",), "mail", doubtful=("mailto",))


def test_somebody_else_who_was_a_little_faster_is_stood_aside_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office()
    monkeypatch.setattr(office.notebook, "begin", lambda *_, **__: None)

    assert office.deliver() == timedelta(seconds=1)
    assert office.sent() == {}


def test_a_broken_channel_is_spared_and_its_route_left_at_once() -> None:
    office = Office(Shelf("mailto", *[UnheardError("silent")] * 99))
    with freeze_time(NOON) as clock:
        first = [office.deliver(Parcel(f"other-{number}")) for number in range(3)]
        clock.tick(1)
        came = office.deliver()

    assert first == [timedelta(seconds=1)] * 3
    assert came == Landed(("slack", "json"), "chat")
    spared = office.notebook.attempts_of("k")[0]
    assert (spared.channel, spared.answer, spared.reason) == ("mailto", Answer.SPARED, BROKEN)


def test_a_channel_that_answers_again_is_first_again() -> None:
    office = Office(Shelf("mailto", *[UnheardError("silent")] * 3))
    with freeze_time(NOON) as clock:
        for number in range(3):
            office.deliver(Parcel(f"other-{number}"))
        clock.tick(MINUTE)
        probe, later = office.deliver(), office.deliver(Parcel("l"))

    assert (probe, later) == (Landed(("mailto",), "mail"), Landed(("mailto",), "mail"))


def test_a_broken_channel_with_no_other_route_keeps_its_patience() -> None:
    silent = [Shelf(name, *[UnheardError("silent")] * 99) for name in NAMES]
    office = Office(*silent)
    with freeze_time(NOON) as clock:
        for number in range(3):
            office.deliver(Parcel(f"other-{number}"))
        for channel in ("slack", "json"):
            office.delivery._breakers[channel] = office.delivery._breakers["mailto"]  # noqa: SLF001  # broken as well
        clock.tick(1)

        assert isinstance(office.deliver(), timedelta)


def test_an_attempt_that_took_too_long_to_begin_is_not_sent() -> None:
    office = Office()
    with freeze_time(NOON) as clock:
        begin = office.notebook.begin

        def slow(parcel: Parcel, move: Try, *, now: datetime, lease: datetime) -> Attempt | None:
            clock.tick(BEGINNING + timedelta(seconds=1))
            return begin(parcel, move, now=now, lease=lease)

        office.notebook.begin = slow  # type: ignore[method-assign]  # a slow disk
        office.deliver()

    assert office.sent() == {}
    assert office.notebook.attempts[0].reason == LATE


def test_an_attempt_has_half_a_minute_and_ends_before_its_lease_and_its_activity() -> None:
    writing_down, allowed = timedelta(seconds=10), LETTER_OPTIONS["start_to_close_timeout"]

    assert timedelta(seconds=30) <= SENDING
    assert BEGINNING + SENDING + writing_down < LEASE
    assert allowed
    # However often it was tried before: whose worker died is not to wait for its next turn.
    assert LETTER_OPTIONS["retry_policy"]
    assert LETTER_OPTIONS["retry_policy"].maximum_interval == timedelta(seconds=10)
    assert STINT + BEGINNING + SENDING + writing_down < allowed


def test_an_activity_does_not_go_on_for_ever() -> None:
    office = Office(patience=timedelta(0))
    with freeze_time(NOON, auto_tick_seconds=STINT.seconds / 2):
        assert office.deliver() == timedelta(seconds=1)


def test_a_notice_of_its_own_is_a_letter_of_its_own() -> None:
    assert Office().delivery.parcel_for(NOTICE, NOON) == Parcel("k", (NOTICE,))


def test_who_has_left_is_told_nothing_any_more() -> None:
    office = Office()
    gone = replace(ANA, left=NOON.date())
    with freeze_time(NOON):
        came = office.delivery.deliver(PARCEL, gone, write)

    assert came == InVain("ana has left: there is no route to them")
    assert office.sent() == {}


def test_today_is_by_the_clock_of_all_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    monkeypatch.setattr(office.notebook, "now", lambda: NOON)
    going = replace(ANA, left=NOON.date() + timedelta(days=1))
    with freeze_time(NOON + timedelta(days=3)):
        assert office.delivery.deliver(PARCEL, going, write) == Landed(("mailto",), "mail")


def test_whoever_is_in_no_directory_is_told_nothing_by_anybody_elses_route() -> None:
    office = Office()

    assert office.delivery.deliver(PARCEL, Person("ghost"), write) == InVain(
        "ghost is not in the people directory: there is no route to them"
    )
    assert office.sent() == {}


def test_what_had_landed_before_somebody_was_taken_out_has_landed() -> None:
    office = Office()
    office.notebook.attempts.append(attempt("mailto", Answer.TAKEN))

    came = office.delivery.deliver(PARCEL, Person("ghost"), write)
    assert isinstance(came, Landed)
    assert came.channels == ("mailto",)


def test_a_channel_that_nobody_finds_is_away() -> None:
    office = Office(Shelf("mailto", UnansweredError("nobody is there")))

    office.deliver()

    assert office.answers() == [("mailto", Answer.AWAY)]
