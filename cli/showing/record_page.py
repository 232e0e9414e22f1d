"""The record of an incident as a page, section by section; what is empty is left out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields

from cli.showing.cells import as_text, span
from cli.showing.findings import title_of
from cli.showing.telling import wish_told
from policies.wording import shortened
from states.record.actions import Action, ActionState, Criterion, Drill, Metric, NoRecurrence, Test
from states.record.context import Context, Impact, Meeting
from states.record.proposals import Proposal, Verdict
from states.record.retrospective import Retrospective

LONGEST = 160
LABEL = 21

MEASURES = (
    ("detected", "time to detect"),
    ("acknowledged", "time to acknowledge"),
    ("stabilized", "time to stabilize"),
)

HEADED = frozenset({"title", "severity", "type"})
"""Fields of the context that the head of the page has already."""

Lines = Iterator[str]


def record_lines(record: Retrospective) -> Lines:
    """Write the page."""
    severity = as_text(record.context.severity)
    yield f"{record.incident}  {severity}  {record.context.title}"
    yield f"{title_of(record.phase)} since {as_text(record.entered)}, revision {record.revision}"
    for title, section in SECTIONS:
        lines = [*section(record)]
        if lines:
            yield ""
            yield title
            yield from (f"  {line}" for line in lines)


def _context(record: Retrospective) -> Lines:
    yield from _fields(record.context)
    for moment, name in MEASURES:
        length = record.context.time_to(moment)
        if length is not None:
            yield f"{name:{LABEL}}{span(length)}"


def _fields(part: Context | Impact | Meeting) -> Lines:
    given = {one.name: getattr(part, one.name) for one in fields(part)}
    for name, one in given.items():
        if name not in HEADED and one not in (None, "", (), False):
            yield f"{name.replace('_', ' '):{LABEL}}{as_text(one)}"


def _timeline(record: Retrospective) -> Lines:
    for one in sorted(record.timeline, key=lambda fact: (fact.at is None, fact.at)):
        at = as_text(one.at) or "(no time)"
        yield _row(one.id, at, one.kind.value, one.text, _given(by=one.by, source=one.source))


def _factors(record: Retrospective) -> Lines:
    for one in record.factors:
        kind = "/".join(filter(None, (as_text(one.category), as_text(one.nature))))
        top = "top" if one.top else ""
        cites = _given(evidence=as_text(one.evidence), same_as=one.same_as)
        yield _row(one.id, top, kind, one.text, cites)


def _learnings(record: Retrospective) -> Lines:
    for one in record.learnings:
        yield _row(one.id, as_text(one.remedy), one.text, _given(evidence=as_text(one.evidence)))


def _triggers(record: Retrospective) -> Lines:
    return (_row(one.id, f"{one.signal} → {one.commitment}") for one in record.triggers)


def _went_well(record: Retrospective) -> Lines:
    return (_row(one.id, one.text) for one in record.went_well)


def _actions(record: Retrospective) -> Lines:
    for one in record.actions:
        yield _row(one.id, _state(record, one), one.title, _promise(one))
        if one.verification:
            yield f"      holds when: {_criterion(one.verification.criterion)}"


def _state(record: Retrospective, action: Action) -> str:
    progress = record.progress_of(action.id)
    moved = f", moved {progress.reschedules} times" if progress.reschedules else ""
    by = f" by {progress.by}" if progress.state is not ActionState.OPEN else ""
    return f"{progress.state.value}{by}{moved}"


def _promise(action: Action) -> str:
    return _given(
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


def _proposals(record: Retrospective) -> Lines:
    for one in record.proposals:
        yield _row(one.id, _verdict(one), f"{one.by} asked for {wish_told(one.wish)}", one.reason)


def _verdict(proposal: Proposal) -> str:
    by = "" if proposal.verdict is Verdict.PENDING else f" by {proposal.settled_by}"
    return f"{proposal.verdict.value}{by}"


def _approvals(record: Retrospective) -> Lines:
    for one in record.approvals:
        now = "" if one.revision == record.revision else ", which has changed since"
        yield f"{one.by} approved revision {one.revision}{now}"


def _risks(record: Retrospective) -> Lines:
    return (f"{one.by} accepted {one.factor}: {one.reason}" for one in record.risks)


def _comments(record: Retrospective) -> Lines:
    return (_row(one.id, one.by, one.item, one.text) for one in record.comments)


def _owed(record: Retrospective) -> Lines:
    for one in sorted(record.deadlines.values(), key=lambda deadline: deadline.due):
        yield f"{as_text(one.due)}  {one.id}{f'  {one.owner}' if one.owner else ''}"


def _given(**words: str) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {one}" for name, one in words.items() if one)


def _row(*cells: str) -> str:
    return "  ".join(shortened(one, LONGEST) for one in cells if one)


# fmt: off
SECTIONS: tuple[tuple[str, Callable[[Retrospective], Iterable[str]]], ...] = (
    ("Context",   _context),
    ("Impact",    lambda record: _fields(record.impact)),
    ("Meeting",   lambda record: _fields(record.meeting)),
    ("Timeline",  _timeline),
    ("Went well", _went_well),
    ("Factors",   _factors),
    ("Learnings", _learnings),
    ("Triggers",  _triggers),
    ("Actions",   _actions),
    ("Risks",     _risks),
    ("Asked for", _proposals),
    ("Approvals", _approvals),
    ("Comments",  _comments),
    ("Owed",      _owed),
)
# fmt: on
