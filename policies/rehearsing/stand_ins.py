"""People for a rehearsal without a directory: everybody whom the record and the policy name.

Whoever has no manager gets one, and the manager one above: every rung reaches somebody.
"""

from collections.abc import Iterator
from dataclasses import replace

from policies.asked import roles_of
from policies.policy import Policy
from policies.trials.fixture import people_in
from states.people import Directory, Person
from states.record.retrospective import Retrospective
from states.rules import Case
from states.values import Instant

ROLE = "role:"
OPENER = "facilitator"
"""Who opens an incident that names nobody, and so answers for it."""

MANAGER = Person("manager", manager="manager_of_manager")
ABOVE = Person("manager_of_manager")


def stand_ins(record: Retrospective, policy: Policy, now: Instant) -> Directory:
    """Make a directory in which every party of every ladder is somebody."""
    asked = roles_of(policy, Case(record, people_in(record, ()), now))
    named = people_in(record, (*asked, *_roles_told(policy))).people
    below = {name: replace(one, manager=MANAGER.id) for name, one in named.items()}
    opener = Person(OPENER, manager=MANAGER.id)
    return Directory({OPENER: opener, MANAGER.id: MANAGER, ABOVE.id: ABOVE, **below})


def _roles_told(policy: Policy) -> Iterator[str]:
    for rungs in policy.ladders.values():
        for party in (party for rung in rungs for party in rung.notify):
            if party.startswith(ROLE):
                yield party.removeprefix(ROLE)
