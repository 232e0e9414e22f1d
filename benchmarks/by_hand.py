"""The written rules of `rules.yaml`, as somebody would write them in Python, by their ids."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from policies.calendars import zone_of
from policies.checks.promised import committed
from states.calendar import end_of_day
from states.people import PartyKind
from states.record.actions import Action, Priority
from states.record.facts import FactKind
from states.rules import Case, Finding


def _owned_by_a_person(case: Case) -> Iterator[Finding]:
    for one in committed(case.record):
        owner = case.people.person_for(one.owner)
        is_person = owner is not None and owner.kind is PartyKind.PERSON
        if not is_person or one.owner == case.record.context.facilitator:
            yield _finding(one, f"is owned by {one.owner}")


def _due_after_opening(case: Case) -> Iterator[Finding]:
    opened = case.record.opened
    for one in committed(case.record):
        if not one.due or not opened:
            yield _finding(one, "cannot be judged")
        elif end_of_day(one.due, zone_of(one.owner, case.people)) <= opened:
            yield _finding(one, f"is due {one.due}")


def _first_things_soon(case: Case) -> Iterator[Finding]:
    opened = case.record.opened
    for one in committed(case.record):
        if one.priority is not Priority.P1:
            continue
        if not one.due or not opened:
            yield _finding(one, "cannot be judged")
        elif end_of_day(one.due, zone_of(one.owner, case.people)) - opened > timedelta(hours=2400):
            yield _finding(one, f"is due {one.due}")


def _rarely_moved(case: Case) -> Iterator[Finding]:
    limit = 2
    for one in committed(case.record):
        if not one.factors or case.record.progress_of(one.id).reschedules > limit:
            yield _finding(one, "was moved often")


def _one_ticket_each(case: Case) -> Iterator[Finding]:
    actions = committed(case.record)
    for one in actions:
        if sum(other.ticket == one.ticket for other in actions) != 1:
            yield _finding(one, f"shares the ticket {one.ticket}")


def _within_the_incident(case: Case) -> Iterator[Finding]:
    started = case.record.context.started
    for one in case.record.timeline:
        if not one.at or not started or one.at <= started - timedelta(hours=1):
            yield Finding(f"{one.id} was at {one.at}", one.id)


def _linked(case: Case) -> Iterator[Finding]:
    for one in case.record.timeline:
        if not one.source.startswith("https://") or " " in one.source:
            yield Finding(f"{one.id} has the source {one.source}", one.id)


def _detected_once(case: Case) -> Iterator[Finding]:
    if not any(one.kind is FactKind.DETECTION for one in case.record.timeline):
        yield Finding("nothing says how it was detected")


def _proof_is_there(case: Case) -> Iterator[Finding]:
    there = {one.id for one in case.record.timeline}
    for one in case.record.factors:
        if not all(proof.startswith("https://") or proof in there for proof in one.evidence):
            yield Finding(f"{one.id} rests on something that is not there", one.id)


def _seen_before_over(case: Case) -> Iterator[Finding]:
    context = case.record.context
    times = (context.started, context.detected, context.stabilized)
    known = [one for one in times if one]
    if len(known) < len(times) or known != sorted(known):
        yield Finding("the times are out of order")


def _finding(action: Action, problem: str) -> Finding:
    return Finding(f"{action.id} {problem}", action.id, waits_for=(action.owner,))


BY_HAND: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "owned-by-a-person": _owned_by_a_person,
    "due-after-opening": _due_after_opening,
    "first-things-soon": _first_things_soon,
    "rarely-moved": _rarely_moved,
    "one-ticket-each": _one_ticket_each,
    "within-the-incident": _within_the_incident,
    "linked": _linked,
    "detected-once": _detected_once,
    "proof-is-there": _proof_is_there,
    "seen-before-over": _seen_before_over,
}
