"""Whose turn it is to do what a deadline is about, as far as the record can tell."""

from itertools import chain

from states.decisions.hearing import Hearing
from states.lifecycle import Phase
from states.record.actions import ActionState
from states.record.deadlines import Deadline, DeadlineKind

GATES = frozenset({DeadlineKind.GATE, DeadlineKind.STALLED_GATE})
ACTIONS = frozenset({DeadlineKind.ACTION, DeadlineKind.STALLED_ACTION})


def whose_turn(deadline: Deadline, hearing: Hearing) -> tuple[str, ...]:
    """Name who has to act; where nobody in particular, who answers for it."""
    if deadline.kind in GATES:
        named = _named_by_gate(deadline, hearing)
    elif deadline.kind in ACTIONS:
        named = _named_by_action(deadline, hearing)
    else:
        named = ()
    return named or tuple(one for one in (deadline.owner,) if one)


def _named_by_gate(deadline: Deadline, hearing: Hearing) -> tuple[str, ...]:
    shut = hearing.rules.judge(Phase(deadline.subject), hearing.case).shut
    turns = [one.waits_for for result in shut for one in result.findings]
    # One thing that anybody may mend, or a check that broke, is the facilitator's to see to.
    is_said = all(result.findings for result in shut) and all(turns)
    return tuple(dict.fromkeys(chain.from_iterable(turns))) if is_said else ()


def _named_by_action(deadline: Deadline, hearing: Hearing) -> tuple[str, ...]:
    action = hearing.record.action_for(deadline.subject)
    if action is None:
        return ()
    if hearing.record.progress_of(action.id).state is ActionState.OPEN:
        return (action.owner,) if action.owner else ()
    # Somebody else has to verify it; the facilitator sees to that.
    facilitator = hearing.record.context.facilitator
    return (facilitator,) if facilitator else ()
