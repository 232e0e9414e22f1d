"""The roles that a policy counts on, and whether anybody has them.

People come and go, so a role that nobody has is no mistake of the file; it is a gate that
nobody could open, or a notice that reaches nobody.
"""

from collections.abc import Iterator
from datetime import date

from documents.positions import Path
from policies.edition import Edition
from policies.policy import Policy
from states.decisions.ladder.parties import ROLE
from states.people import Directory

WITH_ROLES = frozenset({"approvals.quorum", "proposals.settled"})
"""Checks that ask for holders of a role."""


def missing_roles(policy: Policy, people: Directory, today: date) -> Iterator[tuple[Path, str]]:
    """List each role that nobody who is here has: where it is named, and which it is."""
    named = dict.fromkeys(one for edition in policy.editions.values() for one in _named(edition))
    for path, role in named:
        if not people.with_role(role, today):
            yield path, role


def _named(edition: Edition) -> Iterator[tuple[Path, str]]:
    file = edition.file
    for name, rungs in file.ladders.items():
        for place, rung in enumerate(rungs):
            for party in rung.notify:
                if party.startswith(ROLE):
                    yield ("ladders", name, place, "notify"), party.removeprefix(ROLE)
    yield from ((("waivers", "approve"), role) for role in file.waivers.approve)
    yield from ((("withdrawal", "approve"), role) for role in file.withdrawal.approve)
    for gate, rules in edition.rules.items():
        for place, rule in enumerate(rules):
            if rule.check.id in WITH_ROLES:
                path = "gates", gate.value, "checks", place
                yield from ((path, role) for role in getattr(rule.check, "roles", ()))
