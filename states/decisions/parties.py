"""Whom a ladder means when it says `owner`, `manager` or `role:director`."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from states.decisions.hearing import Hearing
from states.people import Directory
from states.record.deadlines import Deadline
from states.record.retrospective import Retrospective
from states.rules import Rung

Resolver = Callable[[Deadline, Retrospective, Directory], str]

# fmt: off
PARTIES: dict[str, Resolver] = {
    "owner":              lambda deadline, _record, _people: deadline.owner,
    "facilitator":        lambda _deadline, record, _people: record.context.facilitator,
    "commander":          lambda _deadline, record, _people: record.context.commander,
    "service_owner":      lambda _deadline, record, _people: record.context.service_owner,
    "manager":            lambda deadline, _record, people: people.manager_of(deadline.owner),
    "manager_of_manager": lambda deadline, _record, people:
                          people.manager_of(people.manager_of(deadline.owner)),
}
# fmt: on

ROLE = "role:"
LAST_RESORT = Rung(timedelta(0), ("role:operator",))


def told(rungs: tuple[Rung, ...], deadline: Deadline, hearing: Hearing) -> tuple[str, ...]:
    """List whom the first of `rungs` reaches; nobody there means the next, operators last."""
    for rung in (*rungs, LAST_RESORT):
        named = (name for party in rung.notify for name in _named(party, deadline, hearing))
        here = dict.fromkeys(one for one in named if hearing.people.is_here(one, hearing.today))
        if here:
            return tuple(here)
    return ()


def _named(party: str, deadline: Deadline, hearing: Hearing) -> Iterator[str]:
    if party.startswith(ROLE):
        yield from hearing.people.with_role(party.removeprefix(ROLE), hearing.today)
    else:
        yield PARTIES[party](deadline, hearing.record, hearing.people)
