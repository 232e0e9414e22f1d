"""The open incidents in which something may wait for a person; the others are never folded.

What this asks has to keep pace with `cli.showing.owing`, which says what does wait.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from policies.checks.approvals import Quorum
from policies.policy import Policy
from policies.shelf import policy_of
from states.decisions.ladder.parties import ROLE
from states.events.consents import ProposalMade
from states.lifecycle import GATED, Phase
from states.people import Directory, Person
from store.concerns import Concerns


def concerning(concerns: Concerns, people: Directory, person: str, now: datetime) -> list[str]:
    """List them by key: wherever the person is named, is asked, or hears of what is late."""
    led, late = _led_by(person, people), concerns.overdue(now)
    found = {
        *concerns.saying((person, ProposalMade.__name__)),
        *concerns.overdue(now, led),
        # A gate climbs to the managers of whom it waits for, whoever answers for it.
        *concerns.climbing(led),
    }
    known = people.person_for(person) or Person(person)
    below = [one for name in led if (one := people.person_for(name))]
    for policy in _counting_on([known, *below], concerns):
        asked = {gate for one in below for gate in _asking(one, policy)}
        found |= concerns.before(_asking(known, policy)) | (concerns.before(asked) & late)
        if _tells_holders(known, policy):
            found |= late
    return sorted(found)


def _led_by(person: str, people: Directory) -> frozenset[str]:
    """Name whose deadlines climb to a person: of those they manage, and of those below them."""
    below = {one for one in people.people if people.manager_of(one) == person}
    return frozenset(one for one in people.people if people.manager_of(one) in below) | below


def _counting_on(some: Iterable[Person], concerns: Concerns) -> Iterator[Policy]:
    words = {word for one in some for word in (one.id, *one.roles)}
    texts = (text for text in concerns.policies() if any(one in text for one in words))
    return map(policy_of, texts)


def _asking(person: Person, policy: Policy) -> set[Phase]:
    """Name the gates that wait for a person: later ones ask what earlier ones do."""
    if person.id in policy.owners:
        return {*GATED}  # whose turn it is while a check is broken
    asking = [
        GATED.index(rule.gate)
        for edition in policy.editions.values()
        for rule in chain.from_iterable(edition.rules.values())
        if isinstance(rule.check, Quorum) and {*rule.check.roles} & {*person.roles}
    ]
    return {*GATED[min(asking) :]} if asking else set()


def _tells_holders(person: Person, policy: Policy) -> bool:
    """Tell whether what is late climbs to a role that the person has."""
    told = {f"{ROLE}{one}" for one in person.roles}
    rungs = (rung for ladder in policy.ladders.values() for rung in ladder)
    return any(told & {*rung.notify} for rung in rungs)
