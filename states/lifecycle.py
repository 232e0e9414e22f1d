"""The lifecycle, as a table.

A phase is a milestone reached; a gate guards the way *into* it.
Everything about which phase may follow which lives in this file, and the
diagram in the docs is drawn from `LIFECYCLE`: it cannot drift.
"""

from enum import Enum
from typing import NamedTuple


class Phase(Enum):
    """A milestone that an incident's retrospective has reached."""

    OPENING = "opening"
    STABILIZED = "stabilized"
    FACTS = "facts"
    FACTORS = "factors"
    ACTIONS_TICKETED = "actions_ticketed"
    VERIFIED = "verified"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Trigger(Enum):
    """What moves a retrospective from one phase to another."""

    ADVANCE = "advance"
    RETURN = "return"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


class Guard(Enum):
    """What must be given before a step is taken."""

    GATE = "the gate's checks"
    REASON = "a reason"
    APPROVAL = "a second person"


class Step(NamedTuple):
    """One row of the lifecycle."""

    trigger: Trigger
    source: Phase
    dest: Phase
    guard: Guard


# fmt: off
LIFECYCLE = (
    #    when              from                    to                      guarded by
    Step(Trigger.ADVANCE,  Phase.OPENING,          Phase.STABILIZED,       Guard.GATE),
    Step(Trigger.ADVANCE,  Phase.STABILIZED,       Phase.FACTS,            Guard.GATE),
    Step(Trigger.ADVANCE,  Phase.FACTS,            Phase.FACTORS,          Guard.GATE),
    Step(Trigger.ADVANCE,  Phase.FACTORS,          Phase.ACTIONS_TICKETED, Guard.GATE),
    Step(Trigger.ADVANCE,  Phase.ACTIONS_TICKETED, Phase.VERIFIED,         Guard.GATE),
    Step(Trigger.ADVANCE,  Phase.VERIFIED,         Phase.CLOSED,           Guard.GATE),

    Step(Trigger.RETURN,   Phase.FACTS,            Phase.STABILIZED,       Guard.REASON),
    Step(Trigger.RETURN,   Phase.FACTORS,          Phase.FACTS,            Guard.REASON),
    Step(Trigger.RETURN,   Phase.ACTIONS_TICKETED, Phase.FACTORS,          Guard.REASON),
    Step(Trigger.RETURN,   Phase.VERIFIED,         Phase.ACTIONS_TICKETED, Guard.REASON),

    Step(Trigger.REOPEN,   Phase.CLOSED,           Phase.ACTIONS_TICKETED, Guard.REASON),
    Step(Trigger.REOPEN,   Phase.WITHDRAWN,        Phase.OPENING,          Guard.REASON),

    Step(Trigger.WITHDRAW, Phase.OPENING,          Phase.WITHDRAWN,        Guard.APPROVAL),
    Step(Trigger.WITHDRAW, Phase.STABILIZED,       Phase.WITHDRAWN,        Guard.APPROVAL),
    Step(Trigger.WITHDRAW, Phase.FACTS,            Phase.WITHDRAWN,        Guard.APPROVAL),
    Step(Trigger.WITHDRAW, Phase.FACTORS,          Phase.WITHDRAWN,        Guard.APPROVAL),
    Step(Trigger.WITHDRAW, Phase.ACTIONS_TICKETED, Phase.WITHDRAWN,        Guard.APPROVAL),
    Step(Trigger.WITHDRAW, Phase.VERIFIED,         Phase.WITHDRAWN,        Guard.APPROVAL),
)
# fmt: on

GATED = tuple(step.dest for step in LIFECYCLE if step.guard is Guard.GATE)
"""The phases that have a gate, in the order in which they are reached."""

ENDED = frozenset({Phase.CLOSED, Phase.WITHDRAWN})
"""The phases in which nothing is owed any more."""


def step_for(phase: Phase, trigger: Trigger) -> Step | None:
    """Find the row for `trigger` in `phase`, or None where the lifecycle has no such step."""
    return next((row for row in LIFECYCLE if (row.source, row.trigger) == (phase, trigger)), None)


def steps_from(phase: Phase) -> tuple[Step, ...]:
    """List every row that leaves `phase`."""
    return tuple(row for row in LIFECYCLE if row.source is phase)


def gates_up_to(phase: Phase) -> tuple[Phase, ...]:
    """List the gates that stand between opening and `phase`, its own included."""
    return GATED[: GATED.index(phase) + 1] if phase in GATED else ()


def has_reached(phase: Phase, milestone: Phase) -> bool:
    """Tell whether a retrospective in `phase` has passed the gate into `milestone`."""
    return milestone in gates_up_to(phase)
