"""What is promised, how it will be verified, and what became of it.

An `Action` is the promise and is edited; a `Progress` is what happened to it
and only grows by commands of its own.
"""

from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field

from states.values import Day, Instant, Line, Text, value


class Priority(Enum):
    """P1 is owed within the days the policy names."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class Comparator(Enum):
    """How a metric is held against its threshold."""

    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="
    EQUAL = "=="


Days = Annotated[int, Field(ge=1, le=366)]

# A stored entry leaves empty texts out, so reading one back must not miss them.
Unsaid = Annotated[Line, Field(default="")]


@value
class Metric:
    """A number that must hold over a window of days, read from a source."""

    name: Line
    comparator: Comparator
    threshold: Decimal
    unit: Unsaid
    window_days: Days
    source: Unsaid
    type: Literal["metric"] = "metric"


@value
class Test:
    """A test that must pass."""

    __test__ = False  # pytest collects classes of this name

    suite: Line
    type: Literal["test"] = "test"


@value
class Drill:
    """An exercise in which the fix must hold."""

    scenario: Line
    type: Literal["drill"] = "drill"


@value
class NoRecurrence:
    """The failure does not come back for so many days."""

    days: Days
    type: Literal["no_recurrence"] = "no_recurrence"


Criterion = Annotated[Metric | Test | Drill | NoRecurrence, Field(discriminator="type")]


@value
class Verification:
    """How anyone can tell that an action worked (R41)."""

    criterion: Criterion
    steps: Text = ""
    environment: Line = ""
    test_data: Line = ""
    expected: Text = ""
    rollback: Text = ""
    signal: Line = ""


@value
class Action:
    """One promise (R40); `owner` is a person's id and `due` a date in the owner's zone.

    `sprint` only names a sprint: the day it ends is `due`, and nothing else is watched.
    """

    id: Line = ""
    title: Line = ""
    owner: Line = ""
    due: Day | None = None
    sprint: Line = ""
    ticket: Line = ""
    priority: Priority | None = None
    factors: tuple[Line, ...] = ()
    deliverable: Text = ""
    component: Line = ""
    verification: Verification | None = None
    top: bool = False
    runbook: bool = False
    type: Literal["action"] = "action"


class ActionState(Enum):
    """Where a promise stands. Done is not verified (R51)."""

    OPEN = "open"
    DONE = "done"
    VERIFIED = "verified"
    PARKED = "parked"


@value
class Progress:
    """What became of a promise; times are UTC."""

    state: ActionState = ActionState.OPEN
    by: Line = ""
    at: Instant | None = None
    evidence: Line = ""
    reason: Text = ""
    reschedules: int = 0


SETTLED = frozenset({ActionState.VERIFIED, ActionState.PARKED})
"""The states in which an action owes nothing more."""
