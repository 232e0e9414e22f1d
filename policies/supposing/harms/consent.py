"""What can be wrong with what others said yes to (R4, R60)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from policies.supposing.harms.harm import Harm, Move, once
from policies.supposing.harms.moves import DAY, record, with_person, with_record
from states.lifecycle import Phase
from states.record.proposals import Approval, Proposal, Waiver
from states.rules import Case

INTO = Phase.CLOSED


def _older(case: Case, _: str) -> Case:
    revision = max(case.record.revision - 1, 0)
    given = tuple(replace(one, revision=revision) for one in case.record.approvals)
    return with_record(case, approvals=given, revision=revision + 1)


def _asked(case: Case, _: str) -> Case:
    wish = Waiver("some-check", case.now + DAY)
    asker = case.record.context.facilitator or case.record.opened_by
    waiting = Proposal("W900", wish, "It takes longer than was thought", asker, case.now)
    return with_record(case, proposals=(*case.record.proposals, waiting))


def _by(name: str, case: Case) -> tuple[Approval, ...]:
    last = case.record.approvals[-1].at if case.record.approvals else case.now - timedelta(hours=1)
    return (Approval(name, last, case.record.revision),)


def _roles_of_approvers(case: Case) -> tuple[str, ...]:
    names = [one.by for one in case.record.approvals]
    people = filter(None, map(case.people.person_for, names))
    return tuple(dict.fromkeys(role for one in people for role in one.roles))


def _approved_only_by(part: str) -> Move:
    """Let one who did the work approve it alone, with every role the approvers have."""

    def move(case: Case, _: str) -> Case:
        name = _author(part, case)
        known = with_person(case, name, roles=_roles_of_approvers(case))
        return with_record(known, approvals=_by(name, case)) if name else case

    return move


def _author(part: str, case: Case) -> str:
    owners = [one.owner for one in case.record.actions if one.owner]
    return owners[0] if part == "owner" and owners else case.record.context.facilitator


def _approvers(**fields: Any) -> Move:
    def move(case: Case, _: str) -> Case:
        broken = case
        for one in case.record.approvals:
            broken = with_person(broken, one.by, **fields)
        return broken

    return move


def _left(case: Case, _: str) -> Case:
    return _approvers(left=(case.now - DAY).date())(case, "")


def _counted_twice(case: Case, _: str) -> Case:
    given = case.record.approvals
    return with_record(case, approvals=given[:1] * len(given)) if len(given) > 1 else case


# fmt: off
HARMS = (
    Harm("a wish that nobody answered", "R4", INTO, once, _asked),
    Harm("a record that nobody approved", "R60", INTO, once, record(approvals=())),
    Harm("a record approved at an older revision", "R60", INTO, once, _older),
    Harm("a record approved only by its facilitator", "R60", INTO, once,
         _approved_only_by("facilitator")),
    Harm("a record approved only by an owner of its actions", "R60", INTO, once,
         _approved_only_by("owner")),
    Harm("a record approved by people without the role", "R60", INTO, once, _approvers(roles=())),
    Harm("a record approved by people who have left", "R60", INTO, once, _left),
    Harm("an approver who is counted twice", "R60", INTO, once, _counted_twice),
)
# fmt: on
