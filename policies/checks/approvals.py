"""Who has to say yes before a retrospective closes (R60)."""

from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field

from policies.file.direction import Direction, Tighter
from policies.language.wording import listed, quoted
from states.record.proposals import (
    Downgrade,
    Moving,
    Rescheduling,
    Respite,
    Waiver,
    Wish,
    Withdrawal,
)
from states.record.retrospective import Retrospective
from states.rules import Case, Finding
from states.values import Line, value


class Part(Enum):
    """Whose work an approval would be about."""

    OPENER = "opener"
    FACILITATOR = "facilitator"
    COMMANDER = "commander"
    ACTION_OWNERS = "action_owners"

    def players(self, record: Retrospective) -> set[str]:
        """Name them."""
        return {
            Part.OPENER: {record.opened_by},
            Part.FACILITATOR: {record.context.facilitator},
            Part.COMMANDER: {record.context.commander},
            Part.ACTION_OWNERS: {one.owner for one in record.actions},
        }[self]


AUTHORS = (Part.FACILITATOR, Part.ACTION_OWNERS)


@value
class Quorum:
    """So many holders of one of `roles` approved the record as it is now.

    Nobody counts twice, for an older revision, or for their own work.
    """

    id: ClassVar[str] = "approvals.quorum"
    title: ClassVar[str] = "the people the policy names have approved this revision"
    tighter: ClassVar[Tighter] = {
        "roles": Direction.FEWER,
        "count": Direction.UP,
        "distinct_from": Direction.MORE,
    }
    roles: Annotated[tuple[Line, ...], Field(min_length=1)]
    count: Annotated[int, Field(ge=1, le=20)] = 1
    distinct_from: tuple[Part, ...] = AUTHORS

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Count them, and say who could."""
        record = case.record
        able = self._able(case)
        given = {one.by for one in record.approvals if one.revision == record.revision} & able
        if len(given) >= self.count:
            return ()
        left = tuple(sorted(able - given))
        message = (
            f"revision {record.revision} has {len(given)} of {self.count} approvals "
            f"by {listed(self.roles, 'or')}{_uncounted(case, given)}{_nobody(left)}"
        )
        fix = f"retro approve {record.incident} --as {left[0] if left else 'PERSON'}"
        return (Finding(message, fix=fix, waits_for=left),)

    def _able(self, case: Case) -> set[str]:
        today = case.now.date()
        holders = {one for role in self.roles for one in case.people.with_role(role, today)}
        return holders - {one for part in self.distinct_from for one in part.players(case.record)}


def _uncounted(case: Case, given: set[str]) -> str:
    current = case.record.revision
    last = {one.by: one.revision for one in case.record.approvals if one.by not in given}
    told = [
        f"{name} approved revision {revision}"
        if revision != current
        else f"the approval of {name} does not count"
        for name, revision in last.items()
    ]
    return f"; {listed(told)}" if told else ""


def _nobody(left: tuple[str, ...]) -> str:
    return "" if left else "; nobody who is there could give one more"


@value
class ProposalsSettled:
    """Nothing that someone asked for is left without an answer."""

    id: ClassVar[str] = "proposals.settled"
    title: ClassVar[str] = "everything that was asked for has an answer"
    roles: tuple[Line, ...] = ()

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each proposal that waits."""
        record, today = case.record, case.now.date()
        able = {one for role in self.roles for one in case.people.with_role(role, today)}
        return tuple(
            Finding(
                f"{one.by} asked for {_asked(one.wish)} and has no answer: {quoted(one.reason)}",
                one.id,
                f"retro grant {record.incident} {one.id} --as {_first(able - {one.by})}",
                tuple(sorted(able - {one.by})),
            )
            for one in record.pending
        )


def _first(names: set[str]) -> str:
    return min(names, default="PERSON")


def _asked(wish: Wish) -> str:
    match wish:
        case Waiver(check):
            return f"a waiver of {check}"
        case Withdrawal():
            return "the withdrawal of the incident"
        case Rescheduling(action, due):
            return f"{action} to be due {due}"
        case Downgrade(severity):
            return f"the lower severity {severity.value}"
        case Moving(_, title):
            return f"the policy {title}"
        case Respite(deadline):
            return f"a respite for {deadline}"
