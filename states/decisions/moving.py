"""Whether an action may be taken a step further, and whether its due date may move.

Asked when a new date is wanted, and again when someone grants it: weeks may lie between.
"""

from datetime import date

from states.decisions.hearing import Hearing
from states.errors import InvalidError, RefusedError
from states.record.actions import Action, ActionState


def must_stand(action: Action, state: ActionState, hearing: Hearing) -> None:
    """Raise `RefusedError` unless `action` is in `state`; the hint says what comes next."""
    found = hearing.record.progress_of(action.id)
    if found.state is state:
        return
    hints = {
        ActionState.OPEN: f"retro action done {hearing.key} {action.id} --evidence URL",
        ActionState.DONE: f"retro verify {hearing.key} {action.id} --evidence URL --as PERSON",
    }
    again = f'retro action resume {hearing.key} {action.id} --reason "…"'
    raise RefusedError(
        f"{action.id} is {found.state.value}, not {state.value}",
        f"next: {hints.get(found.state, again)}",
    )


def must_be_movable(action: Action, due: date, hearing: Hearing) -> None:
    """Raise where `action` is not open, `due` is no other day ahead, or it moved often enough."""
    must_stand(action, ActionState.OPEN, hearing)
    _must_lie_ahead(due, hearing)
    _must_be_another(due, action, hearing)
    _must_have_moves_left(action, hearing)


def _must_lie_ahead(due: date, hearing: Hearing) -> None:
    if due <= hearing.today:
        raise InvalidError(f"due: {due} is not ahead", f"choose a day after {hearing.today}")


def _must_be_another(due: date, action: Action, hearing: Hearing) -> None:
    # What moves nothing is no progress: it would keep an action from stalling for ever.
    if due == action.due:
        raise InvalidError(
            f"due: {action.id} is due {due} already",
            f"choose another day after {hearing.today}, or leave it as it is",
        )


def _must_have_moves_left(action: Action, hearing: Hearing) -> None:
    moved, limit = hearing.record.progress_of(action.id).reschedules, hearing.terms.reschedule_limit
    if moved >= limit:
        raise RefusedError(
            f"{action.id} was rescheduled {moved} of {limit} times: it does not move again",
            f"finish it: retro action done {hearing.key} {action.id} --evidence URL",
        )
