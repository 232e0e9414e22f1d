"""Where the record stands."""

from dataclasses import replace

from states.lifecycle import Phase, Trigger
from states.record.context import Context
from states.record.retrospective import Retrospective
from states.stamp import Stamp


def opened(record: Retrospective, context: Context, policy: str, stamp: Stamp) -> Retrospective:
    """Begin a record under a policy."""
    return replace(
        record,
        policy=policy,
        context=context,
        opened=stamp.at,
        opened_by=stamp.by,
        entered=stamp.at,
        phase=Phase.OPENING,
    )


def entered(record: Retrospective, phase: Phase, trigger: Trigger, stamp: Stamp) -> Retrospective:
    """Enter a phase; with the tickets, every action there is becomes a promise."""
    entered = replace(record, phase=phase, entered=stamp.at)
    if (trigger, phase) != (Trigger.ADVANCE, Phase.ACTIONS_TICKETED):
        return entered
    promised = {one.id: replace(record.marks[one.id], promised=True) for one in record.actions}
    return replace(entered, marks={**record.marks, **promised})
