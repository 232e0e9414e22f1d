"""The story of one deadline, as its incident's history has it: rungs, messages, and acts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from policies.simulating.past import Past
from states.events.actions import ActionRescheduled
from states.events.consents import ProposalMade, ProposalSettled
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
from states.events.notices import NoticeDelivered, NoticeSettled, NoticeUndelivered
from states.evolve import evolve
from states.record.deadlines import DeadlineKind, Notice
from states.record.proposals import Proposal, Rescheduling, Respite
from states.record.retrospective import Retrospective
from states.stamp import Stamp

NAMING = (
    DeadlineMet,
    RungReached,
    EscalationAcknowledged,
    EscalationReassigned,
    EscalationExtended,
)
"""Events that say which deadline they are about, and nothing that looks alike."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message to one person: by what it arrived, or how often in vain it was tried.

    What was settled before somebody could be told is dropped; what a later message to them says
    is overtaken.
    """

    notice: Notice
    arrived: NoticeDelivered | None = None
    vain: tuple[NoticeUndelivered, ...] = ()
    dropped: bool = False
    overtaken: bool = False


class Chapter(NamedTuple):
    """One thing that happened to a deadline: in which entry, when (UTC), and who did it.

    `times` is how often its rung had been told by then.
    """

    seq: int
    at: datetime
    by: str
    event: Event
    sent: tuple[Sent, ...] = ()
    times: int = 0


class _Moment(NamedTuple):
    """An event, and the record before and after it."""

    stamp: Stamp
    event: Event
    before: Retrospective
    after: Retrospective

    @property
    def raised(self) -> tuple[Notice, ...]:
        """List the messages that it made."""
        old = {one.key for one in self.before.notices}
        return tuple(one for one in self.after.notices if one.key not in old)

    @property
    def times(self) -> int:
        """Say how often the rung was told by now; 0 where it is none."""
        if not isinstance(self.event, RungReached):
            return 0
        return self.after.deadlines[self.event.deadline].told_by(self.event.rung)


def story_of(past: Past, deadline: str) -> tuple[Chapter, ...]:
    """Tell what happened to a deadline, in order, each rung with what became of its messages."""
    happened = [*_happened(past)]
    sent = _sent(happened)
    return tuple(
        Chapter(
            *(one.stamp.seq, one.stamp.at, one.stamp.by, one.event),
            tuple(sent[notice.key] for notice in one.raised),
            one.times,
        )
        for one in happened
        if _is_about(one, deadline)
    )


def _happened(past: Past) -> Iterator[_Moment]:
    record = Retrospective(past.incident)
    for step in past.steps:
        stamp = Stamp(step.at, step.by, step.seq)
        for event in step.events:
            after = evolve(record, event, stamp)
            yield _Moment(stamp, event, record, after)
            record = after


def _sent(happened: Iterable[_Moment]) -> Mapping[str, Sent]:
    sent: dict[str, Sent] = {}
    for moment in happened:
        sent |= {one.key: Sent(one) for one in moment.raised}
        sent |= {one.notice.key: one for one in _heard(moment, sent)}
    return sent


def _heard(moment: _Moment, sent: Mapping[str, Sent]) -> Iterator[Sent]:
    """Hear what became of messages: it arrived, could not, was dropped, or put off."""
    still = moment.after.deadlines
    match moment.event:
        case NoticeDelivered(key) as arrived if key in sent:
            yield replace(sent[key], arrived=arrived)
        case NoticeUndelivered(key) as vain if key in sent:
            yield replace(sent[key], vain=(*sent[key].vain, vain))
        case NoticeSettled(key) if key in sent and sent[key].notice.deadline in still:
            yield replace(sent[key], overtaken=True)
        case _:
            left = {one.key: one for one in moment.after.notices}
            for key in (one.key for one in moment.before.notices if one.key in sent):
                if key not in left:
                    yield replace(sent[key], dropped=True)
                elif left[key] != sent[key].notice:
                    yield replace(sent[key], notice=left[key])


def _is_about(moment: _Moment, deadline: str) -> bool:
    match moment.event:
        case DeadlineSet(one):
            # The wish itself says what is asked.
            return one.id == deadline and not one.is_question and _is_new(moment, deadline)
        case OperatorsTold(about):
            names = (one.key for one in moment.before.notices if one.deadline == deadline)
            return about in (deadline, *names)
        case ProposalMade(proposal):
            return _asks_for(proposal, deadline)
        case ProposalSettled(name):
            asked = moment.before.proposal_for(name)
            return asked is not None and _asks_for(asked, deadline)
        case ActionRescheduled(action):
            return deadline == f"{DeadlineKind.ACTION.value}:{action}"
        case _:
            is_named = isinstance(moment.event, NAMING) and moment.event.deadline == deadline
            return is_named and not _is_granted(moment, deadline)


def _is_new(moment: _Moment, deadline: str) -> bool:
    """Tell whether it is due at another time than before; that is what people look for."""
    before = moment.before.deadlines.get(deadline)
    return before is None or before.due != moment.after.deadlines[deadline].due


def _is_granted(moment: _Moment, deadline: str) -> bool:
    """Tell whether it is somebody's yes to a respite, which is told already."""
    return isinstance(moment.event, EscalationAcknowledged) and any(
        one.settled_at == moment.stamp.at and _asks_for(one, deadline)
        for one in moment.before.proposals
    )


def _asks_for(proposal: Proposal, deadline: str) -> bool:
    if deadline == f"{DeadlineKind.CONSENT.value}:{proposal.id}":
        return True
    match proposal.wish:
        case Respite(name):
            return name == deadline
        case Rescheduling(action):
            return deadline == f"{DeadlineKind.ACTION.value}:{action}"
        case _:
            return False
