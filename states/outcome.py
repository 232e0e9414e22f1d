"""What the workflow and the caller are told of an entry and of where the record stands."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter

from states.decisions.ladder.clock import next_moment
from states.decisions.ladder.rounds import in_this_round
from states.envelope import Outcome, Refusal
from states.errors import RetrogateError
from states.events.consents import ProposalMade
from states.events.event import Event
from states.events.gates import GateBlocked, PhaseEntered
from states.events.record import ItemAdded
from states.lifecycle import Trigger
from states.record.deadlines import DeadlineKind, Notice
from states.record.retrospective import Retrospective
from states.rules import Report, Rules

HANDED_OUT = 20
OF_ONE_PERSON = 5
"""Notices that a workflow sends at a time, and of them to one person; the others wait for these."""


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
    return min((one for one in (next_moment(record, rules, now), *held) if one), default=None)


def _to_be_sent(record: Retrospective, now: datetime) -> tuple[Notice, ...]:
    # Somebody who is not reached is not to hold up anybody else.
    so_far: Counter[str] = Counter()
    turns: list[tuple[bool, int, int, Notice]] = []
    overtaking = _repeats_of_what_is_on_its_way(record.notices, now)
    for one in in_this_round(record.notices, now):
        if one.key in overtaking:
            continue
        turns.append((not one.at_once, one.tries, so_far[one.to], one))
        so_far[one.to] += 1
    turns.sort(key=itemgetter(0, 1, 2))
    return tuple(one for _, _, place, one in turns if place < OF_ONE_PERSON)[:HANDED_OUT]


def _repeats_of_what_is_on_its_way(notices: Iterable[Notice], now: datetime) -> frozenset[str]:
    # One whose worker died comes again in a minute or two, and says so: then its repeat goes.
    ripe = [one for one in notices if not (one.tries or one.is_held(now))]
    first = {(one.to, one.deadline or one.key, one.rung): one.key for one in reversed(ripe)}
    return frozenset(one.key for one in ripe) - {*first.values()}


def _gate_due(record: Retrospective) -> datetime | None:
    gates = (one.due for one in record.deadlines.values() if one.kind is DeadlineKind.GATE)
    return next(gates, None)
