"""The digest of open actions: by team, what is late first, each with its command."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from documents.bulletins.facts import NO_TEAM, Promise
from documents.bulletins.phrases import counted, late, listed, plain, quoted
from states.due import due_from, late_by
from states.lifecycle import Phase, has_reached
from states.people import Directory, PartyKind
from states.record.actions import ActionState
from states.record.deadlines import Deadline
from states.values import value

TEAMS = 30
"""Teams that are counted by name; the rest is one line."""

REST = "others"
NOT_LATE = timedelta(0)


@value
class Owed:
    """An action that owes something, as the lists have it; `kept` is what was promised of it."""

    incident: str
    id: str
    title: str
    owner: str
    due: date | None
    priority: str
    state: ActionState
    phase: str = Phase.ACTIONS_TICKETED.value
    kept: Deadline | None = None


def promises_of(owed: Iterable[Owed], people: Directory, now: datetime) -> tuple[Promise, ...]:
    """Say of each action whose it is and how late; the latest come first."""
    promises = (
        Promise(
            incident=one.incident,
            id=one.id,
            title=one.title,
            owner=one.owner,
            team=team_of(one.owner, people),
            due=one.due,
            priority=one.priority,
            state=one.state,
            late_by=_late_by(one, people, now),
            promised=_is_promised(one),
        )
        for one in owed
    )
    return tuple(sorted(promises, key=_latest_first))


def team_of(name: str, people: Directory) -> str:
    """Name the team of somebody; a team is its own."""
    person = people.person_for(name)
    if person is None:
        return NO_TEAM
    return person.id if person.kind is PartyKind.TEAM else person.team or NO_TEAM


def command_for(promise: Promise) -> str:
    """Name the command that comes next for an action."""
    named = f"{promise.incident} {promise.id}"
    if promise.state is ActionState.DONE:
        return f"retro verify {named} --evidence URL"
    if promise.due is None:
        return f"retro action edit {named} --due YYYY-MM-DD"
    return f"retro action done {named} --evidence URL"


def digest_subject(promises: Sequence[Promise]) -> str:
    """Say in one line how much is open."""
    overdue = sum(one.is_late for one in promises)
    return f"{counted(len(promises), 'open action', 'open actions')}, {overdue:,} late"


def digest_lines(promises: Sequence[Promise], day: date, limit: int) -> Iterator[str]:
    """Write the digest as Markdown, with the `limit` actions that are the latest."""
    yield f"# Open actions on {day}"
    yield ""
    if not promises:
        yield "No action is open: nothing is owed in any incident."
        return
    incidents = len({one.incident for one in promises})
    where = counted(incidents, "incident", "incidents")
    yield f"{digest_subject(promises)}, in {where}."
    yield ""
    yield from listed(("open", "late"), _by_team(promises))
    for team, found in _told(promises[:limit]):
        yield from ("", f"## {plain(team)}", "")
        for one in found:
            yield from _lines(one)
    if len(promises) > limit:
        left = len(promises) - limit
        yield from ("", f"And {left:,} more: `retro digest --limit {len(promises)}`")


def by_team(promises: Sequence[Promise]) -> list[tuple[str, int, int]]:
    """Count what is open and late for each team, whoever is latest first."""
    all_of = Counter(one.team for one in promises)
    overdue = Counter(one.team for one in promises if one.is_late)
    rows = [(team, count, overdue[team]) for team, count in all_of.items()]
    return sorted(rows, key=lambda row: (-row[2], -row[1], row[0]))


def _by_team(promises: Sequence[Promise]) -> list[tuple[str, int, int]]:
    rows = by_team(promises)
    rest = rows[TEAMS:]
    others = (REST, sum(row[1] for row in rest), sum(row[2] for row in rest))
    return [*rows[:TEAMS], *([others] if rest else [])]


def _told(promises: Sequence[Promise]) -> Iterator[tuple[str, list[Promise]]]:
    order = {team: place for place, (team, _, _) in enumerate(by_team(promises))}
    placed = sorted(promises, key=lambda one: order[one.team])
    yield from ((team, [*found]) for team, found in groupby(placed, lambda one: one.team))


def _lines(one: Promise) -> Iterator[str]:
    yield f"- {_standing(one)}: {one.incident} {one.id} {quoted(one.title)}"
    whose = plain(one.owner) or "nobody owns it"
    due = f", due {one.due}" if one.due else ", without a date"
    yield f"  {whose}{due}: `{command_for(one)}`"


def _standing(one: Promise) -> str:
    if one.late_by is not None:
        return f"**{late(one.late_by)}**"
    if one.state is ActionState.DONE:
        return "done, not verified"
    if not one.promised:
        return "not promised yet"
    return one.priority or "open"


def _is_promised(one: Owed) -> bool:
    return one.kept is not None or has_reached(Phase(one.phase), Phase.ACTIONS_TICKETED)


def _late_by(one: Owed, people: Directory, now: datetime) -> timedelta | None:
    if one.state is not ActionState.OPEN or not _is_promised(one):
        return None
    person = people.person_for(one.owner)
    return late_by(due_from(one.kept, one.due, person.zone if person else ""), now)


def _latest_first(one: Promise) -> tuple[timedelta, bool, date, str, str, str]:
    due, how_late = one.due or date.max, one.late_by or NOT_LATE
    return -how_late, one.state is ActionState.DONE, due, one.priority, one.incident, one.id
