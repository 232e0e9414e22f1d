"""Who did what, and who does it now (R10, R11)."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import ClassVar

from policies.checks.attendance import absence
from policies.checks.promised import opened_on
from policies.file.direction import Direction, Tighter
from policies.language.wording import listed
from states.record.context import Context
from states.record.retrospective import Retrospective
from states.rules import Case, Finding
from states.values import value


class Role(Enum):
    """A part that one person plays in an incident or its retrospective."""

    COMMANDER = "commander"
    FACILITATOR = "facilitator"
    SCRIBE = "scribe"
    DECISION_OWNER = "decision_owner"
    SERVICE_OWNER = "service_owner"

    @property
    def words(self) -> str:
        """Say it as a sentence does."""
        return self.value.replace("_", " ")

    @property
    def flag(self) -> str:
        """Name the flag of `retro set` that gives it to someone."""
        return f"--{self.value.replace('_', '-')} PERSON"

    def player(self, record: Retrospective) -> str:
        """Name who plays it; empty while nobody does."""
        name: str = getattr(record.context, self.value)
        return name


LEADERS = (Role.COMMANDER, Role.FACILITATOR, Role.SCRIBE, Role.DECISION_OWNER)

PLAYED_THEN = frozenset({Role.COMMANDER})
"""Roles of the incident itself: whoever played one may have left since."""


def day_of(role: Role, case: Case) -> date:
    """Return the day on which the player of `role` has to be there."""
    then = case.record.context.stabilized or case.record.opened
    return then.date() if role in PLAYED_THEN and then else case.now.date()


@value
class Assigned:
    """Each of `roles` is played by one person who is there."""

    id: ClassVar[str] = "roles.assigned"
    title: ClassVar[str] = "every role is played by a person"
    tighter: ClassVar[Tighter] = {"roles": Direction.MORE}
    roles: tuple[Role, ...] = LEADERS

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each role that nobody plays, or nobody can."""
        return tuple(
            Finding(problem, fix=f"retro set {case.record.incident} {role.flag}")
            for role in self.roles
            if (problem := _problem(role, case))
        )


def _problem(role: Role, case: Case) -> str:
    name = role.player(case.record)
    if not name:
        return f"there is no {role.words}"
    away = absence(name, case.people, day_of(role, case))
    return f"the {role.words} {away}" if away else ""


@value
class Separate:
    """Whoever plays `role` plays none of `apart_from`."""

    id: ClassVar[str] = "roles.separate"
    title: ClassVar[str] = "roles that need distance are played by different people"
    tighter: ClassVar[Tighter] = {"apart_from": Direction.MORE}
    role: Role = Role.FACILITATOR
    apart_from: tuple[Role, ...] = (Role.COMMANDER,)

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each role that is played by the same person."""
        record = case.record
        name = self.role.player(record)
        return tuple(
            Finding(
                f"{name} is both {self.role.words} and {other.words}",
                fix=f"retro set {record.incident} {self.role.flag}",
            )
            for other in self.apart_from
            if name and other.player(record) == name
        )


@value
class Invited:
    """The service owner is named, and someone adjacent when a boundary was crossed."""

    id: ClassVar[str] = "roles.invited"
    title: ClassVar[str] = "the service owner and, across a boundary, its neighbours are invited"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name who is missing."""
        fix = f"retro set {case.record.incident} "
        return tuple(Finding(problem, fix=fix + flag) for problem, flag in _uninvited(case))


def _uninvited(case: Case) -> Iterator[tuple[str, str]]:
    context = case.record.context
    if problem := _unspoken(context, case):
        yield problem, "--service-owner PERSON"
    if context.crossed_boundary and not context.adjacent:
        yield (
            "the incident crossed a boundary, and nobody from beyond it is invited",
            "--adjacent PERSON",
        )


def _unspoken(context: Context, case: Case) -> str:
    if not context.service_owner:
        return f"nobody speaks for {listed(context.services or ('the service',))}"
    away = absence(context.service_owner, case.people, opened_on(case))
    return f"the service owner {away}" if away else ""
