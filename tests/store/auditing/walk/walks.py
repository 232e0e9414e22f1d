"""Walks: whatever people and days bring, in any order, and what has to hold after each."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from random import Random

from sqlalchemy import select

from cli.records.bundling import files_of
from cli.records.manifest import Order
from policies.auditing.discrepancy import Discrepancy, Finding
from states.events.record import TextsErased
from store.audit import audit
from store.auditing.bundle import audit_bundle
from store.engine import reading
from store.log.evidence import evidence
from store.log.spans import Period, Wanted
from store.rebuild import rebuild
from store.tables import entries
from store.verify import verify
from tests.store.auditing.walk import asking, climbing, days, promising, town, writing
from tests.store.auditing.walk.house import BEGAN, KEYS, House
from tests.store.builders import everything
from tests.store.log.shelves import HOUSE

Deed = Callable[[House, str], None]

# fmt: off
DEEDS: tuple[Deed, ...] = (
    writing.open_it, writing.fill_in, promising.promise, writing.blame, writing.let_stand,
    writing.edit, writing.staff, writing.worsen, writing.say, promising.accept, writing.link,
    days.carry_errands, asking.advance, asking.go_back, asking.advance, asking.ask_for_waivers,
    asking.settle, writing.remove, asking.ask_again,
    days.pass_by, days.be_down, days.look_at_the_clock, days.deliver,
    climbing.acknowledge, climbing.extend, climbing.hand_on, climbing.ask_for_respite,
    asking.settle_all, town.publish, town.shadow, asking.move, asking.ask_to_downgrade,
    asking.come_further, promising.promise, promising.finish, promising.verify, promising.park,
    promising.resume, promising.reschedule, asking.go_back, asking.redact,
    town.let_all_leads_leave, days.be_down, town.let_all_come_back, days.deliver,
    town.send_bulletins, town.sign,
    asking.come_further, promising.keep_promises, asking.come_further, asking.approve,
    asking.ask_to_withdraw, asking.settle_all, asking.reopen,
    town.change_people, town.redact_elsewhere, town.take_another_key,
)
"""Everything, in an order in which nearly each of it comes to something."""
# fmt: on

OFTEN = (
    asking.come_further,
    asking.settle_all,
    climbing.ask_for_respite,
    days.pass_by,
    days.pass_by,
    days.deliver,
    town.let_all_come_back,
    days.carry_errands,
)
"""What a walk comes to nothing without."""

LOOKED = 0.05
"""After how many steps the audit looks at what there is so far."""

Step = tuple[Deed, str, int]
"""What is done, to which incident, and the dice of whoever does it."""


def walked(house: House, steps: Sequence[Step]) -> list[str]:
    """Go step by step, and list what an audit says on the way.

    An incident is opened before anything else is done to it.
    """
    said = []
    for deed, key, seed in steps:
        house.dice = Random(seed)
        if key not in house.stands:
            writing.open_it(house, key)
        house.now += timedelta(minutes=house.dice.randint(0, 90))
        deed(house, key)
        if house.dice.random() < LOOKED:
            said += _audited(house)
    return said


def _audited(house: House) -> list[str]:
    there = audit(house.engine, HOUSE, house.log.claims()).findings
    return [f"{house.now}: {one}" for one in _unexpected(house, there)]


def found(house: House) -> list[str]:
    """List everything that an audit says of an honest house, and all that a rebuild changes."""
    house.log.refresh(house.now)
    said = _audited(house)
    said += [f"list: {one}" for one in verify(house.engine)]
    for wanted, texts in _orders(house):
        said += [f"bundle {wanted}: {one}" for one in _in_bundle(house, wanted, texts=texts)]
    return said + _rebuilt(house)


def _orders(house: House) -> Iterator[tuple[Wanted, bool]]:
    """Say what an auditor takes home, and whether with texts."""
    for texts in (True, False):
        yield Period(BEGAN, house.now + timedelta(days=1)), texts
    yield from ((key, True) for key in KEYS if house.record(key).opened)


def _unexpected(house: House, there: Sequence[Finding]) -> Iterator[Finding]:
    # Where texts were erased, it is an honest answer that a gate cannot be judged any more.
    is_erased = TextsErased.__name__ in happened(house)
    return (one for one in there if isinstance(one, Discrepancy) or not is_erased)


def _in_bundle(house: House, wanted: Wanted, *, texts: bool) -> Sequence[Finding]:
    order = Order(wanted, "rob", house.now, texts=texts)
    with evidence(house.log, wanted, house.log.claims()) as gathered:
        bundled = audit_bundle(dict(files_of(order, gathered)))
    return bundled.discrepancies if not texts else [*_unexpected(house, bundled.findings)]


def _rebuilt(house: House) -> list[str]:
    before = everything(house.engine)
    rebuild(house.engine, lambda _done, _total: None)
    after = everything(house.engine)
    return [f"rebuild changes {name}" for name, rows in before.items() if rows != after[name]]


def happened(house: House) -> set[str]:
    """Name each event that stands in a history."""
    with reading(house.engine) as connection:
        texts = connection.scalars(select(entries.c.text)).all()
    return {one["event"] for text in texts for one in json.loads(text).get("events", ())}
