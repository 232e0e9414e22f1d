"""How far an action is, and what a second person said of one."""

from dataclasses import replace

from states.events.actions import (
    ActionEvent,
    ActionFinished,
    ActionParked,
    ActionRescheduled,
    ActionResumed,
    ActionVerified,
    VerificationFailed,
)
from states.folding.items import changed, touched
from states.record.actions import ActionState, Progress
from states.record.proposals import Verdict
from states.record.retrospective import Retrospective
from states.stamp import Stamp


def moved_on(record: Retrospective, event: ActionEvent, stamp: Stamp) -> Retrospective:
    """Note how far an action is now."""
    was = record.progress_of(event.action)
    became = {**record.progress, event.action: _progress(was, event, stamp)}
    moved = _due_moved(replace(record, progress=became), event)
    return touched(moved, event.action, stamp)


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
    return changed(record, replace(action, due=event.due))


def settled(record: Retrospective, proposal: str, stamp: Stamp, *, granted: bool) -> Retrospective:
    """Note what a second person answered."""
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
