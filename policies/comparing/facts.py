"""In which facts a record differs from the complete one it was made of."""

from dataclasses import fields

from policies.supposing.paths import facts_of
from states.people import Directory
from states.rules import Case
from states.values import value


@value
class Facts:
    """What was said otherwise, and what was not said; a test file writes it the same way."""

    set: tuple[tuple[str, object], ...]
    unset: tuple[str, ...]

    @property
    def size(self) -> int:
        """Count them."""
        return len(self.set) + len(self.unset)


def differing(base: Case, case: Case) -> Facts:
    """Say in which facts `case` differs from `base`; those of the directory are `people.…`."""
    before, after = _facts(base), _facts(case)
    given = tuple((path, one) for path, one in after.items() if before.get(path) != one)
    return Facts(given, tuple(path for path in before if path not in after))


def _facts(case: Case) -> dict[str, object]:
    return {**facts_of(case.record), **_people(case.people)}


def _people(people: Directory) -> dict[str, object]:
    return {
        f"people.{one.id}.{field.name}": said
        for one in people.people.values()
        for field in fields(one)
        if field.name != "id" and (said := getattr(one, field.name)) not in ("", (), None)
    }
