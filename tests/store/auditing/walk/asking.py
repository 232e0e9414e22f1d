"""What people ask of each other on a walk, and what they ask of gates."""

from dataclasses import replace
from operator import attrgetter

from states.commands import (
    Advance,
    Approve,
    MovePolicy,
    Propose,
    Redact,
    Reopen,
    Return,
    Revise,
    Set,
    Settle,
)
from states.lifecycle import Phase, has_reached
from states.record.context import Severity
from states.record.proposals import Downgrade, Waiver, Withdrawal
from store.redaction import texts_of
from tests.builders import changed
from tests.store.auditing.walk.climbing import soon
from tests.store.auditing.walk.house import House
from tests.store.auditing.walk.promising import keep_promises
from tests.store.auditing.walk.words import line, text
from tests.store.auditing.walk.writing import ROLES, fill_in, tale


def advance(house: House, key: str) -> None:
    house.anybody(key, Advance())


def go_back(house: House, key: str) -> None:
    house.anybody(key, Return(text(house.dice)))


def reopen(house: House, key: str) -> None:
    actions = [one.id for one in house.record(key).actions]
    named = house.dice.sample(actions, k=min(len(actions), 1))
    house.anybody(key, Reopen(text(house.dice), tuple(named)))


def come_further(house: House, key: str) -> None:
    """Do all there is to do for the next gate, and let the rest be waived."""
    if house.record(key).ended:
        reopen(house, key)
    context, told = house.record(key).context, tale(house).context
    said = {name: getattr(context, name) or getattr(told, name) for name in ("effect", *ROLES)}
    house.anybody(key, Revise(set=(Set(context, changed(context, **said)),)))
    fill_in(house, key)
    if has_reached(house.record(key).phase, Phase.FACTORS):
        keep_promises(house, key)
    house.anybody(key, Approve(), "sam", "tom")
    ask_for_waivers(house, key)
    for one in house.record(key).pending:
        house.anybody(key, Settle(one.id), "sam", "sol")
    house.anybody(key, Advance(), "fay")


def ask_for_waivers(house: House, key: str) -> None:
    report = house.anybody(key, Advance()).report
    until = soon(house)
    for one in report.shut[:5] if report else ():
        house.anybody(key, Propose(Waiver(one.check, until), line(house.dice)))


def ask_to_withdraw(house: House, key: str) -> None:
    house.anybody(key, Propose(Withdrawal(), text(house.dice)))


def ask_to_downgrade(house: House, key: str) -> None:
    severity = house.dice.choice([*Severity])
    house.anybody(key, Propose(Downgrade(severity), text(house.dice)))


def settle(house: House, key: str) -> None:
    if pending := house.record(key).pending:
        one, grant = house.dice.choice(pending), house.dice.random() < 0.6
        house.anybody(key, Settle(one.id, grant, house.dice.choice(["", text(house.dice)])))


def settle_all(house: House, key: str) -> None:
    for one in house.record(key).pending:
        house.anybody(key, Settle(one.id))


def move(house: House, key: str) -> None:
    if published := house.policies.library().publications:
        digest = house.dice.choice(published).offer.digest
        house.anybody(key, MovePolicy(digest, text(house.dice)))


def approve(house: House, key: str) -> None:
    house.ask(key, Approve(), house.somebody())


def redact(house: House, key: str) -> None:
    # Digests are salted: what the dice choose is to be the same each time.
    texts = sorted(texts_of(house.engine, key), key=attrgetter("seq", "text"))
    some = house.dice.sample(texts, k=min(len(texts), house.dice.randint(1, 4)))
    house.anybody(key, Redact(tuple(one.digest for one in some), text(house.dice)), "sam")


def ask_again(house: House, key: str) -> None:
    """Send something a second time, as a client does that heard no answer."""
    if mine := [one for one in house.requests if one.envelope.incident == key]:
        house.send(replace(house.dice.choice(mine), now=house.now))
