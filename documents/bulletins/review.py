"""The weekly review of impact and learnings: what was learnt, finished and late, what came back.

Every line leads to its incident. Counts are of teams, never of people.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

from documents.bulletins.facts import CameBack, Finished, Late, Learnt, Milestone, Week
from documents.bulletins.phrases import counted, late, listed, plain, quoted
from states.record.context import Impact

TEAMS = 30


class Section(NamedTuple):
    """One part of the review: the list of a week that it shows, and how one of them reads."""

    title: str
    key: str
    lines: Callable[[Any], Iterator[str]]
    empty: str

    def of(self, week: Week) -> Sequence[Any]:
        """Return what a week has of it."""
        return getattr(week, self.key)  # type: ignore[no-any-return]  # the table names its fields


def _milestone(one: Milestone) -> Iterator[str]:
    about = " ".join(filter(None, (one.severity, *map(plain, one.services[:3]))))
    yield f"- {one.incident} {about + ' ' if about else ''}{quoted(one.title)}"
    if one.cost:
        yield f"  It cost: {', '.join(plain(cost, 160) for cost in one.cost)}"


def _learnt(one: Learnt) -> Iterator[str]:
    remedy = f" ({one.remedy.replace('_', ' ')})" if one.remedy else ""
    yield f"- {one.incident} {one.id}: {plain(one.text)}{remedy}"


def _finished(one: Finished) -> Iterator[str]:
    yield f"- {one.incident} {one.id} {quoted(one.title)}"
    if one.evidence:
        yield f"  {plain(one.evidence)}"


def _came_back(one: CameBack) -> Iterator[str]:
    if one.seen_in:
        yield f"- {one.incident} {one.id} came back in {one.seen_in}: {quoted(one.text)}"
        return
    yield f"- {one.incident} {one.id} was verified in vain: {quoted(one.text)}"
    if one.evidence:
        yield f"  {plain(one.evidence)}"


def _late(one: Late) -> Iterator[str]:
    what = quoted(one.title) if one.title else f"the gate into {one.subject}"
    named = f"{one.incident} {one.subject} {what}" if one.title else f"{one.incident} {what}"
    yield f"- **{late(one.late_by)}**: {named}"
    yield f"  {plain(one.owner) or 'nobody owns it'}: `retro why {one.incident}`"


# fmt: off
SECTIONS = (
    #       title        of a week    one of them  where there is none
    Section("Opened",    "opened",    _milestone,  "No incident was opened."),
    Section("Closed",    "closed",    _milestone,  "No incident was closed."),
    Section("Withdrawn", "withdrawn", _milestone,  ""),
    Section("Learnt",    "learnt",    _learnt,     "Nothing was learnt."),
    Section("Finished",  "finished",  _finished,   "No action was verified."),
    Section("Came back", "came_back", _came_back,  "Nothing came back."),
    Section("Late now",  "late",      _late,       "Nothing is late."),
)
# fmt: on


def review_subject(week: Week) -> str:
    """Say in one line what a week came to."""
    counts = (
        f"{len(week.learnt):,} learnt",
        f"{len(week.finished):,} finished",
        f"{len(week.came_back):,} came back",
        f"{len(week.late):,} late",
    )
    return f"Impact and learnings: {', '.join(counts)}"


def review_lines(week: Week, zone: tzinfo, limit: int) -> Iterator[str]:
    """Write the review as Markdown, with at most `limit` lines of each kind."""
    first, last = (one.astimezone(zone).date() for one in (week.since, week.until))
    yield f"# Impact and learnings, {first} to {last}"
    yield ""
    if not any(section.of(week) for section in SECTIONS):
        yield "Nothing happened, and nothing is late: no incident was opened or closed, no action"
        yield "was verified, and nothing was learnt."
        return
    yield _told(week)
    yield ""
    rows = by_team(week)[:TEAMS]
    if rows:
        yield from listed(("finished", "late"), rows)
    for section in SECTIONS:
        yield from _section(section, week, limit)


def by_team(week: Week) -> list[tuple[str, int, int]]:
    """Count what was finished and what is late for each team."""
    finished = Counter(one.team for one in week.finished)
    overdue = Counter(one.team for one in week.late)
    rows = [(team, finished[team], overdue[team]) for team in {*finished, *overdue}]
    return sorted(rows, key=lambda row: (-row[2], -row[1], row[0]))


def cost_of(impact: Impact) -> tuple[str, ...]:
    """Say what an incident cost, as far as its record does."""
    return tuple(_costs(impact))


def _costs(impact: Impact) -> Iterator[str]:
    if impact.users_affected is not None:
        yield counted(impact.users_affected, "user", "users")
    if impact.engineering_hours is not None:
        yield counted(impact.engineering_hours, "engineering hour", "engineering hours")
    yield from filter(None, (impact.cost, " ".join(impact.scope.split())[:400]))


def _told(week: Week) -> str:
    counts = ((len(section.of(week)), section.title.lower()) for section in SECTIONS)
    return f"{', '.join(f'{count:,} {title}' for count, title in counts if count)}."


def _section(section: Section, week: Week, limit: int) -> Iterable[str]:
    found = section.of(week)
    if not (found or section.empty):
        return
    yield from ("", f"## {section.title}", "")
    if not found:
        yield section.empty
    for one in found[:limit]:
        yield from section.lines(one)
    if len(found) > limit:
        yield f"- and {len(found) - limit:,} more: `retro digest --review --limit {len(found)}`"
