"""What is owed by when, and how far it climbed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from states.events.escalations import EscalationReassigned, OperatorsTold, RungReached
from states.folding.notices import heard_all_the_same, unheard
from states.messages import handing_notice, notices_of, operators_notices
from states.record.deadlines import Deadline, Notice
from states.record.retrospective import Retrospective
from states.stamp import Stamp


def deadline_set(record: Retrospective, deadline: Deadline, stamp: Stamp) -> Retrospective:
    """Owe something by a moment; whoever was to hear of another moment does not."""
    was = record.deadlines.get(deadline.id)
    after = replace(record, deadlines={**record.deadlines, deadline.id: deadline})
    if was is None or was.due == deadline.due:
        return after
    return replace(after, notices=unheard(record, deadline.id, stamp))


def deadline_met(record: Retrospective, deadline: str, stamp: Stamp) -> Retrospective:
    """Owe it no longer."""
    left = {name: one for name, one in record.deadlines.items() if name != deadline}
    return replace(record, deadlines=left, notices=unheard(record, deadline, stamp))


def rung_reached(record: Retrospective, event: RungReached, stamp: Stamp) -> Retrospective:
    """Climb to a rung, and tell its people."""
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
        notices=(*_not_said_again(record, event, stamp), *notices_of(event, record, stamp)),
    )


def operators_told(record: Retrospective, event: OperatorsTold, stamp: Stamp) -> Retrospective:
    """Tell the operators, and remember of which gaps."""
    told = operators_notices(event, record, stamp)
    return replace(record, deadlines=_gaps_known(record, event), notices=(*record.notices, *told))


def _gaps_known(record: Retrospective, event: OperatorsTold) -> Mapping[str, Deadline]:
    deadline = record.deadlines.get(event.about)
    if deadline is None or not event.gaps:
        return record.deadlines
    known = replace(deadline, gaps=deadline.gaps_with(event.gaps))
    return {**record.deadlines, deadline.id: known}


def reassigned(record: Retrospective, event: EscalationReassigned, stamp: Stamp) -> Retrospective:
    """Tell who answers for it now."""
    left = replace(record, notices=tuple(heard_all_the_same(record, event, stamp)))
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


def _not_said_again(record: Retrospective, event: RungReached, stamp: Stamp) -> Iterator[Notice]:
    # What reached nobody by any route is said by the repeat that follows it. What is not held may
    # be on its way again: whoever it reaches has had it, and that is written down.
    for one in record.notices:
        again = (one.deadline, one.rung) == (event.deadline, event.rung) and one.to in event.to
        if not (again and one.tries and one.is_held(stamp.at)):
            yield one


def _counted(counts: tuple[int, ...], rung: int, times: int) -> tuple[int, ...]:
    longer = (*counts, *[0] * (rung + 1 - len(counts)))
    return (*longer[:rung], times, *longer[rung + 1 :])
