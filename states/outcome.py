"""What the workflow and the caller are told of an entry and of where the record stands."""

from collections.abc import Iterable
from datetime import datetime

from states.decisions.ladder.clock import next_moment
from states.envelope import Outcome, Refusal
from states.errors import RetrogateError
from states.events import Event, GateBlocked, ItemAdded, PhaseEntered, ProposalMade
from states.lifecycle import Trigger
from states.record.deadlines import DeadlineKind, Notice
from states.record.retrospective import Retrospective
from states.rules import Report, Rules

HANDED_OUT = 20
"""Notices that a workflow sends at a time; the others wait for these to arrive."""


def refusal_of(error: RetrogateError) -> Refusal:
    """Put a refusal into words that travel."""
    return Refusal(str(error), error.hint, error.exit.value)


def standing(record: Retrospective, seq: int, rules: Rules, now: datetime) -> Outcome:
    """Say where a record stands now (UTC), with no command answered."""
    return Outcome(
        incident=record.incident,
        seq=seq,
        phase=record.phase if record.opened else None,
        revision=record.revision,
        severity=record.context.severity.value if record.context.severity else "",
        services=record.context.services,
        gate_due=_gate_due(record),
        due=_next_due(record, rules, now),
        notices=_to_be_sent(record, now),
        errands=record.errands,
    )


def report_in(events: Iterable[Event], incident: str) -> Report | None:
    """Find the gate's report among what a command made."""
    for event in events:
        match event:
            case GateBlocked(report):
                return report
            case PhaseEntered(phase, Trigger.ADVANCE, results=results):
                return Report(incident, phase, results)
            case _:
                continue
    return None


def made_in(events: Iterable[Event]) -> tuple[str, ...]:
    """List the ids that a command gave to new items and proposals."""
    return tuple(
        one.item.id if isinstance(one, ItemAdded) else one.proposal.id
        for one in events
        if isinstance(one, ItemAdded | ProposalMade)
    )


def _next_due(record: Retrospective, rules: Rules, now: datetime) -> datetime | None:
    held = (one.after for one in record.notices if one.after and one.is_held(now))
    return min((one for one in (next_moment(record, rules), *held) if one), default=None)


def _to_be_sent(record: Retrospective, now: datetime) -> tuple[Notice, ...]:
    # Those that were tried in vain before come last: they are not to hold up the others.
    waiting = sorted((one for one in record.notices if not one.is_held(now)), key=_tries)
    return tuple(waiting[:HANDED_OUT])


def _tries(notice: Notice) -> int:
    return notice.tries


def _gate_due(record: Retrospective) -> datetime | None:
    gates = (one.due for one in record.deadlines.values() if one.kind is DeadlineKind.GATE)
    return next(gates, None)
