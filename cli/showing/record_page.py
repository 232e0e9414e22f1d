"""The record of an incident as a page, section by section; what is empty is left out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import UTC, tzinfo
from typing import NamedTuple

from cli.showing.action_lines import action_lines
from cli.showing.behind import Behind
from cli.showing.cells import Due, as_text, span
from cli.showing.findings import title_of
from cli.showing.record_rows import given, row
from states.due import day_of
from states.lifecycle import Phase
from states.record.context import Context, Impact, Meeting
from states.record.proposals import Proposal, Verdict
from states.record.retrospective import Retrospective
from states.wishes import wish_told

LABEL = 21

MEASURES = (
    ("detected", "time to detect"),
    ("acknowledged", "time to acknowledge"),
    ("stabilized", "time to stabilize"),
)

HEADED = frozenset({"title", "severity", "type"})
"""Fields of the context that the head of the page has already."""

Lines = Iterator[str]


class Sheet(NamedTuple):
    """A record with what is behind it, and the zone in which whoever reads it lives."""

    record: Retrospective
    behind: Behind
    zone: tzinfo = UTC


def record_lines(sheet: Sheet) -> Lines:
    """Write the page, with what is behind the record."""
    record, since = sheet.record, as_text(sheet.record.entered, sheet.zone)
    yield f"{record.incident}  {as_text(record.context.severity)}  {record.context.title}"
    yield f"{title_of(record.phase)} since {since}, revision {record.revision}"
    for title, section in SECTIONS:
        lines = [line for told in section(sheet) for line in told.splitlines()]
        if lines:
            yield ""
            yield title
            yield from (f"  {line}" for line in lines)


def _context(sheet: Sheet) -> Lines:
    yield from _fields(sheet.record.context, sheet.zone)
    for moment, name in MEASURES:
        length = sheet.record.context.time_to(moment)
        if length is not None:
            yield f"{name:{LABEL}}{span(length)}"


def _fields(part: Context | Impact | Meeting, zone: tzinfo) -> Lines:
    said = {one.name: getattr(part, one.name) for one in fields(part)}
    for name, one in said.items():
        if name not in HEADED and one is not False and one not in (None, "", ()):
            yield f"{name.replace('_', ' '):{LABEL}}{as_text(one, zone)}"


def _timeline(sheet: Sheet) -> Lines:
    for one in sorted(sheet.record.timeline, key=lambda fact: (fact.at is None, fact.at)):
        at = as_text(one.at, sheet.zone) or "(no time)"
        yield row(one.id, at, one.kind.value, one.text, given(by=one.by, source=one.source))


def _factors(sheet: Sheet) -> Lines:
    for one in sheet.record.factors:
        kind = "/".join(filter(None, (as_text(one.category), as_text(one.nature))))
        top = "top" if one.top else ""
        cites = given(evidence=as_text(one.evidence), same_as=one.same_as)
        yield row(one.id, top, kind, one.text, cites)


def _learnings(sheet: Sheet) -> Lines:
    for one in sheet.record.learnings:
        yield row(one.id, as_text(one.remedy), one.text, given(evidence=as_text(one.evidence)))


def _triggers(sheet: Sheet) -> Lines:
    return (row(one.id, f"{one.signal} → {one.commitment}") for one in sheet.record.triggers)


def _went_well(sheet: Sheet) -> Lines:
    return (row(one.id, one.text) for one in sheet.record.went_well)


def _proposals(sheet: Sheet) -> Lines:
    for one in sheet.record.proposals:
        asked = f"{one.by} asked for {wish_told(one.wish, sheet.zone)}"
        yield row(one.id, _verdict(one), asked, one.reason)


def _verdict(proposal: Proposal) -> str:
    by = "" if proposal.verdict is Verdict.PENDING else f" by {proposal.settled_by}"
    return f"{proposal.verdict.value}{by}"


def _approvals(sheet: Sheet) -> Lines:
    for one in sheet.record.approvals:
        yield f"{one.by} approved revision {one.revision}{_since(one.revision, sheet)}"


def _since(revision: int, sheet: Sheet) -> str:
    if sheet.record.phase is Phase.CLOSED and revision == sheet.behind.closed:
        return ", which was closed"
    return "" if revision == sheet.record.revision else ", which has changed since"


def _risks(sheet: Sheet) -> Lines:
    return (f"{one.by} accepted {one.factor}: {one.reason}" for one in sheet.record.risks)


def _comments(sheet: Sheet) -> Lines:
    return (row(one.id, one.by, one.item, one.text) for one in sheet.record.comments)


def _owed(sheet: Sheet) -> Lines:
    promised = (one for one in sheet.record.deadlines.values() if not one.is_question)
    for one in sorted(promised, key=lambda deadline: deadline.due):
        due = as_text(Due(one.due, day_of(one)), sheet.zone)
        yield f"{due}  {one.id}{f'  {one.owner}' if one.owner else ''}"


# fmt: off
SECTIONS: tuple[tuple[str, Callable[[Sheet], Iterable[str]]], ...] = (
    ("Context",   _context),
    ("Impact",    lambda sheet: _fields(sheet.record.impact, sheet.zone)),
    ("Meeting",   lambda sheet: _fields(sheet.record.meeting, sheet.zone)),
    ("Timeline",  _timeline),
    ("Went well", _went_well),
    ("Factors",   _factors),
    ("Learnings", _learnings),
    ("Triggers",  _triggers),
    ("Actions",   lambda sheet: action_lines(sheet.record, sheet.behind)),
    ("Risks",     _risks),
    ("Asked for", _proposals),
    ("Approvals", _approvals),
    ("Comments",  _comments),
    ("Owed",      _owed),
)
# fmt: on
