"""The record of an incident as a page, section by section; what is empty is left out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields

from cli.showing.action_lines import action_lines
from cli.showing.behind import Behind
from cli.showing.cells import as_text, span
from cli.showing.findings import title_of
from cli.showing.record_rows import given, row
from cli.showing.telling import wish_told
from states.lifecycle import Phase
from states.record.context import Context, Impact, Meeting
from states.record.proposals import Proposal, Verdict
from states.record.retrospective import Retrospective

LABEL = 21

MEASURES = (
    ("detected", "time to detect"),
    ("acknowledged", "time to acknowledge"),
    ("stabilized", "time to stabilize"),
)

HEADED = frozenset({"title", "severity", "type"})
"""Fields of the context that the head of the page has already."""

Lines = Iterator[str]


def record_lines(record: Retrospective, behind: Behind) -> Lines:
    """Write the page, with what is behind the record."""
    severity = as_text(record.context.severity)
    yield f"{record.incident}  {severity}  {record.context.title}"
    yield f"{title_of(record.phase)} since {as_text(record.entered)}, revision {record.revision}"
    for title, section in SECTIONS:
        lines = [line for told in section(record, behind) for line in told.splitlines()]
        if lines:
            yield ""
            yield title
            yield from (f"  {line}" for line in lines)


def _context(record: Retrospective, _: Behind) -> Lines:
    yield from _fields(record.context)
    for moment, name in MEASURES:
        length = record.context.time_to(moment)
        if length is not None:
            yield f"{name:{LABEL}}{span(length)}"


def _fields(part: Context | Impact | Meeting) -> Lines:
    said = {one.name: getattr(part, one.name) for one in fields(part)}
    for name, one in said.items():
        if name not in HEADED and one is not False and one not in (None, "", ()):
            yield f"{name.replace('_', ' '):{LABEL}}{as_text(one)}"


def _timeline(record: Retrospective, _: Behind) -> Lines:
    for one in sorted(record.timeline, key=lambda fact: (fact.at is None, fact.at)):
        at = as_text(one.at) or "(no time)"
        yield row(one.id, at, one.kind.value, one.text, given(by=one.by, source=one.source))


def _factors(record: Retrospective, _: Behind) -> Lines:
    for one in record.factors:
        kind = "/".join(filter(None, (as_text(one.category), as_text(one.nature))))
        top = "top" if one.top else ""
        cites = given(evidence=as_text(one.evidence), same_as=one.same_as)
        yield row(one.id, top, kind, one.text, cites)


def _learnings(record: Retrospective, _: Behind) -> Lines:
    for one in record.learnings:
        yield row(one.id, as_text(one.remedy), one.text, given(evidence=as_text(one.evidence)))


def _triggers(record: Retrospective, _: Behind) -> Lines:
    return (row(one.id, f"{one.signal} → {one.commitment}") for one in record.triggers)


def _went_well(record: Retrospective, _: Behind) -> Lines:
    return (row(one.id, one.text) for one in record.went_well)


def _proposals(record: Retrospective, _: Behind) -> Lines:
    for one in record.proposals:
        yield row(one.id, _verdict(one), f"{one.by} asked for {wish_told(one.wish)}", one.reason)


def _verdict(proposal: Proposal) -> str:
    by = "" if proposal.verdict is Verdict.PENDING else f" by {proposal.settled_by}"
    return f"{proposal.verdict.value}{by}"


def _approvals(record: Retrospective, behind: Behind) -> Lines:
    for one in record.approvals:
        yield f"{one.by} approved revision {one.revision}{_since(one.revision, record, behind)}"


def _since(revision: int, record: Retrospective, behind: Behind) -> str:
    if record.phase is Phase.CLOSED and revision == behind.closed:
        return ", which was closed"
    return "" if revision == record.revision else ", which has changed since"


def _risks(record: Retrospective, _: Behind) -> Lines:
    return (f"{one.by} accepted {one.factor}: {one.reason}" for one in record.risks)


def _comments(record: Retrospective, _: Behind) -> Lines:
    return (row(one.id, one.by, one.item, one.text) for one in record.comments)


def _owed(record: Retrospective, _: Behind) -> Lines:
    for one in sorted(record.deadlines.values(), key=lambda deadline: deadline.due):
        yield f"{as_text(one.due)}  {one.id}{f'  {one.owner}' if one.owner else ''}"


# fmt: off
SECTIONS: tuple[tuple[str, Callable[[Retrospective, Behind], Iterable[str]]], ...] = (
    ("Context",   _context),
    ("Impact",    lambda record, _: _fields(record.impact)),
    ("Meeting",   lambda record, _: _fields(record.meeting)),
    ("Timeline",  _timeline),
    ("Went well", _went_well),
    ("Factors",   _factors),
    ("Learnings", _learnings),
    ("Triggers",  _triggers),
    ("Actions",   action_lines),
    ("Risks",     _risks),
    ("Asked for", _proposals),
    ("Approvals", _approvals),
    ("Comments",  _comments),
    ("Owed",      _owed),
)
# fmt: on
