"""The record of a fixture, as if people had written it down and the gates had been passed."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from documents.draft import Draft
from policies.language.wording import meant
from policies.supposing.paths import with_fact, without_fact
from policies.trials.model import Changed, FixtureLine
from states.codec import adapter_of
from states.errors import InvalidError
from states.people import Directory, Person
from states.record.proposals import Approval
from states.record.retrospective import COLLECTIONS, Mark, Retrospective, next_id
from states.rules import Case

PEOPLE = "people."
FIRST = 1
"""The revision of a record that was written down once."""


def drafted(draft: Draft, line: FixtureLine) -> Retrospective:
    """Make a record of what a file says: opened once stabilized, by its facilitator."""
    lists = {row.name: _numbered(getattr(draft, row.name), row.prefix) for row in COLLECTIONS}
    opened = line.opened or draft.context.stabilized or line.at
    record = Retrospective(
        incident=draft.incident or "EXAMPLE-1",
        opened=opened,
        opened_by=draft.context.facilitator,
        entered=line.at,
        touched=line.at,
        revision=FIRST,
        context=draft.context,
        impact=draft.impact,
        meeting=draft.meeting,
    ).with_items(lists)
    mark = Mark(record.opened_by, opened, opened)
    return replace(record, marks=dict.fromkeys(record.ids, mark))


def _numbered(items: tuple[Any, ...], prefix: str) -> tuple[Any, ...]:
    """Give each item that has none an id, as the record does."""
    taken = {one.id for one in items if one.id}
    numbered = []
    for one in items:
        name = one.id or next_id(taken, prefix)
        taken.add(name)
        numbered.append(replace(one, id=name))
    return tuple(numbered)


def changed(case: Case, line: Changed) -> Case:
    """Return the case with other facts; those of the directory begin with `people.`.

    Raises:
        InvalidError: nothing stands at a path, or not such a value; it begins with the path.
    """
    for path in line.unset:
        case = replace(case, record=without_fact(case.record, path))
    for path, given in line.set.items():
        if path.startswith(PEOPLE):
            case = replace(case, people=_with_person(case.people, path, given))
        else:
            case = replace(case, record=with_fact(case.record, path, given, case.now))
    return replace(case, record=_approved(case.record, line.approved_by, case.now))


def _approved(record: Retrospective, names: tuple[str, ...], now: datetime) -> Retrospective:
    given = tuple(Approval(name, now, record.revision) for name in names)
    return replace(record, approvals=(*record.approvals, *given))


def _with_person(people: Directory, path: str, given: object) -> Directory:
    name, _, field = path.removeprefix(PEOPLE).rpartition(".")
    known = [one.name for one in fields(Person) if one.name != "id"]
    if not name or field not in known:
        raise InvalidError(f"{path}: write people.NAME.FIELD{meant(field, known)}")
    body = _written(people.person_for(name) or Person(name))
    try:
        person = adapter_of(Person).validate_python({**body, field: given})
    except ValueError as error:
        raise InvalidError(f"{path}: “{given}” is no such value") from error
    return Directory({**people.people, name: person})


def _written(person: Person) -> Mapping[str, Any]:
    return {one.name: getattr(person, one.name) for one in fields(person)}


def people_in(record: Retrospective, roles: tuple[str, ...]) -> Directory:
    """Make a directory of everybody the record names, and of one person for each role."""
    named = {name: Person(name) for name in _named(record) if name}
    holders = {role: Person(role, roles=(role,)) for role in roles}
    return Directory({**named, **holders})


def _named(record: Retrospective) -> Iterator[str]:
    context = record.context
    yield from (context.commander, context.facilitator, context.scribe, context.decision_owner)
    yield from (context.service_owner, *context.participants, *context.adjacent)
    yield from record.meeting.attendees
    yield from (one.by for one in record.timeline)
    yield from (one.owner for one in record.actions)
    yield from (one.by for one in record.progress.values())
