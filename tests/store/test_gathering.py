"""What a person is told in a day goes in one letter, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from activities.delivery.attempts import LEASE, Answer
from activities.delivery.parcels import Parcel
from activities.delivery.routing import Try
from states.record.deadlines import Notice, Untold
from store.attempts import Attempts
from store.engine import writing
from store.folded import Told
from store.projection import deadline_row, notice_row
from store.tables import deadlines, notices
from tests.store.builders import NOON, OWED

NINE = NOON.replace(hour=9)
DAY = timedelta(days=1)


def bundled(incident: str, to: str = "ana", after: datetime = NINE) -> Notice:
    return Notice(
        key=f"{incident}/action:A1/3/0.1/{to}",
        to=to,
        deadline="action:A1",
        rung=0,
        due=NOON - DAY,
        at=after - timedelta(hours=6),
        subject=f"A1 of {incident} is late",
        title="Page on depth",
        after=after,
        bundled=True,
    )


def told(
    engine: Engine, *some: Notice, pending: bool = True, owed: bool = True
) -> tuple[Notice, ...]:
    """Write notices as the read model has them, and that what they are about is owed."""
    rows = [notice_row(one.key.split("/")[0], Told(one, pending=pending)) for one in some]
    owing = {row["incident"]: deadline_row(row["incident"], OWED) for row in rows} if owed else {}
    with writing(engine) as connection:
        connection.execute(notices.insert(), rows)
        known = {*connection.scalars(select(deadlines.c.incident))}
        for incident in owing.keys() - known:
            connection.execute(deadlines.insert(), owing[incident])
    return some


def settled(engine: Engine, incident: str) -> None:
    """Owe nothing any more in an incident."""
    with writing(engine) as connection:
        connection.execute(deadlines.delete().where(deadlines.c.incident == incident))


def asked(engine: Engine, notice: Notice, now: datetime = NINE) -> Parcel | Untold:
    return Attempts(engine).gather(notice, now)


def gathered(engine: Engine, notice: Notice, now: datetime = NINE) -> Parcel:
    parcel = asked(engine, notice, now)
    assert isinstance(parcel, Parcel)
    return parcel


def test_ten_incidents_are_one_letter(engine: Engine) -> None:
    every = told(engine, *(bundled(f"INC-{number}") for number in range(10)))

    parcels = {gathered(engine, one) for one in every}

    assert parcels == {Parcel("digest/ana/2026-03-02T09:00Z", every)}


def test_ten_who_come_at_once_find_one_letter(engine: Engine) -> None:
    every = told(engine, *(bundled(f"INC-{number}") for number in range(10)))
    with ThreadPoolExecutor(10) as threads:
        parcels = set(threads.map(lambda one: gathered(engine, one), every))

    assert parcels == {Parcel("digest/ana/2026-03-02T09:00Z", every)}


def test_a_notice_says_in_the_letter_what_it_said(engine: Engine) -> None:
    (notice,) = told(engine, replace(bundled("INC-1"), text="t", since="s", settle="c", why="w"))
    (other,) = told(engine, bundled("INC-2"))

    assert gathered(engine, other).notices == (notice, other)


def test_everybody_has_a_letter_of_their_own(engine: Engine) -> None:
    ana, ben = told(engine, bundled("INC-1"), bundled("INC-1", "ben"))

    assert gathered(engine, ana).notices == (ana,)
    assert gathered(engine, ben) == Parcel("digest/ben/2026-03-02T09:00Z", (ben,))


def test_what_comes_later_or_alone_or_was_settled_is_not_in_it(engine: Engine) -> None:
    (first,) = told(engine, bundled("INC-1"))
    told(engine, bundled("INC-2", after=NINE + timedelta(seconds=1)))
    told(engine, replace(bundled("INC-3"), bundled=False))
    told(engine, bundled("INC-4"), pending=False)

    assert gathered(engine, first).notices == (first,)


def test_what_was_missed_while_nothing_ran_is_one_letter_of_its_newest_day(engine: Engine) -> None:
    friday, monday = told(
        engine, bundled("INC-1", after=NINE - 3 * DAY), bundled("INC-2", after=NINE)
    )

    parcel = gathered(engine, friday, NINE + timedelta(hours=2))

    assert parcel == Parcel("digest/ana/2026-03-02T09:00Z", (friday, monday))


def test_one_that_is_late_is_in_no_letter_of_that_day(engine: Engine) -> None:
    first, late = bundled("INC-1"), bundled("INC-2")
    told(engine, first)
    gathered(engine, first)
    told(engine, late)

    assert asked(engine, late, NINE + timedelta(seconds=5)) is Untold.MISSED
    put_off = replace(late, after=NINE + DAY)
    assert gathered(engine, put_off, NINE + DAY) == Parcel("digest/ana/2026-03-03T09:00Z", (late,))


def test_the_letter_of_the_next_day_takes_a_late_one_along(engine: Engine) -> None:
    first, late = bundled("INC-1"), bundled("INC-2")
    told(engine, first)
    gathered(engine, first)
    (_, tomorrow) = told(engine, late, bundled("INC-3", after=NINE + DAY))

    parcel = gathered(engine, tomorrow, NINE + DAY)

    assert parcel == Parcel("digest/ana/2026-03-03T09:00Z", (late, tomorrow))


def test_what_was_settled_before_the_letter_is_not_in_it(engine: Engine) -> None:
    first, second = told(engine, bundled("INC-1"), bundled("INC-2"))
    settled(engine, "INC-2")

    assert asked(engine, second) is Untold.SETTLED
    assert gathered(engine, first).notices == (first,)
    assert asked(engine, second) is Untold.SETTLED


def test_what_is_settled_is_in_no_letter_that_is_written_again(engine: Engine) -> None:
    first, second = told(engine, bundled("INC-1"), bundled("INC-2"))
    gathered(engine, first)
    settled(engine, "INC-2")

    assert asked(engine, second) is Untold.SETTLED
    assert gathered(engine, first).notices == (first,)


def test_what_was_settled_after_its_letter_arrived_was_told(engine: Engine) -> None:
    first, second = told(engine, bundled("INC-1"), bundled("INC-2"))
    parcel = gathered(engine, first)
    attempt = Attempts(engine).begin(parcel, Try("mailto", "mail"), now=NINE, lease=NINE + LEASE)
    assert attempt
    settled(engine, "INC-2")

    assert gathered(engine, second).notices == (first, second)
    Attempts(engine).end(attempt, Answer.REFUSED, "no", NINE)
    assert asked(engine, second) is Untold.SETTLED


def test_what_operators_are_told_is_about_nothing_that_could_be_settled(engine: Engine) -> None:
    (amiss,) = told(engine, replace(bundled("INC-1"), deadline=""), owed=False)

    assert gathered(engine, amiss).notices == (amiss,)


def test_a_letter_that_is_written_again_holds_the_same(engine: Engine) -> None:
    first, second = told(engine, bundled("INC-1"), bundled("INC-2"))
    written = gathered(engine, first)
    told(engine, bundled("INC-3"))

    assert gathered(engine, first) == written
    assert gathered(engine, second, NINE + 9 * DAY) == written


def test_a_read_model_that_has_not_the_notice_keeps_nobody_uninformed(engine: Engine) -> None:
    alone = bundled("INC-1")

    assert gathered(engine, alone) == Parcel("digest/ana/2026-03-02T09:00Z", (alone,))


def test_the_letter_is_in_the_round_of_the_notice(engine: Engine) -> None:
    notice = replace(bundled("INC-1"), tries=2)

    assert gathered(engine, notice).rounds == 2
