"""The way of an incident: how often it came to each phase, how long, and by which steps."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from policies.simulating.past import Past
from states.events.gates import PhaseEntered
from states.events.record import IncidentOpened
from states.lifecycle import LIFECYCLE, Phase, Step
from states.values import Count, Instant, Line, value


@value
class Stay:
    """How often a phase was entered, and how long it lasted in all."""

    phase: Phase
    times: Count
    lasted: timedelta


@value
class Way:
    """Every phase and every step of the lifecycle, and where an incident stands since when."""

    incident: Line
    phase: Phase
    since: Instant
    stays: tuple[Stay, ...]
    taken: Mapping[Step, int]


Entered = list[tuple[Phase, datetime]]


def way_of(past: Past, until: datetime) -> Way:
    """Follow an incident that has been opened through its phases, up to a moment (UTC)."""
    entered = [*_entered(past)]
    phase, since = entered[-1]
    return Way(
        incident=past.incident,
        phase=phase,
        since=since,
        stays=tuple(_stay(one, entered, until) for one in Phase),
        taken=_taken(past),
    )


def _entered(past: Past) -> Iterator[tuple[Phase, datetime]]:
    for step in past.steps:
        for event in step.events:
            match event:
                case IncidentOpened():
                    yield Phase.OPENING, step.at
                case PhaseEntered(phase):
                    yield phase, step.at
                case _:
                    continue


def _stay(phase: Phase, entered: Entered, until: datetime) -> Stay:
    ends = pairwise([*entered, (phase, until)])
    lengths = [left - came for (one, came), (_, left) in ends if one is phase]
    return Stay(phase, len(lengths), sum(lengths, timedelta()))


def _taken(past: Past) -> Mapping[Step, int]:
    walked = Counter(pairwise(phase for phase, _ in _entered(past)))
    return {row: walked[row.source, row.dest] for row in LIFECYCLE}
