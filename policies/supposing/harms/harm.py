"""One way in which a retrospective can be wrong, and whom in the record it can happen to."""

from collections.abc import Callable, Iterable

from policies.checks.promised import committed
from states.lifecycle import Phase
from states.record.actions import Action, Priority
from states.rules import Case
from states.values import value

Move = Callable[[Case, str], Case]
"""Takes a case and the id of an item, empty for the record itself; returns the broken case."""

Reach = Callable[[Case], Iterable[str]]
"""Lists the items of a case that can be broken so."""


@value
class Harm:
    """What is wrong, told as a sentence's subject; the gate that has to stop it; and why."""

    words: str
    requirement: str
    gate: Phase
    reach: Reach
    move: Move


def once(_: Case) -> tuple[str, ...]:
    """Reach the record itself."""
    return ("",)


def facts(case: Case) -> tuple[str, ...]:
    """Reach every entry of the timeline."""
    return tuple(one.id for one in case.record.timeline)


def factors(case: Case) -> tuple[str, ...]:
    """Reach every factor."""
    return tuple(one.id for one in case.record.factors)


def learnings(case: Case) -> tuple[str, ...]:
    """Reach every learning."""
    return tuple(one.id for one in case.record.learnings)


def triggers(case: Case) -> tuple[str, ...]:
    """Reach every kill criterion."""
    return tuple(one.id for one in case.record.triggers)


def actions(case: Case) -> tuple[str, ...]:
    """Reach every action that was not parked."""
    return tuple(one.id for one in committed(case.record))


def top(case: Case) -> tuple[str, ...]:
    """Reach the top actions."""
    return _those(case, lambda one: one.top)


def p1(case: Case) -> tuple[str, ...]:
    """Reach the P1 actions."""
    return _those(case, lambda one: one.priority is Priority.P1)


def not_p1(case: Case) -> tuple[str, ...]:
    """Reach the actions that are not P1."""
    return _those(case, lambda one: one.priority is not Priority.P1)


def others(case: Case) -> tuple[str, ...]:
    """Reach the actions that are neither P1 nor top."""
    return _those(case, lambda one: not one.top and one.priority is not Priority.P1)


def verified_by(kind: type) -> Reach:
    """Reach the actions whose criterion is a `kind`."""
    return lambda case: _those(
        case, lambda one: one.verification and isinstance(one.verification.criterion, kind)
    )


def _those(case: Case, wanted: Callable[[Action], object]) -> tuple[str, ...]:
    return tuple(one.id for one in committed(case.record) if wanted(one))
