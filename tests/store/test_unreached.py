"""What should have reached somebody and did not is known, with whom, since when and why."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from activities.delivery.attempts import LEASE, Answer
from activities.delivery.parcels import Parcel
from activities.delivery.routing import Try
from states.record.deadlines import Notice
from store.attempts import Attempts
from store.engine import writing
from store.folded import Told
from store.projection import notice_row
from store.tables import notices
from store.unreached import OVERDUE, Unreached, Waiting, waiting
from tests.store.builders import NOON

MINUTE = timedelta(minutes=1)
MAIL = Try("mailto", "mail")


def notice(incident: str = "INC-1", to: str = "ana", *, tries: int = 0) -> Notice:
    key = f"{incident}/gate:facts/3/0.1/{to}"
    return Notice(key, to, "gate:facts", 0, NOON, NOON, "late", after=NOON, tries=tries)


def kept(engine: Engine, *some: Notice, pending: bool = True) -> None:
    rows = [notice_row(one.key.split("/")[0], Told(one, pending=pending)) for one in some]
    with writing(engine) as connection:
        connection.execute(notices.insert(), rows)


def answered(engine: Engine, letter: str, answer: Answer, reason: str = "") -> None:
    attempt = Attempts(engine).begin(Parcel(letter), MAIL, now=NOON, lease=NOON + LEASE)
    assert attempt
    Attempts(engine).end(attempt, answer, reason, NOON)


def test_what_is_being_sent_for_the_first_time_does_not_wait(engine: Engine) -> None:
    kept(engine, notice())
    Attempts(engine).begin(Parcel(notice().key), MAIL, now=NOON, lease=NOON + LEASE)

    assert waiting(engine, NOON + MINUTE) == Waiting(0)


@pytest.mark.parametrize(
    "answer", [Answer.REFUSED, Answer.DOUBTFUL, Answer.SPARED, Answer.IMPOSSIBLE]
)
def test_what_a_channel_did_not_take_waits_and_says_why(engine: Engine, answer: Answer) -> None:
    kept(engine, notice())
    answered(engine, notice().key, answer, "the mailbox is full")

    oldest = Unreached("INC-1", "gate:facts", "ana", "the mailbox is full")
    assert waiting(engine, NOON + MINUTE) == Waiting(1, ("ana",), NOON, oldest)


def test_what_waits_in_a_letter_of_several_is_known_by_the_letter(engine: Engine) -> None:
    bundled = [
        Notice(f"INC-{one}/gate:facts/3/0.1/ana", "ana", "", 0, NOON, NOON, "x", after=NOON,
               bundled=True) for one in (1, 2)
    ]  # fmt: skip
    kept(engine, *bundled)
    parcel = Attempts(engine).gather(bundled[0], NOON)
    assert isinstance(parcel, Parcel)
    answered(engine, parcel.key, Answer.REFUSED, "the mailbox is full")

    found = waiting(engine, NOON + MINUTE)
    assert (found.notices, found.people) == (2, ("ana",))
    assert found.oldest
    assert found.oldest.why == "the mailbox is full"


def test_what_another_channel_took_does_not_wait(engine: Engine) -> None:
    kept(engine, notice())
    answered(engine, notice().key, Answer.REFUSED)
    answered(engine, notice().key, Answer.TAKEN)

    assert waiting(engine, NOON + MINUTE) == Waiting(0)


def test_what_every_route_was_tried_for_in_vain_waits(engine: Engine) -> None:
    kept(engine, notice(tries=1))

    assert waiting(engine, NOON + MINUTE).notices == 1


def test_what_nobody_began_to_send_waits_after_an_hour(engine: Engine) -> None:
    kept(engine, notice())

    assert waiting(engine, NOON + OVERDUE) == Waiting(0)
    found = waiting(engine, NOON + OVERDUE + MINUTE)
    assert found.oldest == Unreached("INC-1", "gate:facts", "ana", "")


def test_each_person_is_named_once(engine: Engine) -> None:
    kept(engine, *(notice(key, to, tries=1) for key in ("INC-1", "INC-2") for to in ("zoe", "ana")))

    assert waiting(engine, NOON).people == ("ana", "zoe")


def test_what_was_delivered_does_not_wait(engine: Engine) -> None:
    kept(engine, notice(tries=1), pending=False)

    assert waiting(engine, NOON + OVERDUE + MINUTE) == Waiting(0)
