"""What a figure is: something measured, the numbers it yields, and what they are held to."""

from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from states.values import value


@value
class Size:
    """How much is measured; the rows of a table in `benchmarks.run`."""

    commands: int
    at_once: int
    each: int
    rounds: int
    actions: int
    facts: int
    open: int
    starts: int
    stored: int
    reads: int
    replayed: int
    climbing: int
    burst: int


class Goal(NamedTuple):
    """What a number is held to."""

    sign: str
    limit: float

    def holds(self, measured: float) -> bool:
        """Tell whether `measured` is as good as it was to be."""
        return measured <= self.limit if self.sign == "≤" else measured >= self.limit

    def __str__(self) -> str:
        """Say it as it stands in the table."""
        return f"{self.sign} {self.limit:g}"


class Number(NamedTuple):
    """One number of a figure; without a goal it is there to read the others by."""

    name: str
    says: str
    unit: str
    goal: Goal | None = None


class Figure(NamedTuple):
    """Something to measure, and the numbers that come of it."""

    measure: Callable[[Size], Coroutine[Any, Any, dict[str, float]]]
    numbers: tuple[Number, ...]


def at_most(limit: float) -> Goal:
    """Hold a number to `limit` or less."""
    return Goal("≤", limit)


def at_least(limit: float) -> Goal:
    """Hold a number to `limit` or more."""
    return Goal("≥", limit)
