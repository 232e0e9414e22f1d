"""What came of a notice is said in one confirmation; until then it is asked for again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.delivery.parcels import InVain, Landed, LaterError, Parcel, Writer
from activities.notify import Notify
from documents.letter import Letter
from states.commands import ConfirmNotice
from states.people import Directory, Person
from states.record.deadlines import Notice, Untold
from tests.activities.builders import NOON, Everybody

NOTICE = Notice(
    "INC-1/gate:facts/3/0.1/ana", "ana", "gate:facts", 0, NOON, NOON, "late", "It is late"
)


LANDED = Landed(("log",))


class Courier:
    """A courier to whom it is said what comes of a letter."""

    def __init__(
        self,
        came: Landed | InVain | LaterError = LANDED,
        letter: str = NOTICE.key,
        untold: Untold | None = None,
    ) -> None:
        self.came = came
        self.parcel = untold or Parcel(letter, (NOTICE,))
        self.letters: list[tuple[Letter, Person]] = []

    def now(self) -> datetime:
        return datetime.now(UTC)

    def parcel_for(self, notice: Notice, now: object) -> Parcel | Untold:
        return self.parcel

    def deliver(self, parcel: Parcel, person: Person, write: Writer) -> Landed | InVain:
        if isinstance(self.came, LaterError):
            raise self.came
        self.letters.append((write({"mailto": NOON}), person))
        return self.came


def told(courier: Courier, notice: Notice = NOTICE) -> ConfirmNotice:
    with freeze_time(NOON):
        return Notify(courier, Everybody()).notify(notice)


def test_a_landing_names_channels_route_and_what_is_in_doubt() -> None:
    landed = Landed(("mailto", "slack"), "both", failed=("json",), doubtful=("mailto",))

    assert told(Courier(landed)) == ConfirmNotice(
        NOTICE.key,
        "mailto+slack",
        NOON,
        route="both",
        doubtful=("mailto",),
        failed=("json",),
    )


def test_the_time_is_that_of_all_workers_whatever_ours_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    courier, asked = Courier(), list[object]()

    def parcel_for(_: Notice, now: object) -> Parcel | Untold:
        asked.append(now)
        return courier.parcel

    monkeypatch.setattr(courier, "now", lambda: NOON)
    monkeypatch.setattr(courier, "parcel_for", parcel_for)

    with freeze_time(NOON + timedelta(days=1)):
        confirmed = Notify(courier, Everybody()).notify(NOTICE)

    assert (asked, confirmed.delivered) == ([NOON], NOON)


def test_one_that_nobody_took_says_why() -> None:
    in_vain = InVain("mail is dead", ("mailto",), ("mailto",))

    assert told(Courier(in_vain)) == ConfirmNotice(
        NOTICE.key,
        "",
        NOON,
        doubtful=("mailto",),
        failed=("mailto",),
        undelivered="mail is dead",
    )


def test_the_letter_of_a_day_is_named() -> None:
    confirmed = told(Courier(Landed(("log",)), letter="digest/ana/2026-03-02T09:00Z"))

    assert confirmed.letter == "digest/ana/2026-03-02T09:00Z"


@pytest.mark.parametrize("untold", Untold)
def test_what_is_in_no_letter_is_not_sent_and_says_why(untold: Untold) -> None:
    courier = Courier(untold=untold)

    assert told(courier) == ConfirmNotice(NOTICE.key, delivered=NOON, untold=untold)
    assert courier.letters == []


def test_the_letter_says_what_the_notice_says_and_what_is_in_doubt() -> None:
    courier = Courier(Landed(("log",)))
    told(courier)

    ((letter, person),) = courier.letters
    assert (letter.key, letter.subject, person.id) == (NOTICE.key, "late", "ana")
    assert "You may have this already: mailto" in letter.text


def test_somebody_who_is_not_in_the_directory_is_a_person_all_the_same() -> None:
    courier = Courier(Landed(("log",)))
    told(courier, replace(NOTICE, to="zoe"))

    assert courier.letters[0][1] == Person("zoe")


def test_what_is_not_done_yet_is_asked_for_again_after_the_pause() -> None:
    with pytest.raises(ApplicationError) as later:
        told(Courier(LaterError("k", timedelta(seconds=9))))

    assert later.value.next_retry_delay == timedelta(seconds=9)
    assert not later.value.non_retryable
    assert later.value.category is ApplicationErrorCategory.BENIGN
    assert str(later.value) == "LaterError: k is not delivered yet"


class InTokyo:
    """A directory of one."""

    def directory(self) -> Directory:
        return Directory({"ana": Person("ana", zone="Asia/Tokyo")})


def test_a_letter_is_written_by_the_clock_of_whom_it_goes_to() -> None:
    courier = Courier()
    with freeze_time(NOON):
        Notify(courier, InTokyo()).notify(NOTICE)

    ((letter, _),) = courier.letters
    assert "mailto was given it 2026-03-02 21:00 JST" in letter.text
