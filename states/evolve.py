"""Fold one event into the record: the only way a record changes.

Nothing is judged here. What an event says happened, happened.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce

from states.events import (
    ActionFinished,
    ActionParked,
    ActionRescheduled,
    ActionResumed,
    ActionVerified,
    CommentMade,
    DeadlineMet,
    DeadlineSet,
    ErrandDone,
    ErrandSet,
    EscalationAcknowledged,
    EscalationExtended,
    EscalationReassigned,
    Event,
    FactorRecurred,
    GateBlocked,
    GateShadowed,
    IncidentOpened,
    ItemAdded,
    ItemChanged,
    ItemRemoved,
    NoticeDelivered,
    NoticePutOff,
    NoticeSettled,
    NoticeUndelivered,
    OperatorsTold,
    PhaseEntered,
    PolicyMoved,
    ProposalMade,
    ProposalSettled,
    RecordApproved,
    RemarkAcknowledged,
    RiskAccepted,
    RungReached,
    SingleChanged,
    TextRead,
    TextsErased,
    VerificationFailed,
)
from states.lifecycle import Phase, Trigger
from states.messages import handing_notice, notices_of, operators_notices, waits_for_them
from states.record.actions import Action, ActionState, Progress
from states.record.context import Context, Impact, Meeting
from states.record.deadlines import Deadline, Notice
from states.record.proposals import Approval, Recurrence, Respite, Risk, Verdict
from states.record.readings import Acknowledgement
from states.record.retrospective import (
    COLLECTIONS,
    Item,
    Mark,
    Retrospective,
    Single,
    collection_of,
)
from states.rewording import CLIMB_STOPPED, put_off
from states.stamp import Stamp

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
        return replace(record, touched=stamp.at)
    return replace(record, touched=stamp.at, revision=stamp.seq)


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
            return _opened(record, context, policy, stamp)
        case ItemAdded(item):
            return _noted(_added(record, item, stamp), item, stamp)
        case ItemChanged(item):
            return _noted(_touched(_changed(record, item), item.id, stamp), item, stamp)
        case SingleChanged(single):
            return _single(record, single)
        case ItemRemoved(item):
            return _removed(record, item)
        case PhaseEntered(phase, trigger):
            return _entered(record, phase, trigger, stamp)
        case (
            ActionFinished()
            | ActionVerified()
            | VerificationFailed()
            | ActionParked()
            | ActionResumed()
            | ActionRescheduled()
        ):
            return _action(record, event, stamp)
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
            return _settled(record, proposal, stamp, granted=granted)
        case RecordApproved(revision):
            approval = Approval(stamp.by, stamp.at, revision)
            return replace(record, approvals=(*record.approvals, approval))
        case CommentMade(comment):
            return replace(record, comments=(*record.comments, comment))
        case DeadlineSet(deadline):
            return _set(record, deadline, stamp)
        case DeadlineMet(deadline):
            left = _without(record.deadlines, deadline)
            return replace(record, deadlines=left, notices=_unheard(record, deadline, stamp))
        case EscalationExtended(name):
            return replace(record, notices=_unheard(record, name, stamp))
        case EscalationAcknowledged():
            return replace(record, notices=tuple(_heard_later(record, event, stamp)))
        case EscalationReassigned():
            return _reassigned(record, event, stamp)
        case RungReached():
            return _reached(record, event, stamp)
        case OperatorsTold():
            told = operators_notices(event, record, stamp)
            known = _gaps_known(record, event)
            return replace(record, deadlines=known, notices=(*record.notices, *told))
        case NoticeDelivered(key) | NoticeSettled(key):
            waiting = tuple(one for one in record.notices if one.key != key)
            return replace(record, notices=waiting)
        case NoticeUndelivered():
            return _undelivered(record, event)
        case NoticePutOff():
            return _put_off(record, event)
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


def _opened(record: Retrospective, context: Context, policy: str, stamp: Stamp) -> Retrospective:
    return replace(
        record,
        policy=policy,
        context=context,
        opened=stamp.at,
        opened_by=stamp.by,
        entered=stamp.at,
        phase=Phase.OPENING,
    )


def _entered(record: Retrospective, phase: Phase, trigger: Trigger, stamp: Stamp) -> Retrospective:
    entered = replace(record, phase=phase, entered=stamp.at)
    if (trigger, phase) != (Trigger.ADVANCE, Phase.ACTIONS_TICKETED):
        return entered
    promised = {one.id: replace(record.marks[one.id], promised=True) for one in record.actions}
    return replace(entered, marks={**record.marks, **promised})


def _added(record: Retrospective, item: Item, stamp: Stamp) -> Retrospective:
    name = collection_of(item).name
    mark = Mark(stamp.by, stamp.at, stamp.at)
    grown = replace(record, marks={**record.marks, item.id: mark})
    return grown.with_items({name: (*record.items(name), item)})


def _changed(record: Retrospective, item: Item) -> Retrospective:
    name = collection_of(item).name
    items = tuple(item if one.id == item.id else one for one in record.items(name))
    return record.with_items({name: items})


def _single(record: Retrospective, single: Single) -> Retrospective:
    match single:
        case Context():
            return replace(record, context=single)
        case Impact():
            return replace(record, impact=single)
        case Meeting():
            return replace(record, meeting=single)


def _removed(record: Retrospective, item: str) -> Retrospective:
    kept = {
        row.name: tuple(one for one in record.items(row.name) if one.id != item)
        for row in COLLECTIONS
    }
    return record.with_items(kept)


def _touched(record: Retrospective, item: str, stamp: Stamp) -> Retrospective:
    mark = replace(record.marks[item], touched=stamp.at)
    return replace(record, marks={**record.marks, item: mark})


def _noted(record: Retrospective, item: Item, stamp: Stamp) -> Retrospective:
    if not isinstance(item, Action):
        return record
    mark = record.marks[item.id]
    owners = dict.fromkeys(one for one in (*mark.owners, item.owner) if one)
    ticketed = mark.ticketed or (stamp.at if item.ticket else None)
    noted = replace(mark, owners=tuple(owners), ticketed=ticketed)
    return replace(record, marks={**record.marks, item.id: noted})


ActionEvent = (
    ActionFinished
    | ActionVerified
    | VerificationFailed
    | ActionParked
    | ActionResumed
    | ActionRescheduled
)


def _action(record: Retrospective, event: ActionEvent, stamp: Stamp) -> Retrospective:
    was = record.progress_of(event.action)
    became = {**record.progress, event.action: _progress(was, event, stamp)}
    moved = _due_moved(replace(record, progress=became), event)
    return _touched(moved, event.action, stamp)


def _progress(was: Progress, event: ActionEvent, stamp: Stamp) -> Progress:
    new = replace(was, by=stamp.by, at=stamp.at, evidence="", reason="")
    match event:
        case ActionFinished(_, evidence):
            return replace(new, state=ActionState.DONE, evidence=evidence)
        case ActionVerified(_, evidence):
            return replace(new, state=ActionState.VERIFIED, evidence=evidence)
        case VerificationFailed(_, evidence):
            return replace(new, state=ActionState.OPEN, evidence=evidence)
        case ActionParked(_, reason):
            return replace(new, state=ActionState.PARKED, reason=reason)
        case ActionResumed(_, reason):
            return replace(new, state=ActionState.OPEN, reason=reason)
        case ActionRescheduled(_, _, reason):
            return replace(was, reason=reason, reschedules=was.reschedules + 1)


def _due_moved(record: Retrospective, event: ActionEvent) -> Retrospective:
    action = record.action_for(event.action)
    if action is None or not isinstance(event, ActionRescheduled):
        return record
    return _changed(record, replace(action, due=event.due))


def _settled(record: Retrospective, proposal: str, stamp: Stamp, *, granted: bool) -> Retrospective:
    verdict = Verdict.GRANTED if granted else Verdict.DECLINED
    return replace(
        record,
        proposals=tuple(
            replace(one, verdict=verdict, settled_by=stamp.by, settled_at=stamp.at)
            if one.id == proposal
            else one
            for one in record.proposals
        ),
    )


def _reached(record: Retrospective, event: RungReached, stamp: Stamp) -> Retrospective:
    deadline = record.deadlines[event.deadline]
    told = replace(
        deadline,
        # It has stopped what came before this rung, and the next one begins for itself.
        hold=deadline.hold if deadline.hold and deadline.hold.lasts(stamp.at) else None,
        fired=_counted(deadline.fired, event.rung, event.times),
        tellings=_counted(deadline.tellings, event.rung, deadline.told_by(event.rung) + 1),
        heard=deadline.heard_by(event.waiting_on),
    )
    return replace(
        record,
        deadlines={**record.deadlines, deadline.id: told},
        notices=(*_not_said_again(record, event), *notices_of(event, record, stamp)),
    )


def _gaps_known(record: Retrospective, event: OperatorsTold) -> Mapping[str, Deadline]:
    deadline = record.deadlines.get(event.about)
    if deadline is None or not event.gaps:
        return record.deadlines
    known = replace(deadline, gaps=deadline.gaps_with(event.gaps))
    return {**record.deadlines, deadline.id: known}


def _not_said_again(record: Retrospective, event: RungReached) -> Iterator[Notice]:
    # What reached nobody by any route is said by the repeat that follows it.
    for one in record.notices:
        again = (one.deadline, one.rung) == (event.deadline, event.rung) and one.to in event.to
        if not (one.tries and again):
            yield one


def _reassigned(record: Retrospective, event: EscalationReassigned, stamp: Stamp) -> Retrospective:
    left = replace(record, notices=tuple(_heard_all_the_same(record, event, stamp)))
    deadline = record.deadlines.get(event.deadline)
    # A simulation sets deadlines of its own.
    if not event.subject or deadline is None:
        return left
    told = replace(deadline, heard=deadline.heard_by([event.after]))
    return replace(
        left,
        deadlines={**record.deadlines, deadline.id: told},
        notices=(*left.notices, handing_notice(event, record, stamp)),
    )


def _set(record: Retrospective, deadline: Deadline, stamp: Stamp) -> Retrospective:
    was = record.deadlines.get(deadline.id)
    after = replace(record, deadlines={**record.deadlines, deadline.id: deadline})
    if was is None or was.due == deadline.due:
        return after
    return replace(after, notices=_unheard(record, deadline.id, stamp))


def _unheard(record: Retrospective, deadline: str, stamp: Stamp) -> tuple[Notice, ...]:
    # Whoever settled it before anybody could be told hears nothing of it.
    return tuple(one for one in record.notices if not one.is_held_about(deadline, stamp.at))


def _heard_later(
    record: Retrospective, event: EscalationAcknowledged, stamp: Stamp
) -> Iterator[Notice]:
    # An older entry names no moments, and those whom it left out stay so.
    after = iter(event.after)
    for one in record.notices:
        if not one.is_held_about(event.deadline, stamp.at):
            yield one
        elif moment := next(after, None):
            yield put_off(one, NoticePutOff(one.key, moment, CLIMB_STOPPED))


def _heard_all_the_same(
    record: Retrospective, event: EscalationReassigned, stamp: Stamp
) -> Iterator[Notice]:
    for one in record.notices:
        waited_for = one.to == event.before and waits_for_them(one)
        if one.is_held_about(event.deadline, stamp.at) and (waited_for or not event.goes_on):
            continue
        yield one


def _undelivered(record: Retrospective, event: NoticeUndelivered) -> Retrospective:
    notices = (
        replace(one, after=event.again, tries=one.tries + 1) if one.key == event.key else one
        for one in record.notices
    )
    return replace(record, notices=tuple(notices))


def _put_off(record: Retrospective, event: NoticePutOff) -> Retrospective:
    notices = (put_off(one, event) if one.key == event.key else one for one in record.notices)
    return replace(record, notices=tuple(notices))


def _counted(counts: tuple[int, ...], rung: int, times: int) -> tuple[int, ...]:
    longer = (*counts, *[0] * (rung + 1 - len(counts)))
    return (*longer[:rung], times, *longer[rung + 1 :])


def _without(deadlines: Mapping[str, Deadline], name: str) -> dict[str, Deadline]:
    return {one: deadline for one, deadline in deadlines.items() if one != name}
