"""Fold one event into the record: the only way a record changes.

Nothing is judged here. What an event says happened, happened.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from states.events.actions import (
    ActionFinished,
    ActionParked,
    ActionRescheduled,
    ActionResumed,
    ActionVerified,
    VerificationFailed,
)
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved, RiskAccepted
from states.events.escalations import (
    DeadlineMet,
    DeadlineSet,
    EscalationAcknowledged,
    EscalationExtended,
    EscalationReassigned,
    OperatorsTold,
    RungReached,
)
from states.events.event import Event
from states.events.gates import GateBlocked, GateShadowed, PhaseEntered, PolicyMoved
from states.events.notices import NoticeDelivered, NoticePutOff, NoticeSettled, NoticeUndelivered
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
from states.folding.actions import moved_on, settled
from states.folding.climbs import (
    deadline_met,
    deadline_set,
    operators_told,
    reassigned,
    rung_reached,
)
from states.folding.items import added, changed, noted, removed, single_changed, touched
from states.folding.notices import heard_later, told_later, undelivered, unheard
from states.folding.phases import entered, opened
from states.record.proposals import Approval, Recurrence, Respite, Risk
from states.record.readings import Acknowledgement
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from states.values import altered

IDLE = (
    GateBlocked,
    GateShadowed,
    PolicyMoved,
    TextRead,
    CommentMade,
    DeadlineSet,
    DeadlineMet,
    RungReached,
    OperatorsTold,
    NoticeDelivered,
    NoticeUndelivered,
    NoticePutOff,
    NoticeSettled,
    EscalationAcknowledged,
    EscalationReassigned,
    EscalationExtended,
    ErrandSet,
    ErrandDone,
    TextsErased,
)
"""Events that are no progress: they leave the revision and the stall clock alone."""

VOTES = (RecordApproved, ProposalMade)
"""Events that are progress but leave the revision, and so the approvals, as they are."""


def fold(record: Retrospective, events: Iterable[Event], stamp: Stamp) -> Retrospective:
    """Fold the events of one entry into the record, in order."""
    return reduce(lambda sofar, event: evolve(sofar, event, stamp), events, record)


def evolve(record: Retrospective, event: Event, stamp: Stamp) -> Retrospective:
    """Fold one event into the record."""
    return _apply(_progressed(record, event, stamp), event, stamp)


def _progressed(record: Retrospective, event: Event, stamp: Stamp) -> Retrospective:
    if isinstance(event, IDLE) or _is_about_a_climb(event, record):
        return record
    if isinstance(event, VOTES):
        return altered(record, touched=stamp.at)
    return altered(record, touched=stamp.at, revision=stamp.seq)


def _is_about_a_climb(event: Event, record: Retrospective) -> bool:
    match event:
        case ProposalMade(proposal):
            return isinstance(proposal.wish, Respite)
        case ProposalSettled(name):
            found = record.proposal_for(name)
            return found is not None and isinstance(found.wish, Respite)
        case _:
            return False


def _apply(record: Retrospective, event: Event, stamp: Stamp) -> Retrospective:
    match event:
        case IncidentOpened(context, policy):
            return opened(record, context, policy, stamp)
        case ItemAdded(item):
            return noted(added(record, item, stamp), item, stamp)
        case ItemChanged(item):
            return noted(touched(changed(record, item), item.id, stamp), item, stamp)
        case SingleChanged(single):
            return single_changed(record, single)
        case ItemRemoved(item):
            return removed(record, item)
        case PhaseEntered(phase, trigger):
            return entered(record, phase, trigger, stamp)
        case (
            ActionFinished()
            | ActionVerified()
            | VerificationFailed()
            | ActionParked()
            | ActionResumed()
            | ActionRescheduled()
        ):
            return moved_on(record, event, stamp)
        case RiskAccepted(factor, reason):
            risk = Risk(factor, stamp.by, stamp.at, reason)
            return replace(record, risks=(*record.risks, risk))
        case TextRead(reading):
            return replace(record, readings={**record.readings, reading.item: reading})
        case RemarkAcknowledged(item, sentence, reason):
            stands = Acknowledgement(item, sentence, stamp.by, stamp.at, reason)
            return replace(record, acknowledgements=(*record.acknowledgements, stands))
        case ProposalMade(proposal):
            return replace(record, proposals=(*record.proposals, proposal))
        case ProposalSettled(proposal, granted):
            return settled(record, proposal, stamp, granted=granted)
        case RecordApproved(revision):
            approval = Approval(stamp.by, stamp.at, revision)
            return replace(record, approvals=(*record.approvals, approval))
        case CommentMade(comment):
            return replace(record, comments=(*record.comments, comment))
        case DeadlineSet(deadline):
            return deadline_set(record, deadline, stamp)
        case DeadlineMet(deadline):
            return deadline_met(record, deadline, stamp)
        case EscalationExtended(name):
            return replace(record, notices=unheard(record, name, stamp))
        case EscalationAcknowledged():
            return replace(record, notices=tuple(heard_later(record, event, stamp)))
        case EscalationReassigned():
            return reassigned(record, event, stamp)
        case RungReached():
            return rung_reached(record, event, stamp)
        case OperatorsTold():
            return operators_told(record, event, stamp)
        case NoticeDelivered(key) | NoticeSettled(key):
            waiting = tuple(one for one in record.notices if one.key != key)
            return replace(record, notices=waiting)
        case NoticeUndelivered():
            return undelivered(record, event)
        case NoticePutOff():
            return told_later(record, event)
        case FactorRecurred(factor, incident, seen_as):
            back = Recurrence(factor, incident, seen_as, stamp.at)
            return replace(record, recurrences=(*record.recurrences, back))
        case ErrandSet(errand):
            return replace(record, errands=(*record.errands, errand))
        case ErrandDone(key):
            todo = tuple(one for one in record.errands if one.key != key)
            return replace(record, errands=todo)
        case PolicyMoved(_, after):
            return replace(record, policy=after)
        case GateBlocked() | GateShadowed() | TextsErased():
            return record  # what was erased is gone before a record is folded again
