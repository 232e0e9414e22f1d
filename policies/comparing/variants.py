"""Records that are neither right nor wrong until a policy says so: where two may differ."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import permutations

from policies.asked import rules_of
from policies.comparing.fitting import APPROVER
from policies.comparing.sizes import SIZES
from policies.comparing.story import PLAYERS
from policies.policy import Policy
from policies.supposing.harms.moves import with_person, with_record, with_single
from states.record.facts import FactKind
from states.record.proposals import Approval
from states.rules import Case

Varying = Callable[[Case], Case]
"""Makes another record of one."""

Variant = tuple[str, Varying]
"""What a record is like, told as a sentence's subject, and what makes it so."""


def variants(case: Case, policies: tuple[Policy, ...]) -> Iterator[Variant]:
    """Make the record just so large as a number asks, and one more and less; and change parts."""
    yield from _sizes(case, policies)
    for kind in FactKind:
        yield f"a timeline without a {kind.value}", partial(_without, kind)
    for role, other in permutations(PLAYERS, 2):
        words = f"a {role} who is the {other} as well".replace("_", " ")
        yield words, partial(_doubled, role, other)
    yield from _approvals(case, policies)


def _sizes(case: Case, policies: tuple[Policy, ...]) -> Iterator[Variant]:
    for (check, name), size in SIZES.items():
        for number in _around(case, policies, check, name):
            yield size.told(number), partial(_sized, size.sized, number)


def _around(case: Case, policies: tuple[Policy, ...], check: str, name: str) -> list[int]:
    """List the numbers that any policy gives a check, each with its neighbours."""
    given = {
        number
        for policy in policies
        for rule in rules_of(policy, case)
        if rule.check.id == check and isinstance(number := getattr(rule.check, name), int)
    }
    return sorted({max(one + step, 0) for one in given for step in (-1, 0, 1)})


def _sized(sized: Callable[[Case, int], Case], number: int, case: Case) -> Case:
    return sized(case, number)


def _without(kind: FactKind, case: Case) -> Case:
    left = tuple(one for one in case.record.timeline if one.kind is not kind)
    return with_record(case, timeline=left)


def _doubled(role: str, other: str, case: Case) -> Case:
    return with_single(case, "context", **{role: getattr(case.record.context, other)})


def _approvals(case: Case, policies: tuple[Policy, ...]) -> Iterator[Variant]:
    owner = case.record.actions[0].owner if case.record.actions else ""
    for words, name in (
        ("opener", case.record.opened_by),
        ("facilitator", case.record.context.facilitator),
        ("commander", case.record.context.commander),
        ("first action's owner", owner),
    ):
        yield f"a record that its {words} approved", partial(_approved_by, name)
    for role in sorted({role for one in policies for role in _approvers(one, case)}):
        yield f"a record approved only by people with the role {role}", partial(_holding, role)


def _approvers(policy: Policy, case: Case) -> Iterator[str]:
    for rule in rules_of(policy, case):
        if rule.check.id == "approvals.quorum":
            yield from getattr(rule.check, "roles", ())


def _approved_by(name: str, case: Case) -> Case:
    given = case.record.approvals
    approver = case.people.person_for(APPROVER)
    held = with_person(case, name, roles=approver.roles if approver else ())
    own = replace(given[0], by=name) if given else Approval(name, case.now, case.record.revision)
    return with_record(held, approvals=(own, *given[1:]))


def _holding(role: str, case: Case) -> Case:
    for name in case.people.people:
        if name.startswith(APPROVER):
            case = with_person(case, name, roles=(role,))
    return case
