"""Which channel is tried next, which route is left, and when a letter has arrived.

A route is left for the next one when none of its channels took the letter for as long as
patience lasts, or none of them has an address for the person. Nobody leaves it because time went
by: each of its channels is asked once more then, if it was not asked just now. One whose channels
were all broken before the letter came is left at once, where another may take it. Pure: what was
tried goes in, one move comes out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

from activities.delivery.attempts import AGAIN, Answer, Attempt, is_ahead, runs
from activities.delivery.parcels import InVain, Landed
from states.people import Directory, Person, has_left

DEFAULT = "default"
"""The route of everybody who has no other."""

FIRST_PAUSE = timedelta(seconds=1)
GROWTH = 3
LONGEST_PAUSE = timedelta(minutes=2)
"""A channel that answers again has what waits for it within that."""

DOUBTFUL_PAUSE = timedelta(minutes=15)
MOST_STEPS = 8
"""After so many pauses the longest has been reached."""

SPARING = timedelta(seconds=20)
"""How long a letter that was spared waits: it was not asked, so no pause grows by it."""

MOST_DOUBTS = 3
"""So often in a row nobody hears what a channel says to a letter: then it may have it, and is not
asked again. The last time comes after a longer pause: until then it may answer again."""

PATIENCE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Route:
    """A named list of channels, all of which are to take a letter."""

    name: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """Every route there is; `default` is for who has none, or none that is set up.

    A default that only stands in for one that nobody set is for who has none.
    """

    named: tuple[Route, ...] = ()
    default: Route = Route(DEFAULT, ())
    stands_in: bool = False

    def of(self, person: Person, people: Directory) -> tuple[Route, ...]:
        """List the routes to a person, the best first: their own, else those of their team."""
        wanted = _wanted(person, people)
        known = {one.name: one for one in (self.default, *self.named)}
        found = tuple(known[one] for one in wanted if one in known)
        return found if found or (wanted and self.stands_in) else (self.default,)

    def why_none(self, person: Person, people: Directory, today: date) -> str:
        """Say why no route leads to a person; empty where one does."""
        if people.person_for(person.id) is None:
            return f"{person.id} is not in the people directory: there is no route to them"
        if has_left(person, today):
            return f"{person.id} has left: there is no route to them"
        if not self.of(person, people):
            return f"nobody set up the routes of {person.id}: {', '.join(_wanted(person, people))}"
        return ""


def _wanted(person: Person, people: Directory) -> tuple[str, ...]:
    team = people.person_for(person.team)
    return person.routes or (team.routes if team else ())


@dataclass(frozen=True, slots=True)
class Try:
    """Ask this channel now."""

    channel: str
    route: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Look again then (UTC)."""

    until: datetime


Move = Try | Wait | Landed | InVain


@dataclass(frozen=True, slots=True)
class Plan:
    """By which routes a letter goes, how patiently, and how often all were tried in vain.

    `broken` says of channels that fail everybody since when (UTC) they do.
    """

    routes: tuple[Route, ...]
    patience: timedelta = PATIENCE
    rounds: int = 0
    broken: Mapping[str, datetime] = field(default_factory=dict)


def next_move(plan: Plan, tried: Sequence[Attempt], now: datetime) -> Move:
    """Say what is to be done about a letter."""
    taken = {one.channel for one in tried if one.answer is Answer.TAKEN}
    for route in plan.routes:
        move = _move_on(route, plan, tried, now)
        if move:
            return move
        if taken & {*route.channels}:
            return _landed(route, taken, tried, now)
    return _at_the_end(plan, tried, taken, now)


def _at_the_end(
    plan: Plan, tried: Sequence[Attempt], taken: set[str], now: datetime
) -> Landed | InVain:
    """Say what came of it when no route is left: the operators hear of a doubt before it counts."""
    every = tuple(dict.fromkeys(name for route in plan.routes for name in route.channels))
    perhaps = {name for name in every if plan.rounds and _may_have_it(_at(name, tried), now)}
    if taken:  # by a channel that was taken off its route since
        return _landed(Route("", tuple(sorted(taken))), taken, tried, now)
    for route in plan.routes:
        if {*route.channels} & perhaps:
            return _landed(route, perhaps, tried, now)
    return InVain(_why(tried), every, tuple(doubts_in(tried, now)))


def _at(channel: str, tried: Iterable[Attempt]) -> list[Attempt]:
    return [one for one in tried if one.channel == channel]


def doubts_in(tried: Iterable[Attempt], now: datetime) -> dict[str, datetime]:
    """List the channels that may have taken a letter with nobody to hear it, and when (UTC)."""
    return {one.channel: one.begun for one in tried if _is_doubtful(one, now)}


def _is_doubtful(attempt: Attempt, now: datetime) -> bool:
    lost = attempt.answer is Answer.UNDER_WAY and not runs(attempt, now)
    return lost or attempt.answer is Answer.DOUBTFUL


