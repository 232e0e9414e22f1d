"""Ways to take something away from a case, or to twist it; each returns another case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from policies.supposing.harms.harm import Move
from states.people import Directory, PartyKind, Person
from states.record.actions import Action, Progress, Verification
from states.record.factors import Factor
from states.record.retrospective import COLLECTIONS, Item, Retrospective, collection_of
from states.rules import Case

NOWHERE = "T9999"
UNKNOWN_FACTOR = "F9999"
DAY = timedelta(days=1)


def with_record(case: Case, **fields: Any) -> Case:
    """Return the case with other fields in its record."""
    return replace(case, record=replace(case.record, **fields))


def made(change: Callable[[Case], dict[str, Any]]) -> Move:
    """Give the record the fields that `change` works out."""
    return lambda case, _: with_record(case, **change(case))


def record(**fields: Any) -> Move:
    """Give the record other fields."""
    return lambda case, _: with_record(case, **fields)


def single(part: str, **fields: Any) -> Move:
    """Give the context, the impact or the meeting other fields."""
    return lambda case, _: with_single(case, part, **fields)


def with_single(case: Case, part: str, **fields: Any) -> Case:
    """Return the case with other fields in its context, impact or meeting."""
    return with_record(case, **{part: replace(getattr(case.record, part), **fields)})


def item(**fields: Any) -> Move:
    """Give the item other fields."""
    return lambda case, name: with_item(case, name, **fields)


def with_item(case: Case, name: str, **fields: Any) -> Case:
    """Return the case with other fields in one of its items."""
    return replace(case, record=_with_item(case.record, name, fields))


def _with_item(record: Retrospective, name: str, fields: dict[str, Any]) -> Retrospective:
    return record.with_items(
        {
            row.name: tuple(
                replace(one, **fields) if one.id == name else one for one in record.items(row.name)
            )
            for row in COLLECTIONS
        }
    )


def verification(**fields: Any) -> Move:
    """Give the action's verification other fields."""

    def move(case: Case, name: str) -> Case:
        found = _verification_of(case, name)
        return with_item(case, name, verification=replace(found, **fields)) if found else case

    return move


def criterion(**fields: Any) -> Move:
    """Give the criterion of the action's verification other fields."""

    def move(case: Case, name: str) -> Case:
        found = _verification_of(case, name)
        if found is None:
            return case
        twisted = replace(found, criterion=replace(found.criterion, **fields))
        return with_item(case, name, verification=twisted)

    return move


def _verification_of(case: Case, name: str) -> Verification | None:
    action = case.record.action_for(name)
    return action.verification if action else None


def due_after(days: int) -> Move:
    """Make the action due so many days after the record was opened, or before it."""
    return lambda case, name: with_item(
        case, name, due=(case.record.opened or case.now).date() + timedelta(days=days)
    )


def became(**fields: Any) -> Move:
    """Let something else have become of the action."""
    return lambda case, name: with_progress(case, name, **fields)


def with_progress(case: Case, name: str, **fields: Any) -> Case:
    """Return the case with something else having become of one action."""
    was = case.record.progress_of(name)
    return with_record(case, progress={**case.record.progress, name: replace(was, **fields)})


def forgotten(case: Case, name: str) -> Case:
    """Let nothing have become of the action."""
    return with_record(case, progress={**case.record.progress, name: Progress()})


Newcomer = Callable[[Case], Person]
"""Names somebody who was not in the record yet."""


def team(_: Case) -> Person:
    """Name a team, which answers for nothing."""
    return Person("a-whole-team", kind=PartyKind.TEAM)


def leaver(case: Case) -> Person:
    """Name a person who left before the record was opened."""
    return Person("left-long-ago", left=((case.record.opened or case.now) - 9 * DAY).date())


def stranger(_: Case) -> Person:
    """Name somebody whom the directory does not have."""
    return Person("known-to-nobody")


def owned_by(newcomer: Newcomer) -> Move:
    """Hand the action to a newcomer."""

    def move(case: Case, name: str) -> Case:
        return with_item(met(case, newcomer), name, owner=newcomer(case).id)

    return move


def played_by(role: str, newcomer: Newcomer) -> Move:
    """Let a newcomer play a role, in the meeting as well."""

    def move(case: Case, _: str) -> Case:
        before, after = getattr(case.record.context, role), newcomer(case).id
        there = tuple(after if one == before else one for one in case.record.meeting.attendees)
        invited = with_single(met(case, newcomer), "meeting", attendees=there)
        return with_single(invited, "context", **{role: after})

    return move


def met(case: Case, newcomer: Newcomer) -> Case:
    """Write the newcomer into the directory, unless it is nobody that anyone knows."""
    if newcomer is stranger:
        return case
    person = newcomer(case)
    return replace(case, people=Directory({**case.people.people, person.id: person}))


def with_person(case: Case, name: str, **fields: Any) -> Case:
    """Return the case with other fields in one row of the directory."""
    person = case.people.person_for(name)
    if person is None:
        return case
    return replace(case, people=Directory({**case.people.people, name: replace(person, **fields)}))


def owner(case: Case, name: str) -> str:
    """Name the owner of the action."""
    action = case.record.action_for(name)
    return action.owner if action else ""


def grown(collection: str, prefix: str, count: int) -> Move:
    """Copy the last item of a list until there are `count`, or cut the list to that."""
    return lambda case, _: with_record(case, **resized(case.record, collection, prefix, count))


def resized(record: Retrospective, collection: str, prefix: str, count: int) -> dict[str, Any]:
    """Return the fields of a record in which a list has `count` items."""
    there = [*record.items(collection)[:count]]
    if not there:
        return {collection: ()}
    copies = [_copy(there[-1], f"{prefix}{900 + n}") for n in range(count - len(there))]
    fields: dict[str, Any] = {collection: (*there, *copies)}
    if isinstance(there[-1], Action):
        like = record.progress_of(there[-1].id)
        fields["progress"] = {**record.progress, **{one.id: like for one in copies}}
    return fields


def _copy(one: Item, name: str) -> Item:
    """Say the same of another: a list in which one is there twice is a harm of its own."""
    text = collection_of(one).text
    said: dict[str, Any] = {"id": name, text: f"{getattr(one, text)} ({name})"}
    if isinstance(one, Factor):
        said["top"] = False  # what matters most is said of one, not of its copies
    return replace(one, **said)
