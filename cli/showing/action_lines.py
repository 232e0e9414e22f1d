"""The actions of a record on its page, each with what became of it."""

from collections.abc import Iterator

from cli.showing.behind import Behind
from cli.showing.cells import as_text, counted
from cli.showing.record_rows import given, row
from states.record.actions import (
    Action,
    ActionState,
    Criterion,
    Drill,
    Metric,
    NoRecurrence,
    Progress,
    Test,
)
from states.record.retrospective import Retrospective

BECAME: dict[ActionState, str] = {
    one: one.value for one in ActionState if one is not ActionState.OPEN
}
"""What became of an action that is not open, as its evidence or reason is called."""


def action_lines(record: Retrospective, behind: Behind) -> Iterator[str]:
    """Write each action: what was promised, what became of it, and when it holds."""
    for one in record.actions:
        yield row(one.id, _state(record, one), one.title, _promise(one))
        yield from (f"      {told}" for told in _became(record.progress_of(one.id), one, behind))
        if one.verification:
            yield f"      holds when: {_criterion(one.verification.criterion)}"


def _became(progress: Progress, action: Action, behind: Behind) -> Iterator[str]:
    if progress.state is ActionState.VERIFIED and action.id in behind.finished:
        yield f"{ActionState.DONE.value}: {behind.finished[action.id]}"
    if progress.evidence:
        yield f"{BECAME.get(progress.state, 'it does not hold')}: {progress.evidence}"
    if progress.reason:
        yield f"{BECAME.get(progress.state, 'because')}: {progress.reason}"


def _state(record: Retrospective, action: Action) -> str:
    progress = record.progress_of(action.id)
    moved = f", moved {counted(progress.reschedules, 'time')}" if progress.reschedules else ""
    by = f" by {progress.by}" if progress.state is not ActionState.OPEN else ""
    return f"{progress.state.value}{by}{moved}"


def _promise(action: Action) -> str:
    return given(
        owner=action.owner,
        due=as_text(action.due),
        sprint=action.sprint,
        ticket=action.ticket,
        priority=as_text(action.priority),
        factors=as_text(action.factors),
        top=as_text(action.top) if action.top else "",
    )


def _criterion(criterion: Criterion) -> str:
    match criterion:
        case Metric(name, comparator, threshold, unit, days, source):
            holds = f"{name} {comparator.value} {threshold} {unit}"
            return f"{holds} for {days} days, from {source}"
        case Test(suite):
            return f"{suite} passes"
        case Drill(scenario):
            return f"drill: {scenario}"
        case NoRecurrence(days):
            return f"it does not come back for {days} days"
