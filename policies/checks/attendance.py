"""Who can take something on: a person of the directory who is there."""

from datetime import date

from states.people import Directory, PartyKind, has_left
from states.spelling import did_you_mean


def absence(name: str, people: Directory, day: date) -> str:
    """Say why `name` cannot answer for anything on `day`; empty when they can."""
    person = people.person_for(name)
    if person is None:
        return f"“{name}” is not in the people directory{did_you_mean(name, people.people)}"
    if person.kind is PartyKind.TEAM:
        return f"“{name}” is a team: one person has to answer for it"
    return f"“{name}” left on {person.left}" if has_left(person, day) else ""
