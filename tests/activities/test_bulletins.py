"""A bulletin goes to each once, and what became of it is written down."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from freezegun import freeze_time
from temporalio.exceptions import ApplicationError

from activities.bulletins import Bulletins, Mailing
from documents.bulletins.addressing import reasons_for_nobody, recipients
from documents.bulletins.events import BulletinSent, BulletinUnsent
from documents.bulletins.facts import Dispatch, Kind, Told
from documents.bulletins.writing import key_of
from states.people import PartyKind, Person
from tests.activities.mailing import NINE, PEOPLE, Everything, Post, Shelf, Staff

WEEK = timedelta(days=7)
DIGEST = Dispatch(Kind.DIGEST, NINE, NINE - WEEK, "ana")
REVIEW = replace(DIGEST, kind=Kind.REVIEW)
KEY = "bulletin/digest/2026-03-02T09:00Z/ana"


def office(post: Post, shelf: Shelf, *to: str, zone: str = "UTC") -> Bulletins:
    return Bulletins(Everything(), shelf, Staff(), post, Mailing(to, zone))


def test_it_is_sent_and_written_down() -> None:
    post, shelf = Post(), Shelf()

    assert office(post, shelf).send(DIGEST) == Told("ana", "mailto+slack")
    (letter,) = post.letters
    assert (letter.key, letter.subject, letter.markdown) == (KEY, "1 open action, 1 late", True)
    assert "INC-42 A2 “Rehearse”" in letter.text
    (event,) = shelf.events
    assert isinstance(event, BulletinSent)
    assert event == BulletinSent(
        KEY, Kind.DIGEST, NINE, "ana", letter.subject, "mailto+slack", event.delivered,
        "default", (), ("json",),
    )  # fmt: skip


def test_the_second_time_it_is_only_said_again() -> None:
    post, shelf = Post(), Shelf()
    told = [office(post, shelf).send(DIGEST) for _ in range(2)]

    assert told == [Told("ana", "mailto+slack")] * 2
    assert len(post.letters) == len(shelf.events) == 1


def test_a_review_looks_at_its_week() -> None:
    post, everything = Post(), Everything()
    Bulletins(everything, Shelf(), Staff(), post, Mailing()).send(REVIEW)

    assert everything.weeks == [(NINE - WEEK, NINE)]
    assert post.letters[0].key == "bulletin/review/2026-03-02T09:00Z/ana"
    assert "INC-42 L1: Brokers retry." in post.letters[0].text


def test_whom_nobody_reaches_yet_is_tried_again_after_a_while() -> None:
    shelf = Shelf()
    with pytest.raises(ApplicationError) as again:
        office(Post(later=1), shelf).send(DIGEST)

    assert again.value.next_retry_delay == timedelta(seconds=0.1)
    assert shelf.events == []


def test_whom_nobody_reaches_at_all_is_written_down() -> None:
    shelf = Shelf()

    assert office(Post(vain=frozenset({"ana"})), shelf).send(DIGEST) == Told(
        "ana", why="mailto: no such host"
    )
    assert shelf.events == [BulletinUnsent(KEY, Kind.DIGEST, NINE, "ana", "mailto: no such host")]


def test_the_time_is_that_of_all_workers_whatever_ours_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post, shelf = Post(), Shelf()
    monkeypatch.setattr(post, "now", lambda: NINE + timedelta(minutes=2))
    noted: list[datetime] = []
    monkeypatch.setattr(shelf, "note", lambda event, now: noted.extend((event.delivered, now)))

    with freeze_time(NINE + timedelta(days=3)):
        office(post, shelf).send(DIGEST)

    assert [moment.replace(second=0, microsecond=0) for moment in noted] == [post.now()] * 2
    assert "late: it was" not in post.letters[0].text


def test_who_gets_it_is_asked_by_the_clock_of_all_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    post, leaving = Post(), Person("ana", left=NINE.date() + timedelta(days=1))
    monkeypatch.setattr(post, "now", lambda: NINE)
    bulletins = Bulletins(Everything(), Shelf(), Staff((leaving,)), post, Mailing(("ana",)))

    with freeze_time(NINE + timedelta(days=3)):
        assert bulletins.address() == ("ana",)


def test_what_may_have_arrived_before_says_so() -> None:
    post, shelf = Post(doubtful=("mailto",)), Shelf()
    office(post, shelf).send(DIGEST)

    assert post.letters[0].text.endswith("\n\nYou may have this already, by mailto.")
    (event,) = shelf.events
    assert isinstance(event, BulletinSent)
    assert event.doubtful == ("mailto",)


def test_what_comes_late_says_so_by_the_clock_of_the_installation() -> None:
    post = Post()
    office(post, Shelf(), zone="America/New_York").send(DIGEST)

    assert "This comes late: it was to be sent 2026-03-02 04:00 EST." in post.letters[0].text


def test_it_is_written_by_the_clock_of_whom_it_goes_to() -> None:
    post, staff = Post(), Staff((Person("ana", zone="Asia/Tokyo"),))
    mailing = Mailing(zone="America/New_York")
    Bulletins(Everything(), Shelf(), staff, post, mailing).send(DIGEST)

    assert "This comes late: it was to be sent 2026-03-02 18:00 JST." in post.letters[0].text


def test_what_comes_in_time_does_not() -> None:
    post = Post()
    office(post, Shelf()).send(replace(DIGEST, moment=NINE.replace(year=2090)))

    assert "late: it was" not in post.letters[0].text


def test_a_moment_with_seconds_is_another_one() -> None:
    assert key_of(replace(DIGEST, moment=NINE + timedelta(seconds=7))) == (
        "bulletin/digest/2026-03-02T09:00:07Z/ana"
    )


def test_people_and_holders_of_roles_get_it_each_once() -> None:
    assert office(Post(), Shelf(), "ben", "role:manager", "ana", "zoe").address() == ("ben", "ana")


def test_who_left_gets_nothing() -> None:
    gone = Person("ana", roles=("manager",), left=NINE.date())
    people = replace(PEOPLE, people={**PEOPLE.people, "ana": gone})

    assert recipients(("ana", "role:manager", "ben"), people, NINE.date()) == ("ben",)


def test_why_nobody_is_behind_a_name_is_said() -> None:
    gone = Person("ana", roles=("manager",), left=NINE.date())
    team = Person("shop", kind=PartyKind.TEAM, roles=("pilot",))
    people = replace(PEOPLE, people={**PEOPLE.people, "ana": gone, "shop": team})
    named = ("ana", "role:manager", "ben", "role:pilot", "zara", "shop")

    assert reasons_for_nobody(named, people, NINE.date()) == (
        f"ana: left on {NINE.date()}",
        "role:manager: nobody has that role any more, since ana left",
        "role:pilot: nobody has that role",
        "zara: there is no “zara” in the people directory",
        "shop: a team, and no person",
    )
