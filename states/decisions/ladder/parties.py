"""Whom a ladder means when it says `owner`, `manager` or `role:director`.

The owner is whoever it is waiting on. Once it is late nobody hears of what waits for
themselves: it climbs to those who can make somebody act.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate

from states.calendar import Hours, may_be_told, next_digest
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import side_of
from states.decisions.ladder.waiting import waiting_on
from states.people import Directory
from states.record.deadlines import Deadline
from states.record.retrospective import Retrospective
from states.rules import Rung
from states.values import Line, value

Resolver = Callable[[str, Retrospective, Directory], str]

# fmt: off
PARTIES: dict[str, Resolver] = {
    #                     of whom it is waiting on, in a record, among people
    "owner":              lambda owner, _record, _people: owner,
    "facilitator":        lambda _owner, record, _people: record.context.facilitator,
    "commander":          lambda _owner, record, _people: record.context.commander,
    "service_owner":      lambda _owner, record, _people: record.context.service_owner,
    "manager":            lambda owner, _record, people: people.manager_of(owner),
    "manager_of_manager": lambda owner, _record, people:
                          people.manager_of(people.manager_of(owner)),
}
# fmt: on

OF_THE_RECORD = frozenset({"facilitator", "commander", "service_owner"})
"""Parties that the record names, or does not: nothing is amiss in the directory then."""

ROLE = "role:"
OPERATOR = "operator"
LAST_RESORT = Rung(timedelta(1), (f"{ROLE}{OPERATOR}",))
NEAREST = tuple(
    Rung(timedelta(1), (party,))
    for party in ("manager_of_manager", "manager", "facilitator", "commander", "service_owner")
)
"""Where nobody is above, it goes down again to whoever is there and can make somebody act."""

PER_PERSON = 42
"""Bytes that an entry takes for a person besides their name, which may stand there twice."""

LATE_BY = timedelta(minutes=1)
"""So late a rung may be reached and is in the message of its day all the same."""


@value
class Nobody:
    """A party of a rung that is nobody: who is meant and gone, or `whose` it is to be."""

    rung: int
    party: Line
    meant: Line = ""
    whose: Line = ""

    def __str__(self) -> str:
        """Say it; rungs are counted from one."""
        where = f"rung {self.rung + 1} of the ladder"
        if self.party.startswith(ROLE):
            return f"{where} tells {self.party}, which nobody holds"
        if self.meant:
            return f"{where} tells the {self.party}, {self.meant}, who is not there any more"
        if self.whose:
            return f"{where} tells the {self.party}, and {self.whose} has none"
        return f"{where} tells whom it waits for, and that is nobody"

    @property
    def gap(self) -> str:
        """Name it the same way as long as it is the same party of the same person."""
        return f"{self.party} {self.look_at}".rstrip()

    @property
    def look_at(self) -> str:
        """Name the row of the people directory to look at; empty for a role."""
        return self.meant or self.whose


@value
class Reach:
    """Whom a rung reaches, whom of them it is waiting on, and which parties are nobody."""

    to: tuple[Line, ...]
    waiting_on: tuple[Line, ...] = ()
    nobody: tuple[Nobody, ...] = ()


def told(rungs: tuple[Rung, ...], deadline: Deadline, hearing: Hearing) -> tuple[str, ...]:
    """List whom the first of `rungs` reaches; nobody there means the next, operators last."""
    return reach_of(rungs, deadline, hearing).to


def reach_of(
    rungs: tuple[Rung, ...], deadline: Deadline, hearing: Hearing, place: int = 0
) -> Reach:
    """Say whom the rung at `place` reaches, or the next one where somebody is.

    Where nobody is above, the nearest who is there hears of it, from the top down; where there is
    nobody else at all, those whom it is waiting on hear of it themselves. So does, once, whoever
    has not heard yet that it is their turn.
    """
    waiting = waiting_on(deadline, hearing)
    is_late = any(side_of(one.at) > 0 for one in rungs[place : place + 1])
    left_out = waiting if is_late else ()
    unheard = _unheard(deadline, waiting, hearing) if is_late else ()
    nobody: list[Nobody] = []
    ways = (*rungs[place:], LAST_RESORT, *reversed(rungs[:place]), *NEAREST)
    for number, rung in enumerate(ways, start=place):
        found = {one: _named(one, waiting, hearing) for one in rung.notify}
        if number < len(rungs):
            nobody += _missing(number, found, waiting, hearing)
        here = dict.fromkeys(one for named in found.values() for one in _here(named, hearing))
        reached = tuple(one for one in here if one not in left_out)
        if reached:
            to = (*reached, *unheard)
            return Reach(to, tuple(one for one in to if one in waiting), tuple(nobody))
    left = _here(waiting, hearing)
    return Reach(left or highest(hearing), left, tuple(nobody))


def _unheard(deadline: Deadline, waiting: tuple[str, ...], hearing: Hearing) -> tuple[str, ...]:
    return deadline.heard_by(_here(waiting, hearing))[len(deadline.heard) :]


def _missing(
    number: int, found: dict[str, tuple[str, ...]], waiting: tuple[str, ...], hearing: Hearing
) -> Iterator[Nobody]:
    for party, named in found.items():
        if _here(named, hearing) or (party in OF_THE_RECORD and not named):
            continue
        whose = waiting if not party.startswith(ROLE) else ()
        yield Nobody(number, party, "".join(named[:1]), "".join(whose[:1]))


def _named(party: str, waiting: tuple[str, ...], hearing: Hearing) -> tuple[str, ...]:
    if party.startswith(ROLE):
        return hearing.people.with_role(party.removeprefix(ROLE), hearing.today)
    # Whom the record names is there, whoever it waits for, and where it waits for nobody.
    of_whom = ("",) if party in OF_THE_RECORD else waiting
    named = (PARTIES[party](one, hearing.record, hearing.people) for one in of_whom)
    return tuple(dict.fromkeys(one for one in named if one))


def _here(names: tuple[str, ...], hearing: Hearing) -> tuple[str, ...]:
    return tuple(one for one in names if hearing.people.is_here(one, hearing.today))


def operators(hearing: Hearing) -> tuple[str, ...]:
    """List who is told when something is amiss that only operators can mend."""
    return hearing.people.with_role(OPERATOR, hearing.today)


def highest(hearing: Hearing, besides: str = "") -> tuple[str, ...]:
    """Name who is told where nobody else is: whoever has the most people below them."""
    return hearing.people.highest(hearing.today, besides)


def as_many_as_fit(names: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Return the first of them that an entry has room for, with all it says of each."""
    sizes = accumulate(2 * len(one.encode()) + PER_PERSON for one in names)
    return names[: sum(size <= room for size in sizes)]


def told_after(
    to: tuple[str, ...], hearing: Hearing, moment: datetime | None = None
) -> tuple[datetime, ...]:
    """Say from when (UTC) each may be told, by their own hours; empty where all may be now.

    `moment` is when there was to be something to tell, which is not now to the second.
    """
    since = max(moment or hearing.now, hearing.now - LATE_BY)
    told = tuple(_told_after(one, since, hearing) for one in _hours_of(to, hearing))
    is_kept = is_bundled(to, hearing) or any(one > hearing.now for one in told)
    return told if is_kept else ()


def _told_after(hours: Hours, since: datetime, hearing: Hearing) -> datetime:
    if hours.digest is None:
        return may_be_told(hearing.now, hours)
    # A clock rings a moment late: what comes up with the day's message is in it.
    return next_digest(since, hours)


def is_bundled(to: tuple[str, ...], hearing: Hearing) -> bool:
    """Tell whether they get one message a day."""
    return any(one.digest is not None for one in _hours_of(to, hearing))


def _hours_of(to: tuple[str, ...], hearing: Hearing) -> Iterator[Hours]:
    return (hearing.rules.hours_of(one, hearing.people) for one in to)
