"""Which escalations would have been raised, beside those that were."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum
from itertools import zip_longest

from policies.simulating.ladders import Call
from states.values import Instant, Line, value

# The engine looks at the clock when it can; a simulation does on the instant.
ALIKE = timedelta(hours=1)

Key = tuple[str, tuple[str, ...]]
Pair = tuple[datetime | None, datetime | None]


class Shift(Enum):
    """How what would have been raised stands to what was."""

    NEW = "new"
    GONE = "no longer"
    MOVED = "at another time"
    SAME = "the same"


@value
class Called:
    """One escalation: about what, to whom, when it was raised, and when it would have been."""

    deadline: Line
    to: tuple[Line, ...]
    then: Instant | None
    would: Instant | None

    @property
    def shift(self) -> Shift:
        """Compare the two."""
        if self.then is None:
            return Shift.NEW
        if self.would is None:
            return Shift.GONE
        return Shift.SAME if abs(self.then - self.would) <= ALIKE else Shift.MOVED

    @property
    def moments(self) -> tuple[datetime, ...]:
        """List when it was raised, and when it would have been."""
        return tuple(one for one in (self.then, self.would) if one)


def paired(then: Iterable[Call], would: Iterable[Call]) -> tuple[Called, ...]:
    """Put those side by side that tell the same people of the same thing, in their order."""
    was, might = _by_whom(then), _by_whom(would)
    found = (
        Called(*key, *pair)
        for key in dict.fromkeys((*was, *might))
        for pair in _pairs(was[key], might[key])
    )
    return tuple(sorted(found, key=lambda one: min(one.moments)))


def _pairs(was: list[datetime], might: list[datetime]) -> Iterator[Pair]:
    """Pair what came at the same time, and what is left in its order."""
    left = []
    for one in was:
        near = next((other for other in might if abs(one - other) <= ALIKE), None)
        if near is None:
            left.append(one)
            continue
        might.remove(near)
        yield one, near
    yield from zip_longest(left, might)


def _by_whom(calls: Iterable[Call]) -> defaultdict[Key, list[datetime]]:
    found: defaultdict[Key, list[datetime]] = defaultdict(list)
    for one in calls:
        found[one.deadline, tuple(sorted(one.to))].append(one.at)
    return found
