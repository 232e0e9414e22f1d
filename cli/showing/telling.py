"""What happened, in words: one row for each kind of event.

What names a moment is told by the clocks of a zone.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from itertools import groupby
from typing import Any

from cli.showing.clauses import because
from cli.showing.climbing_told import CLIMBED, CLIMBED_BY_THE_CLOCK
from ledger.entry import Entry
from policies.language.wording import called, quoted
from states.codec import event_from
from states.events.actions import (
    ActionFinished,
    ActionParked,
    ActionRescheduled,
    ActionResumed,
    ActionVerified,
    VerificationFailed,
)
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved, RiskAccepted
from states.events.escalations import DeadlineMet, DeadlineSet, EscalationAcknowledged
from states.events.event import Event
from states.events.gates import GateBlocked, GateShadowed, PhaseEntered, PolicyMoved
from states.events.record import (
    CommentMade,
    IncidentOpened,
    ItemAdded,
    ItemChanged,
    ItemRemoved,
    RemarkAcknowledged,
    SingleChanged,
    TextRead,
    TextsErased,
)
from states.events.recurrence import ErrandDone, ErrandSet, FactorRecurred
from states.lifecycle import Trigger
from states.record.retrospective import collection_of
from states.wishes import wish_told

FOLLOWING = (DeadlineSet, DeadlineMet, TextRead)
"""Events that no person asked for: what is owed, and how it reads, now that something was done."""


def told(entry: Entry, zone: tzinfo = UTC) -> str:
    """Say in a line what an entry came to: what happened, or why it was refused.

    What follows from a deed by itself is left out where there is a deed to tell.
    """
    if entry.refusal:
        return f"refused: {entry.refusal['message']}"
    made = [event_from(one) for one in entry.events]
    is_grant = any(isinstance(one, ProposalSettled) for one in made)
    following = (*FOLLOWING, EscalationAcknowledged) if is_grant else FOLLOWING
    deeds = [one for one in made if not isinstance(one, following)]
    return "; ".join(_clauses(deeds or made, zone))


def _clauses(happened: Iterable[Any], zone: tzinfo) -> Iterator[str]:
    """Tell events one by one, but items of one kind that came together as one."""
    for does, some in groupby(happened, _together):
        first, *more = some
        if does and more:
            yield f"{does} {', '.join(one.item.id for one in (first, *more))}"
        else:
            yield from (event_told(one, zone) for one in (first, *more))


def _together(event: Any) -> str:
    does = ITEM_EVENTS.get(type(event))
    return f"{does} {collection_of(event.item).title}" if does else ""


def event_told(event: Event, zone: tzinfo = UTC) -> str:
    """Say in a clause what happened; moments are those of the clocks of `zone`."""
    by_the_clock = TOLD_BY_THE_CLOCK.get(type(event))
    return by_the_clock(event, zone) if by_the_clock else TOLD[type(event)](event)


def _item(event: Any) -> str:
    return f"{_together(event)} {event.item.id} {called(event.item)}"


def _blocked(event: GateBlocked) -> str:
    shut = ", ".join(one.check for one in event.report.shut)
    return f"the gate into {event.report.to.value} stayed shut: {shut}"


def _entered(event: PhaseEntered) -> str:
    way = "" if event.trigger is Trigger.ADVANCE else f" ({event.trigger.value})"
    return f"reached {event.phase.value}{way}{because(event.reason)}"


def _shadowed(event: GateShadowed) -> str:
    if event.broke:
        return f"the candidate policy broke: {event.broke}"
    stops, passes = (", ".join(one.check for one in event.results)), ", ".join(event.passes)
    told = [f"fails {stops}"] if stops else []
    told += [f"does not fail {passes}"] if passes else []
    return f"the candidate policy {' and '.join(told)}"


def _moved(event: PolicyMoved) -> str:
    return f"is judged by {event.title or event.after[:12]} from here on{because(event.reason)}"


def _asked(event: ProposalMade, zone: tzinfo) -> str:
    one = event.proposal
    return f"asked for {wish_told(one.wish, zone)} ({one.id}){because(one.reason)}"


def _settled(event: ProposalSettled) -> str:
    return f"{'granted' if event.granted else 'declined'} {event.proposal}{because(event.note)}"


def _read(event: TextRead) -> str:
    count, name = len(event.reading.remarks), event.reading.item
    return f"{name} was read: {count} {'remark' if count == 1 else 'remarks'}"


def _erased(event: TextsErased) -> str:
    count = len(event.digests)
    return f"erased {count} {'text' if count == 1 else 'texts'}{because(event.reason)}"


def _commented(event: CommentMade) -> str:
    on = f" on {event.comment.item}" if event.comment.item else ""
    return f"said{on}{because(event.comment.text)}"


# fmt: off
ITEM_EVENTS: dict[type, str] = {
    ItemAdded:   "added",
    ItemChanged: "changed",
}

TOLD: dict[type, Callable[[Any], str]] = {
    IncidentOpened:     lambda one: f"opened {quoted(one.context.title)}",
    ItemAdded:          _item,
    ItemChanged:        _item,
    ItemRemoved:        lambda one: f"removed {one.item}{because(one.reason)}",
    SingleChanged:      lambda one: f"changed the {one.single.type}",
    GateBlocked:        _blocked,
    PhaseEntered:       _entered,
    GateShadowed:       _shadowed,
    PolicyMoved:        _moved,
    ActionFinished:     lambda one: f"{one.action} is done: {one.evidence}",
    ActionVerified:     lambda one: f"{one.action} is verified: {one.evidence}",
    VerificationFailed: lambda one: f"{one.action} does not hold: {one.evidence}",
    ActionParked:       lambda one: f"parked {one.action}{because(one.reason)}",
    ActionResumed:      lambda one: f"resumed {one.action}{because(one.reason)}",
    ActionRescheduled:  lambda one: f"{one.action} is due {one.due}{because(one.reason)}",
    RiskAccepted:       lambda one: f"accepted {one.factor}{because(one.reason)}",
    TextRead:           _read,
    RemarkAcknowledged: lambda one: f"let {quoted(one.sentence)} stand in {one.item}"
                                           f"{because(one.reason)}",
    ProposalSettled:    _settled,
    RecordApproved:     lambda one: f"approved revision {one.revision}",
    CommentMade:        _commented,
    FactorRecurred:     lambda one: f"{one.factor} came back in {one.incident}",
    ErrandSet:          lambda one: f"{one.errand.incident} is to hear of it",
    ErrandDone:         lambda one: f"it heard of it: {one.answer}",
    TextsErased:        _erased,
    **CLIMBED,
}

TOLD_BY_THE_CLOCK: dict[type, Callable[[Any, tzinfo], str]] = {
    ProposalMade:       _asked,
    **CLIMBED_BY_THE_CLOCK,
}
# fmt: on


def happened(
    entries: Iterable[Entry], zone: tzinfo
) -> Iterator[tuple[int, datetime, str, str, str]]:
    """List entries as rows: number, moment (UTC), who, by which way, and what."""
    for one in entries:
        yield one.seq, one.moment, one.actor["person"], one.actor["via"], told(one, zone)
