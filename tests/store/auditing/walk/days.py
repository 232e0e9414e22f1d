"""What days bring on a walk: the clock, notices, and errands between incidents."""

from datetime import timedelta

from states.commands import ConfirmErrand, ConfirmNotice, NoteRecurrence
from states.envelope import ENGINE
from states.record.deadlines import Notice, Untold
from tests.store.auditing.walk.house import House

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def pass_by(house: House, _key: str) -> None:
    """Let time pass while the engine runs, and delivers or does not."""
    until = house.now + house.dice.choice([HOUR, 9 * HOUR, 2 * DAY, 5 * DAY, 12 * DAY])
    for key, due in house.due(until):
        house.now = max(house.now, due)
        house.tick(key)
        if house.dice.random() < 0.8:
            deliver(house, key)
    house.now = until


def be_down(house: House, _key: str) -> None:
    """Let time pass while nothing runs, and look at the clock afterwards, or not."""
    house.now += house.dice.choice([20 * HOUR, 3 * DAY, 15 * DAY, 33 * DAY])
    if house.dice.random() < 0.7:
        for key, _due in house.due(house.now):
            house.tick(key)


def look_at_the_clock(house: House, key: str) -> None:
    house.tick(key)


def deliver(house: House, key: str) -> None:
    for one in house.stands[key].notices:
        if house.dice.random() < 0.9:
            house.ask(key, _told(one, house), ENGINE)


def _told(notice: Notice, house: House) -> ConfirmNotice:
    said = "the mail server says 550, no such user"
    landed = ConfirmNotice(notice.key, "chat", house.now, "day", "a letter", ("sms",), ("mail",))
    in_vain = ConfirmNotice(notice.key, delivered=house.now, undelivered=said, failed=("mail",))
    fates = (
        landed,
        in_vain,
        ConfirmNotice(notice.key, untold=Untold.MISSED),
        ConfirmNotice(notice.key, untold=Untold.SETTLED),
    )
    return house.dice.choices(fates, weights=(5, 2, 1, 1))[0]


def carry_errands(house: House, key: str) -> None:
    for one in house.stands[key].errands:
        told = house.ask(one.incident, NoteRecurrence(one.factor, key, one.seen_as), ENGINE)
        answer = told.refusal.message if told.refusal else "it was told"
        house.ask(key, ConfirmErrand(one.key, answer), ENGINE)
