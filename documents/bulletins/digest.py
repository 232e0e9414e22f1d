"""The digest of open actions: by team, what is late first, each with its command."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from documents.bulletins.facts import NO_TEAM, Promise
from documents.bulletins.phrases import counted, days_late, listed, plain, quoted
from states.calendar import zone_named
from states.lifecycle import Phase, has_reached
from states.people import Directory, PartyKind
from states.record.actions import ActionState
from states.values import value

TEAMS = 30
"""Teams that are counted by name; the rest is one line."""

REST = "others"


@value
class Owed:
    """An action that owes something, as the lists have it."""

    incident: str
    id: str
    title: str
    owner: str
    due: date | None
    priority: str
    state: ActionState
    phase: str = Phase.ACTIONS_TICKETED.value


def promises_of(owed: Iterable[Owed], people: Directory, now: datetime) -> tuple[Promise, ...]:
    """Say of each action whose it is and how late, by its owner's clock; the latest come first."""
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
            days_late=_days_late(one, people, now),
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
    late = sum(one.is_late for one in promises)
    return f"{counted(len(promises), 'open action', 'open actions')}, {late:,} late"


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
    late = Counter(one.team for one in promises if one.is_late)
    rows = [(team, count, late[team]) for team, count in all_of.items()]
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
    if one.is_late:
        return f"**{days_late(one.days_late)}**"
    if one.state is ActionState.DONE:
        return "done, not verified"
    if not one.promised:
        return "not promised yet"
    return one.priority or "open"


def _is_promised(one: Owed) -> bool:
    return has_reached(Phase(one.phase), Phase.ACTIONS_TICKETED)


def _days_late(one: Owed, people: Directory, now: datetime) -> int:
    if one.due is None or one.state is not ActionState.OPEN or not _is_promised(one):
        return 0
    # As its deadline is: late when the day is over where its owner is, and nobody's in UTC.
    person = people.person_for(one.owner)
    today = now.astimezone(zone_named(person.zone if person else "")).date()
    return max((today - one.due).days, 0)


def _latest_first(one: Promise) -> tuple[int, bool, date, str, str, str]:
    due = one.due or date.max
    return -one.days_late, one.state is ActionState.DONE, due, one.priority, one.incident, one.id
