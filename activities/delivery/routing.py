"""Which channel is tried next, which route is left, and when a letter has arrived.

A route is left for the next one when none of its channels took the letter for as long as
patience lasts, or none of them has an address for the person. Pure: what was tried goes in, one
move comes out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from activities.delivery.attempts import AGAIN, Answer, Attempt
from activities.delivery.parcels import InVain, Landed
from states.people import Directory, Person

DEFAULT = "default"
"""The route of everybody who has no other."""

FIRST_PAUSE = timedelta(seconds=1)
GROWTH = 3
LONGEST_PAUSE = timedelta(minutes=15)
MOST_STEPS = 8
"""After so many pauses the longest has been reached."""

PATIENCE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Route:
    """A named list of channels, all of which are to take a letter."""

    name: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """Every route there is; `default` is for who has none, or none that is set up."""

    named: tuple[Route, ...] = ()
    default: Route = Route(DEFAULT, ())

    def of(self, person: Person, people: Directory) -> tuple[Route, ...]:
        """List the routes to a person, the best first: their own, else those of their team."""
        team = people.person_for(person.team)
        wanted = person.routes or (team.routes if team else ())
        known = {one.name: one for one in (self.default, *self.named)}
        return tuple(known[one] for one in wanted if one in known) or (self.default,)


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
    """By which routes a letter goes, how patiently, and how often all were tried in vain."""

    routes: tuple[Route, ...]
    patience: timedelta = PATIENCE
    rounds: int = 0


def next_move(plan: Plan, tried: Sequence[Attempt], now: datetime) -> Move:
    """Say what is to be done about a letter."""
    taken = {one.channel for one in tried if one.answer is Answer.TAKEN}
    for route in plan.routes:
        move = _move_on(route, plan, tried, now)
        if move:
            return move
        if taken & {*route.channels}:
            return _landed(route, taken, tried, now)
    every = [name for route in plan.routes for name in route.channels]
    return InVain(_why(tried), tuple(dict.fromkeys(every)), tuple(doubts_in(tried, now)))


def doubts_in(tried: Iterable[Attempt], now: datetime) -> dict[str, datetime]:
    """List the channels that may have taken a letter with nobody to hear it, and when (UTC)."""
    return {one.channel: one.begun for one in tried if _is_doubtful(one, now)}


def _is_doubtful(attempt: Attempt, now: datetime) -> bool:
    lost = attempt.answer is Answer.UNDER_WAY and attempt.lease <= now
    return lost or attempt.answer is Answer.DOUBTFUL


def _move_on(route: Route, plan: Plan, tried: Sequence[Attempt], now: datetime) -> Move | None:
    """Say what is to be done by this route; nothing when it has come to its end."""
    here = {name: [one for one in tried if one.channel == name] for name in route.channels}
    moments = {
        name: _next_try(on, plan.rounds)
        for name, on in here.items()
        if _may_be_asked(on, plan.rounds)
    }
    leases = {one.channel: one.lease for on in here.values() for one in on if _runs(one, now)}
    ends = _patience_ends(route, plan, tried)
    over = ends is not None and ends <= now
    for name, moment in moments.items():
        # Each is asked once, however late it is.
        if name not in leases and (moment is None or (moment <= now and not over)):
            return Try(name, route.name)
    if leases:
        return Wait(min(leases.values()))
    waits = [one for one in (*moments.values(), ends) if one]
    return Wait(min(waits)) if moments and not over else None


def _may_be_asked(on: Sequence[Attempt], rounds: int) -> bool:
    return all(
        AGAIN[one.answer] or (one.answer is Answer.IMPOSSIBLE and one.rounds < rounds) for one in on
    )


def _runs(attempt: Attempt, now: datetime) -> bool:
    return attempt.answer is Answer.UNDER_WAY and now < attempt.lease


def _patience_ends(route: Route, plan: Plan, tried: Iterable[Attempt]) -> datetime | None:
    """Say when a route is left: so long after it was first taken in this round."""
    begun = [one.begun for one in tried if one.route == route.name and one.rounds >= plan.rounds]
    return min(begun) + plan.patience if begun else None


def _next_try(on: Sequence[Attempt], rounds: int) -> datetime | None:
    """Say when a channel may be asked again; None where it was not asked in this round."""
    lately = [one for one in on if one.rounds >= rounds]
    if not lately:
        return None
    last = max(lately, key=lambda one: one.number)
    return (last.ended or last.lease) + _pause(len(lately))


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
    last = {one.channel: one for one in sorted(tried, key=lambda one: one.number)}
    return " · ".join(dict.fromkeys(one.reason or _LOST for one in last.values())) or _NO_ROUTE


_LOST = "nobody heard its answer"
_NO_ROUTE = "no route is set up"
