"""What becomes of a promised action: done, verified by someone else, parked, moved."""

from collections.abc import Iterator

from states.commands import (
    AcceptRisk,
    FinishAction,
    ParkAction,
    RescheduleAction,
    ResumeAction,
    VerifyAction,
)
from states.decisions.consent import proposed
from states.decisions.gates import must_say_why
from states.decisions.hearing import Hearing, missing
from states.decisions.moving import must_be_movable, must_stand
from states.decisions.seconding import must_not_wait
from states.errors import InvalidError, NotAllowedError, RefusedError
from states.events.actions import (
    ActionFinished,
    ActionParked,
    ActionRescheduled,
    ActionResumed,
    ActionVerified,
    VerificationFailed,
)
from states.events.consents import RiskAccepted
from states.events.event import Event
from states.lifecycle import Phase, has_reached
from states.record.actions import Action, ActionState, Priority
from states.record.proposals import Rescheduling


def finish(command: FinishAction, hearing: Hearing) -> Iterator[Event]:
    """Take the owner's word, and where it can be seen."""
    action = hearing.action(command.action)
    must_stand(action, ActionState.OPEN, hearing)
    _must_show(command.evidence)
    yield ActionFinished(action.id, command.evidence)


def verify(command: VerifyAction, hearing: Hearing) -> Iterator[Event]:
    """Take somebody else's word on whether the criterion holds (R51)."""
    action = hearing.action(command.action)
    must_stand(action, ActionState.DONE, hearing)
    _must_show(command.evidence)
    _must_be_another(action, hearing)
    said = ActionVerified if command.holds else VerificationFailed
    yield said(action.id, command.evidence)


def _must_be_another(action: Action, hearing: Hearing) -> None:
    owners = dict.fromkeys(hearing.record.owners_of(action.id), "owned it")
    finisher = hearing.record.progress_of(action.id).by
    doers = {**owners, action.owner: "owns it", finisher: "said it is done"}
    if hearing.actor in doers:
        raise NotAllowedError(
            f"{hearing.actor} {doers[hearing.actor]}: {action.id} is verified by someone else",
            f"ask a colleague: retro verify {hearing.key} {action.id} --evidence URL --as PERSON",
        )


def park(command: ParkAction, hearing: Hearing) -> Iterator[Event]:
    """Set an action aside openly; what was promised as most important stays."""
    action = hearing.action(command.action)
    must_stand(action, ActionState.OPEN, hearing)
    must_say_why(command.reason, "parking", hearing)
    vital = action.top or action.priority is Priority.P1
    if vital and _is_promised(action, hearing):
        raise RefusedError(
            f"{action.id} is a top or P1 action and was promised: it is not parked",
            f'move it: retro action reschedule {hearing.key} {action.id} --due DATE --reason "…"',
        )
    yield ActionParked(action.id, command.reason)


def _is_promised(action: Action, hearing: Hearing) -> bool:
    reached = has_reached(hearing.record.phase, Phase.ACTIONS_TICKETED)
    return reached or hearing.record.is_promised(action.id)


def resume(command: ResumeAction, hearing: Hearing) -> Iterator[Event]:
    """Take an action up again: its fix failed, or it is wanted after all."""
    action = hearing.action(command.action)
    if hearing.record.progress_of(action.id).state is ActionState.OPEN:
        raise RefusedError(f"{action.id} is open already", f"see it: retro show {hearing.key}")
    must_say_why(command.reason, "taking an action up again", hearing)
    yield ActionResumed(action.id, command.reason)


def reschedule(command: RescheduleAction, hearing: Hearing) -> Iterator[Event]:
    """Move a due date: counted, limited, and for a P1 action with somebody else's yes (R50)."""
    action = hearing.action(command.action)
    must_say_why(command.reason, "rescheduling", hearing)
    must_be_movable(action, command.due, hearing)
    if action.priority is Priority.P1:
        wish = Rescheduling(action.id, command.due)
        must_not_wait(wish, hearing)
        yield proposed(wish, command.reason, hearing)
    else:
        yield ActionRescheduled(action.id, command.due, command.reason)


def accept_risk(command: AcceptRisk, hearing: Hearing) -> Iterator[Event]:
    """Leave a factor without an action, with one's name to it (R42)."""
    known = [one.id for one in hearing.record.factors]
    if command.factor not in known:
        raise missing("factor", command.factor, hearing.key, known)
    must_say_why(command.reason, "accepting a risk", hearing)
    yield RiskAccepted(command.factor, command.reason)


def _must_show(evidence: str) -> None:
    if not evidence.strip():
        raise InvalidError("evidence: it is empty", "give --evidence URL, where it can be seen")
