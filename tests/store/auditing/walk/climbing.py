"""What people do about what climbs, on a walk."""

from datetime import datetime

from states.commands import (
    AcknowledgeEscalation,
    ExtendEscalation,
    Propose,
    ReassignEscalation,
)
from states.record.proposals import Respite
from tests.store.auditing.walk.house import House
from tests.store.auditing.walk.words import text
from tests.store.auditing.walk.writing import DAY


def _climbing(house: House, key: str) -> list[str]:
    deadlines = house.record(key).deadlines
    climbing = sorted(name for name, one in deadlines.items() if any(one.fired))
    return house.dice.sample(climbing, k=min(3, len(climbing)))


def soon(house: House) -> datetime:
    return house.now + house.dice.choice([1, 2, 3, 13]) * DAY


def acknowledge(house: House, key: str) -> None:
    for name in _climbing(house, key):
        house.anybody(key, AcknowledgeEscalation(name, soon(house), text(house.dice)))


def extend(house: House, key: str) -> None:
    for name in _climbing(house, key):
        house.anybody(key, ExtendEscalation(name, soon(house), text(house.dice)))


def hand_on(house: House, key: str) -> None:
    for name in _climbing(house, key):
        to = house.dice.choice(["ana", "kim", "fay", house.somebody()])
        house.anybody(key, ReassignEscalation(name, to, text(house.dice)))


def ask_for_respite(house: House, key: str) -> None:
    until = soon(house)
    for name in sorted(house.record(key).deadlines):
        if house.dice.random() < 0.5:
            house.anybody(key, Propose(Respite(name, until), text(house.dice)))
