"""What people do with actions on a walk: promise, finish, verify, park, move."""

from dataclasses import replace

from states.commands import (
    AcceptRisk,
    Add,
    Edit,
    FinishAction,
    ParkAction,
    RescheduleAction,
    ResumeAction,
    Revise,
    VerifyAction,
)
from states.record.actions import Action, ActionState
from tests.store.auditing.walk.house import House
from tests.store.auditing.walk.words import line, text, word
from tests.store.auditing.walk.writing import DAY

HOLDS = 0.7
PROOF = "https://example.org/ci/88"
OPEN, DONE, VERIFIED, PARKED = ActionState


def promise(house: House, key: str) -> None:
    action = Action(
        title=line(house.dice),
        owner=house.somebody(),
        due=(house.now + house.dice.randint(1, 20) * DAY).date(),
        ticket=word(house.dice),
        factors=("F1",),
        deliverable=text(house.dice),
    )
    house.anybody(key, Revise(add=(Add(action),)))


def _action(house: House, key: str, *states: ActionState) -> str:
    record = house.record(key)
    fit = [one.id for one in record.actions if record.progress_of(one.id).state in states]
    return house.dice.choice(fit or ["A1", "A2", "A9"])


def finish(house: House, key: str) -> None:
    house.anybody(key, FinishAction(_action(house, key, OPEN), line(house.dice)))


def verify(house: House, key: str) -> None:
    holds = house.dice.random() < HOLDS
    house.anybody(key, VerifyAction(_action(house, key, DONE), PROOF, holds=holds))


def park(house: House, key: str) -> None:
    house.anybody(key, ParkAction(_action(house, key, OPEN), text(house.dice)))


def resume(house: House, key: str) -> None:
    house.anybody(key, ResumeAction(_action(house, key, DONE, VERIFIED, PARKED), text(house.dice)))


def reschedule(house: House, key: str) -> None:
    day = (house.now + house.dice.randint(0, 30) * DAY).date()
    house.anybody(key, RescheduleAction(_action(house, key, OPEN), day, text(house.dice)))


def keep_promises(house: House, key: str) -> None:
    """Do whatever is promised, and let somebody else see it."""
    for one in house.record(key).actions:
        ticketed = replace(one, ticket=one.ticket or "INFRA-1")
        house.anybody(key, Revise(edit=(Edit(one, ticketed),)))
        house.anybody(key, FinishAction(one.id, line(house.dice)), one.owner)
        house.anybody(key, VerifyAction(one.id, PROOF, holds=house.dice.random() < HOLDS))


def accept(house: House, key: str) -> None:
    factors = [*(one.id for one in house.record(key).factors), "F9"]
    house.anybody(key, AcceptRisk(house.dice.choice(factors), text(house.dice)))
