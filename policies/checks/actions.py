"""What is promised: every action says who, what, by when, where and why (R40, R42)."""

from typing import ClassVar

from policies.checks.attendance import absence
from policies.checks.citations import instead
from policies.checks.promised import committed, edit
from policies.file.direction import Direction, Tighter
from policies.language.lexicon import LEXICON
from policies.language.remarks import standing, worded
from policies.language.wording import DAY, called, listed
from states.record.actions import Action
from states.record.retrospective import Retrospective
from states.rules import Case, Finding
from states.values import Count, value

NEW = (
    f'"TITLE" --owner PERSON --due {DAY} --priority P1 --factor FACTOR-ID '
    '--deliverable "WHAT WILL EXIST" --verify "METRIC > 95 % for 30 days from SOURCE"'
)


@value
class Present:
    """At least `min` actions are promised; one that is parked or has no title is none."""

    id: ClassVar[str] = "actions.present"
    title: ClassVar[str] = "something is promised"
    tighter: ClassVar[Tighter] = {"min": Direction.UP}
    min: Count = 1

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Count them."""
        there = sum(bool(one.title) for one in committed(case.record))
        if there >= self.min:
            return ()
        fix = f"retro action add {case.record.incident} {NEW}"
        return (Finding(f"{there} of {self.min} actions are promised", fix=fix),)


@value
class Owned:
    """Every action has one owner: a person, who is there while it is owed."""

    id: ClassVar[str] = "actions.owned"
    title: ClassVar[str] = "every action has one owner, who is a person"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each action that nobody answers for."""
        return tuple(
            Finding(f"{called(one)} {problem}", one.id, edit(case, one, "--owner PERSON"))
            for one in committed(case.record)
            if (problem := _unowned(one, case))
        )


def _unowned(action: Action, case: Case) -> str:
    if not action.owner:
        return "has no owner"
    away = absence(action.owner, case.people, case.now.date())
    # Whoever did what is verified may have left since.
    return f"needs another owner: {away}" if away and case.record.owes(action) else ""


@value
class Ticketed:
    """Every action has a ticket."""

    id: ClassVar[str] = "actions.ticketed"
    title: ClassVar[str] = "every action has a ticket"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each action without one."""
        return tuple(
            Finding(
                f"{called(one)} has no ticket",
                one.id,
                f"retro action ticket {case.record.incident} {one.id} TICKET-URL-OR-ID",
            )
            for one in committed(case.record)
            if not one.ticket
        )


@value
class Prioritised:
    """Every action has a priority."""

    id: ClassVar[str] = "actions.prioritised"
    title: ClassVar[str] = "every action has a priority"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each action without one."""
        return tuple(
            Finding(f"{called(one)} has no priority", one.id, edit(case, one, "--priority P1"))
            for one in committed(case.record)
            if one.priority is None
        )


@value
class Tied:
    """Every action addresses a factor of the record."""

    id: ClassVar[str] = "actions.tied"
    title: ClassVar[str] = "every action addresses a contributing factor"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each action that addresses none, or one that is not there."""
        return tuple(
            Finding(f"{called(one)} {problem}", one.id, edit(case, one, flags))
            for one in committed(case.record)
            for problem, flags in _untied(one, case.record)
        )


def _untied(action: Action, record: Retrospective) -> list[tuple[str, str]]:
    if not action.factors:
        return [("addresses no factor", "--factor FACTOR-ID")]
    there = {factor.id for factor in record.factors}
    unknown = [one for one in action.factors if one not in there]
    if not unknown:
        return []
    kept = [one for one in action.factors if one in there] or ["FACTOR-ID"]
    problem = f"addresses {listed(unknown)}, which the record does not have"
    return [(problem, instead("--factor", kept))]


@value
class Delivered:
    """Every action says what will exist when it is done."""

    id: ClassVar[str] = "actions.delivered"
    title: ClassVar[str] = "every action says what is delivered"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each action that does not."""
        return tuple(
            Finding(
                f"{called(one)} does not say what will exist when it is done",
                one.id,
                edit(case, one, '--deliverable "WHAT WILL EXIST"'),
            )
            for one in committed(case.record)
            if not one.deliverable
        )


@value
class Specific:
    """No action is worded so vaguely that nobody could tell when it is done (R44).

    One that names its component and what is delivered is specific, however it is titled; a
    title that the facilitator acknowledged may stand, word for word.
    """

    id: ClassVar[str] = "actions.specific"
    title: ClassVar[str] = "actions are worded so that anyone can tell when they are done"
    lexicon: ClassVar[str] = LEXICON

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each vague title, and what would make it specific."""
        key, there = case.record.incident, committed(case.record)
        nameless = tuple(
            Finding(f"{one.id} has no title", one.id, edit(case, one, '"TITLE"'))
            for one in there
            if not one.title
        )
        return nameless + tuple(
            Finding(
                worded(remark, key, item),
                item,
                f'retro action edit {key} {item} --component "WHERE" '
                '--deliverable "WHAT WILL EXIST"',
            )
            for item, remark in standing(there, case)
        )
