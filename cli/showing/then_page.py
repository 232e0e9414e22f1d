"""By which rules and among whom an incident stood at a moment, and what was late."""

from collections.abc import Iterator
from datetime import timedelta, tzinfo
from typing import Any

from cli.records.then import Then
from cli.showing.cells import as_text
from policies.policy import Policy
from states.people import Directory, Person, has_left
from states.values import value

LABEL = 21
ROLES = ("commander", "facilitator", "scribe", "decision_owner", "service_owner")


@value
class Around:
    """The policy and the directory of that time."""

    policy: Policy
    people: Directory


def then_lines(then: Then, around: Around, zone: tzinfo) -> Iterator[str]:
    """Write what stands below a record that is looked back at."""
    yield ""
    yield f"As of entry {then.seq}, {as_text(then.at, zone)}"
    yield f"  {'policy':{LABEL}}{around.policy.title}  {around.policy.digest[:12]}"
    yield f"  {'people':{LABEL}}entry {around.people.revision} of their directory"
    for name, told in _named(then, around.people).items():
        yield f"    {name:{LABEL - 2}}{told}"
    for name, by in _late(then).items():
        yield f"  {'late':{LABEL}}{name} by {as_text(by)}"


def then_json(then: Then, around: Around) -> dict[str, Any]:
    """Write the same as JSON values; a span is its seconds."""
    return {
        "entry": then.seq,
        "at": then.at,
        "policy": {"title": around.policy.title, "digest": around.policy.digest},
        "people": {"entry": around.people.revision, "named": _named(then, around.people)},
        "late": _late(then),
    }


def _named(then: Then, people: Directory) -> dict[str, str]:
    """Say of everybody whom the record names who they were then."""
    record = then.record
    names = {
        *(getattr(record.context, role) for role in ROLES),
        *record.context.participants,
        *(one.owner for one in record.actions),
        *(one.owner for one in record.deadlines.values()),
        *(one.by for one in record.approvals),
    }
    return {name: _told(people.person_for(name), then) for name in sorted(names) if name}


def _told(person: Person | None, then: Then) -> str:
    if person is None:
        return "not in the directory"
    manager = f"answers to {person.manager}" if person.manager else ""
    left = f"left on {person.left}" if has_left(person, then.at.date()) else ""
    return ", ".join(one for one in (person.name, *person.roles, manager, left) if one)


def _late(then: Then) -> dict[str, timedelta]:
    """Say by how much each deadline had been missed that was still owed."""
    owed = sorted(then.record.deadlines.values(), key=lambda one: one.due)
    late = (one for one in owed if one.due < then.at and not one.is_question)
    return {one.id: then.at - one.due for one in late}
