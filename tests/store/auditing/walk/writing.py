"""What people write into a record on a walk, and take out of it again."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from benchmarks.desk import story
from documents.draft import Draft
from states.commands import (
    Acknowledge,
    Add,
    Edit,
    Open,
    Remove,
    Revise,
    Say,
    Set,
)
from states.record.context import Severity
from states.record.factors import Factor
from states.record.facts import Fact, FactKind
from states.record.retrospective import COLLECTIONS
from tests.builders import changed
from tests.store.auditing.walk.house import BEGAN, KEYS, House
from tests.store.auditing.walk.words import BLAMES, line, text, word

DAY, MONTH = timedelta(days=1), timedelta(days=30)
ROLES = ("commander", "facilitator", "scribe", "decision_owner", "service_owner")


@cache
def _story(months: int) -> Draft:
    return story(BEGAN + months * MONTH)


def tale(house: House) -> Draft:
    """Tell the incident of the demo as if it had ended this month."""
    return _story((house.now - BEGAN) // MONTH)


def open_it(house: House, key: str) -> None:
    told, dice = tale(house).context, house.dice
    services = tuple(dice.sample(["payments", "gitlab.com", "the web shop"], k=dice.randint(1, 2)))
    named = replace(told, severity=dice.choice([*Severity]), services=services, title=line(dice))
    without = replace(named, facilitator="", effect="")
    house.anybody(key, Open(dice.choice([named, named, named, without])), "fay")


def fill_in(house: House, key: str) -> None:
    record, told = house.record(key), tale(house)
    for row in COLLECTIONS:
        new = (one for one in getattr(told, row.name) if one.id not in record.marks)
        house.anybody(key, Revise(add=tuple(map(Add, new))))
    said = Fact(
        at=house.now, kind=FactKind.COMMUNICATION, text=text(house.dice), source=word(house.dice)
    )
    held = replace(told.meeting, at=house.now, timeline_sent=house.now - DAY, held=house.now)
    sets = (Set(record.impact, told.impact), Set(record.meeting, held))
    house.anybody(key, Revise(add=(Add(said),), set=sets))


def blame(house: House, key: str) -> None:
    house.anybody(key, Revise(add=(Add(Factor(text=house.dice.choice(BLAMES))),)))


def edit(house: House, key: str) -> None:
    record, dice = house.record(key), house.dice
    if record.ids:
        item: Any = record.item_for(dice.choice(record.ids))
        fields = {"text": text, "title": line, "signal": text, "deliverable": text}
        said = {name: say(dice) for name, say in fields.items() if hasattr(item, name)}
        house.anybody(key, Revise(edit=(Edit(item, replace(item, **said)),)))


def link(house: House, key: str) -> None:
    record, other = house.record(key), house.dice.choice(KEYS)
    if record.factors:
        factor = house.dice.choice(record.factors)
        same = replace(factor, same_as=house.dice.choice([f"{other}/F1", f"{other}/F1", ""]))
        house.anybody(key, Revise(edit=(Edit(factor, same),)))


def staff(house: House, key: str) -> None:
    context, dice = house.record(key).context, house.dice
    role = dice.choice(ROLES)
    after = changed(context, **{role: house.somebody()}, effect=text(dice))
    house.anybody(key, Revise(set=(Set(context, after),)))


def worsen(house: House, key: str) -> None:
    context = house.record(key).context
    rated = replace(context, severity=house.dice.choice([*Severity]))
    house.anybody(key, Revise(set=(Set(context, rated),)))


def remove(house: House, key: str) -> None:
    if ids := house.record(key).ids:
        house.anybody(key, Revise(remove=(Remove(house.dice.choice(ids), text(house.dice)),)))


def let_stand(house: House, key: str) -> None:
    record = house.record(key)
    pointed = [(one.item, it.sentence) for one in record.readings.values() for it in one.remarks]
    if pointed:
        item, sentence = house.dice.choice(pointed)
        said = Acknowledge(item, sentence, text(house.dice))
        house.anybody(key, said, record.context.facilitator or "fay")


def say(house: House, key: str) -> None:
    item = house.dice.choice(["", *house.record(key).ids])
    house.anybody(key, Say(text(house.dice), item))
