"""Who answers for whom: what `retro doctor` and an import say of managers who are not there."""

from datetime import date

from cli.showing.clauses import some_of
from states.people import Directory, has_left


def counted(people: Directory, today: date) -> str:
    """Say how many people and teams there are, and how many left."""
    gone = sum(has_left(one, today) for one in people.people.values())
    return f"{len(people.people) - gone} in the directory{f', {gone} who left' if gone else ''}"


def left_alone(people: Directory, today: date) -> tuple[str, ...]:
    """List who is here and whose manager is not there any more, by id."""
    return tuple(
        one for one in people.here(today) if people.manager_of(one) and not _led(one, people, today)
    )


def without_manager(people: Directory, today: date) -> tuple[str, ...]:
    """List who is here and has no manager, by id."""
    return tuple(one for one in people.here(today) if not people.manager_of(one))


def bereft(before: Directory, after: Directory, today: date) -> tuple[str, ...]:
    """List who is here, had a manager who was there, and has none who is there now, by id."""
    return tuple(
        one for one in after.here(today) if _led(one, before, today) and not _led(one, after, today)
    )


def managers_told(people: Directory, today: date) -> str:
    """Say that everybody's manager is there, and who has none."""
    alone = without_manager(people, today)
    return f"everybody's is there{f', {some_of(alone)} without one' if alone else ''}"


def _led(name: str, people: Directory, today: date) -> bool:
    return people.is_here(people.manager_of(name), today)
