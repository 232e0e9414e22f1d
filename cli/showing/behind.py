"""What a record no longer says of how it came to be: it is read from its history."""

from collections.abc import Mapping
from dataclasses import field

from policies.simulating.past import Past, Step
from states.events.actions import ActionFinished
from states.evolve import fold
from states.lifecycle import Phase
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from states.values import Count, Line, value


@value
class Behind:
    """What is behind a record: its revision as it was closed, and what each action was done with.

    `closed` is 0 where it never was; `finished` is the evidence of the owner, by action.
    """

    closed: Count = 0
    finished: Mapping[str, Line] = field(default_factory=dict)


def behind(past: Past, record: Retrospective) -> Behind:
    """Look back from a record at its past, and no further than it goes."""
    steps = [one for one in past.steps if one.seq <= record.revision]
    return Behind(_closed(past.incident, steps), _finished(steps))


def _closed(incident: str, steps: list[Step]) -> int:
    """Find the revision that was closed last: to close is a revision of its own."""
    record, closed = Retrospective(incident), 0
    for one in steps:
        after = fold(record, one.events, Stamp(one.at, one.by, one.seq))
        if after.phase is Phase.CLOSED and record.phase is not Phase.CLOSED:
            closed = record.revision
        record = after
    return closed


def _finished(steps: list[Step]) -> dict[str, str]:
    events = (event for one in steps for event in one.events)
    return {one.action: one.evidence for one in events if isinstance(one, ActionFinished)}