def _may_have_it(on: Iterable[Attempt], now: datetime) -> bool:
    """Tell whether a channel was in doubt so often in a row that it counts as told."""
    return _doubts_in_a_row(on, now) >= MOST_DOUBTS


def _doubts_in_a_row(on: Iterable[Attempt], now: datetime) -> int:
    asked = [one for one in _in_order(on) if one.answer is not Answer.SPARED]
    return sum(1 for _ in takewhile(lambda one: _is_doubtful(one, now), reversed(asked)))


def _in_order(on: Iterable[Attempt]) -> list[Attempt]:
    return sorted(on, key=lambda one: one.number)


def _move_on(route: Route, plan: Plan, tried: Sequence[Attempt], now: datetime) -> Move | None:
    """Say what is to be done by this route; nothing when it has come to its end."""
    here = {name: _at(name, tried) for name in route.channels}
    ends = _ends(route, plan, tried, now)
    moments = {
        name: _next_try([one for one in on if one.rounds >= plan.rounds], ends, now)
        for name, on in here.items()
        if _may_be_asked(on, plan.rounds) and not _may_have_it(on, now)
    }
    leases = {one.channel: one.lease for on in here.values() for one in on if runs(one, now)}
    for name, moment in moments.items():
        # Each is asked once, however late it is, and what was due before the end all the same.
        if name not in leases and (moment is None or moment <= min(now, ends or now)):
            return Try(name, route.name)
    if leases:
        return Wait(min(leases.values()))
    waits = [one for one in (*moments.values(), ends) if one]
    return Wait(min(waits)) if moments and (ends is None or now < ends) else None


def _may_be_asked(on: Sequence[Attempt], rounds: int) -> bool:
    return all(
        AGAIN[one.answer] or (one.answer is Answer.IMPOSSIBLE and one.rounds < rounds) for one in on
    )


def _ends(route: Route, plan: Plan, tried: Iterable[Attempt], now: datetime) -> datetime | None:
    """Say when a route is left: so long after it was first taken in this round, or at once."""
    lately = [one for one in tried if one.rounds >= plan.rounds and not is_ahead(one.begun, now)]
    begun = min((one.begun for one in lately if one.route == route.name), default=None)
    if begun is None:
        return None
    # Whoever finds it broken need not find that out again; who saw it break is patient.
    is_hopeless = all(plan.broken.get(one, _NEVER) < begun for one in route.channels)
    return begun if is_hopeless and _has_a_better(route, plan, lately) else begun + plan.patience


def _has_a_better(route: Route, plan: Plan, lately: Iterable[Attempt]) -> bool:
    """Tell whether a later route has a channel that may take the letter, or has taken it."""
    nowhere = {one.channel for one in lately if one.answer is Answer.IMPOSSIBLE}
    later = plan.routes[plan.routes.index(route) + 1 :]
    return any({*one.channels} - nowhere - plan.broken.keys() for one in later)


def _next_try(lately: Sequence[Attempt], ends: datetime | None, now: datetime) -> datetime | None:
    """Say when a channel may be asked again; None where it was not asked in this round."""
    if not lately:
        return None
    last = _in_order(lately)[-1]
    ended = last.ended or last.lease
    if is_ahead(ended, now):
        return now
    moment = ended + _pause_after(lately, now)
    if last.answer is Answer.SPARED and ends and last.begun < ends:
        return min(moment, ends)  # it was not asked: it is at the end, at the latest
    return moment


def _pause_after(lately: Sequence[Attempt], now: datetime) -> timedelta:
    if _in_order(lately)[-1].answer is Answer.SPARED:
        return SPARING
    if _doubts_in_a_row(lately, now) == MOST_DOUBTS - 1:
        return DOUBTFUL_PAUSE
    return _pause(sum(one.answer is not Answer.SPARED for one in lately))


def _pause(tries: int) -> timedelta:
    steps: int = GROWTH ** min(tries - 1, MOST_STEPS)
    return min(FIRST_PAUSE * steps, LONGEST_PAUSE)


def _landed(route: Route, taken: set[str], tried: Sequence[Attempt], now: datetime) -> Landed:
    return Landed(
        channels=tuple(one for one in route.channels if one in taken),
        route=route.name,
        failed=tuple(one for one in route.channels if one not in taken),
        doubtful=tuple(doubts_in(tried, now)),
    )


def _why(tried: Sequence[Attempt]) -> str:
    last = {one.channel: one for one in _in_order(tried)}
    return " · ".join(dict.fromkeys(one.reason or _LOST for one in last.values())) or _NO_ROUTE


_NEVER = datetime.max.replace(tzinfo=UTC)
_LOST = "nobody heard its answer"
_NO_ROUTE = "no route is set up"
