"""What a ladder owes to whom and when, reckoned a second time and by other means.

It is written from the words of the design, and knows the core only by the values that both speak
of. Nothing is folded and nothing is decided: each rung of each deadline is an appointment that
moves, comes, or is struck out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from states.calendar import Days, Hours, Lapse
from states.people import Person
from states.rules import Rung
from tests.states.hour_by_hour import (
    days_by_walking,
    digest_by_walking,
    is_awake,
    shown,
    told_by_walking,
)

OPERATORS = Rung(timedelta(1), ("role:operator",))
"""The last resort of every ladder."""

NEAREST = ("manager_of_manager", "manager", "facilitator", "commander", "service_owner")
"""Who hears of it where nobody is above, whatever the ladder says."""


EVER = datetime.min.replace(tzinfo=UTC)

LATE = timedelta(minutes=10)
"""What nobody was there to send for longer than that is not sent in anybody's night."""

AMISS = -1
"""In place of a rung: operators are told that somebody whom one means is not there."""

HANDED = -2
"""In place of a rung: somebody is told that it was handed on to them."""


COMMANDER = "ben"

LEAD = "sre-lead"
"""Who answers what somebody asks for, unless they asked themselves."""

REMINDED = (Rung(timedelta(), ("owner",), Days(2)),)
"""Whoever is to answer hears of it at once, and every other day."""

STALLED = timedelta(days=9)
"""So long nothing may happen."""

STALLED_GATE = "stalled_gate:verified"

Gaps = set[tuple[str, str]]
"""Parties that are nobody, and who is meant by them."""


class Sent(NamedTuple):
    """One message that has to go out: to whom, about which rung for which time, and when."""

    to: str
    deadline: str
    rung: int
    times: int
    at: datetime
    moment: datetime | None = None
    """When the rung was to be reached; of what was missed several times, the first."""
    waits: bool = False
    """Whether it says that it is their turn."""


@cache
def walked_to(moment: datetime, by: Lapse, hours: Hours) -> datetime:
    """Return the moment that lies `by` after another."""
    if isinstance(by, timedelta):
        return moment + by
    return days_by_walking(moment, by.count, hours, working=by.working) if by.count else moment


@cache
def awake(moment: datetime, hours: Hours) -> datetime:
    """Return when somebody is told of what comes up at a moment."""
    find = digest_by_walking if hours.digest else told_by_walking
    return find(moment, hours)


@dataclass
class Appointment:
    """One rung of one deadline: from when it comes, how often it came, and whether it is off."""

    rung: Rung
    begins: datetime
    came: int = 0
    before: int = 0
    off: bool = False

    @property
    def is_late(self) -> bool:
        """Tell whether the rung stands after the deadline."""
        return _far(self.rung.at) > timedelta()

    @property
    def is_early(self) -> bool:
        """Tell whether the rung stands before the deadline."""
        return _far(self.rung.at) < timedelta()

    def coming(self, zone: str) -> datetime | None:
        """Say when it comes next, if ever."""
        if self.off or (self.came and not self.rung.repeat) or self.came == self.rung.times:
            return None
        return self._after(self.came - self.before, zone)

    def _after(self, more: int, zone: str) -> datetime:
        repeat = self.rung.repeat
        if isinstance(repeat, Days):
            return walked_to(self.begins, replace(repeat, count=repeat.count * more), Hours(zone))
        return self.begins + more * repeat if repeat else self.begins

    def comes(self, now: datetime, zone: str) -> datetime | None:
        """Let it come as often as it should have; say when it first should have."""
        first: datetime | None = None
        while (moment := self.coming(zone)) and moment <= now:
            first = first or moment
            self.came += 1
        return first

    def put_off(self, by: timedelta, zone: str) -> None:
        """Come later by so much, and go on from there."""
        moment = self.coming(zone)
        if moment:
            self.begins, self.before = moment + by, self.came


def _far(at: Lapse) -> timedelta:
    return timedelta(at.count) if isinstance(at, Days) else at


@dataclass
class Climb:
    """One deadline under way."""

    name: str
    due: datetime
    owner: str
    hours: Hours
    rungs: tuple[Rung, ...]
    since: datetime = EVER
    appointments: list[Appointment] = field(default_factory=list)
    held: datetime | None = None
    stopped: datetime | None = None
    """Since when somebody has stopped it, and no rung has come."""
    heard: set[str] = field(default_factory=set)
    """Who was told that it waits for them."""
    gaps: Gaps = field(default_factory=set)
    """Which parties operators know to be nobody, and whose they were to be."""

    def begin(self, now: datetime) -> None:
        """Make an appointment for each rung, and leave out what would come too late."""
        self.appointments = [
            Appointment(one, walked_to(self.due, one.at, self.hours)) for one in self.rungs
        ]
        self.since = now
        self.heard = set()
        self.leave_out(now)

    def begin_again(self, now: datetime) -> None:
        """Make those once more that came or were left out, the first of them now; no reminders."""
        again = {
            place: walked_to(now, one.rung.at, self.hours)
            for place, one in enumerate(self.appointments)
            if not one.is_early and (one.came or one.off)
        }
        ahead = now - min(again.values())
        for place, begins in again.items():
            self.appointments[place] = Appointment(self.rungs[place], begins + ahead)
        self.held, self.stopped, self.heard = None, None, set()

    def leave_out(self, now: datetime) -> None:
        """Strike reminders that come too late, and rungs that others have overtaken."""
        for place, one in enumerate(self.appointments):
            passed = one.begins <= now
            overtaken = any(other.begins <= now for other in self.appointments[place + 1 :])
            one.off = passed and (one.is_early or (one.is_late and overtaken))

    @property
    def next(self) -> datetime | None:
        """Say when its next rung is reached."""
        moments = (one.coming(self.hours.zone) for one in self.appointments)
        return min((one for one in moments if one), default=None)

    @property
    def is_escalating(self) -> bool:
        """Tell whether a rung that is no reminder was reached."""
        return any(one.came for one in self.appointments if not one.is_early)

    def may_be_held(self, until: datetime, now: datetime, most: timedelta) -> bool:
        """Tell whether there is something to stop, and nobody stopped it for longer already.

        From one rung that comes to the next it is stopped for `most` at most, by whomever.
        """
        held = self.held if self.held and self.held > now else now
        return self.is_escalating and held < until <= (self.stopped or now) + most

    def hold(self, until: datetime, now: datetime) -> None:
        """Let the next rung come at `until` and the others as long after it as they would have."""
        self.held, self.stopped = until, self.stopped or now
        self._wait(until)

    def begin_later(self, due: datetime, now: datetime) -> None:
        """Be due later, and go on no earlier than what stops it says."""
        self.due = due
        self.begin(now)
        if self.held and self.held > now:
            self._wait(self.held)
        else:
            self.held = self.stopped = None

    def _wait(self, until: datetime) -> None:
        if self.next is None or self.next >= until:
            return
        by = until - self.next
        for one in self.appointments:
            one.put_off(by, self.hours.zone)


@dataclass
class Ladders:
    """Everything that has to be said, and what has been said."""

    people: dict[str, Person]
    hours: Mapping[str, Hours]
    facilitator: str
    climbs: dict[str, Climb] = field(default_factory=dict)
    waits_for: tuple[str, ...] = ()
    rungs: Mapping[str, tuple[Rung, ...]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    """Who asked for what waits for an answer."""
    dates: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    """Of which action another date was asked for, and when, by the name of the question."""
    now: datetime = EVER
    ahead: set[tuple[str, int, str]] = field(default_factory=set)
    """What was told before it was due: of which deadline, by which rung, to whom."""
    done: set[str] = field(default_factory=set)
    """Actions that somebody else has to look at."""
    moved: dict[str, datetime] = field(default_factory=dict)
    """Since when nothing has happened, for what would stall."""
    held: list[Sent] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)

    def set(self, climb: Climb, now: datetime) -> None:
        """Owe something anew; what was held of it before is not said any more."""
        self.drop(climb.name, now)
        climb.begin(now)
        self.climbs[climb.name] = climb

    def progress(self, now: datetime, action: str = "") -> None:
        """Begin to wait anew for the next thing to happen, with an action and with all of it."""
        owner = self.climbs[f"stalled_action:{action}"].owner if action else ""
        self._stall(STALLED_GATE, self.facilitator, now)
        if action:
            self._stall(f"stalled_action:{action}", owner, now)

    def _stall(self, name: str, owner: str, now: datetime) -> None:
        if self.moved.get(name) != now:
            self.moved[name] = now
            climb = Climb(name, now + STALLED, owner, self.hours[owner], self.rungs["stalled"])
            self.set(climb, now)

    def begin_to_wait(self, owners: Mapping[str, str], now: datetime) -> None:
        """Wait for something to happen, to actions of these owners and to all of it."""
        self._stall(STALLED_GATE, self.facilitator, now)
        for action, owner in owners.items():
            self._stall(f"stalled_action:{action}", owner, now)

    def own(self, action: str, owner: str) -> None:
        """Let somebody else own an action, whatever is owed of it."""
        for kind in ("action", "stalled_action"):
            if climb := self.climbs.get(f"{kind}:{action}"):
                climb.owner = owner

    def ask(self, name: str, by: str, now: datetime) -> None:
        """Put a question."""
        self.asked[f"consent:{name}"] = by
        self.set(Climb(f"consent:{name}", now, "", Hours(), REMINDED), now)

    def ask_for_a_date(self, name: str, action: str, by: str, now: datetime) -> None:
        """Ask for another date of an action."""
        self.dates[f"consent:{name}"] = (action, now)
        self.ask(name, by, now)

    def answer(self, name: str, now: datetime) -> None:
        """Have an answer."""
        self.dates.pop(f"consent:{name}", None)
        self.asked.pop(f"consent:{name}")
        self.strike(f"consent:{name}", now)

    def hand_on(self, climb: Climb, to: str, now: datetime) -> None:
        """Let somebody else answer for it; it is not the turn of whoever did."""
        kind, subject = climb.name.split(":")
        self.moved[STALLED_GATE] = now
        if is_gate := kind.endswith("gate"):
            before, self.facilitator = self.facilitator, to
            for name in (STALLED_GATE, f"gate:{subject}"):
                self.climbs[name].owner = to
        if not is_gate:
            before = climb.owner
            self.moved[f"stalled_action:{subject}"] = now
            self.own(subject, to)
        self.held = [
            one
            for one in self.held
            if one.deadline != climb.name or one.at <= now or not one.waits or one.to != before
        ]

    def tell_of_handing(self, climb: Climb, to: str, now: datetime) -> None:
        """Tell somebody of what was handed on to them, and is not begun again."""
        self._hold(Sent(to, climb.name, HANDED, 0, now, now, waits=True))
        climb.heard.add(to)

    def strike(self, name: str, now: datetime) -> None:
        """Owe something no longer."""
        self.climbs.pop(name, None)
        self.drop(name, now)

    def drop(self, name: str, now: datetime) -> None:
        """Forget what is held about a deadline and not ripe yet; what is amiss stays amiss."""
        self.held = [
            one for one in self.held if one.deadline != name or one.rung == AMISS or one.at <= now
        ]

    def put_off(self, name: str, until: datetime, now: datetime) -> None:
        """Say what is held about a deadline, and not ripe yet, no earlier than `until`."""
        for place, one in enumerate(self.held):
            if one.deadline == name and one.rung != AMISS and now < one.at < until:
                self.held[place] = one._replace(at=awake(until, self.hours[one.to]))

    def may_extend(self, who: str, climb: Climb, now: datetime) -> bool:
        """Tell whether somebody hears of it, it waits for them, or the incident is theirs."""
        concerned = {*self.waiting_on(climb), self.facilitator, COMMANDER}
        return who in concerned or self.has_reached(who, climb.name, now)

    @property
    def next(self) -> datetime | None:
        """Say when there is something to do."""
        moments = [one.next for one in self.climbs.values()]
        moments += [one.at for one in self.held]
        return min((one for one in moments if one), default=None)

    def go_on(self, until: datetime) -> None:
        """Let time pass, and do everything at its moment."""
        while self.next and self.next <= until:
            self.wake(self.next)

    def wake(self, now: datetime) -> None:
        """Do everything whose moment has come, now; what was missed is said once."""
        self.now = now
        self.held = [self._missed(one, now) if now - one.at > LATE else one for one in self.held]
        for climb in self.climbs.values():
            for place, one in enumerate(climb.appointments):
                if moment := one.comes(now, climb.hours.zone):
                    self._reach(climb, place, now, max(moment, climb.since))
        self.held = [one for one in self.held if one.at <= now or self._is_owed(one)]
        ripe = [one for one in self.held if one.at <= now]
        self.held = [one for one in self.held if one.at > now]
        self.sent += [one._replace(at=now) for one in ripe]

    def _is_owed(self, one: Sent) -> bool:
        return one.rung == AMISS or one.deadline in self.climbs

    def _missed(self, one: Sent, now: datetime) -> Sent:
        """Say when somebody hears of what they would have heard of, had anything run."""
        hours = self.hours[one.to]
        had_its_message = hours.digest is None or shown(now, hours.zone).time() >= hours.digest
        is_told_now = is_awake(now, hours) and had_its_message
        return one._replace(at=now if is_told_now else awake(now, hours))

    def _reach(self, climb: Climb, place: int, now: datetime, moment: datetime) -> None:
        at_once, times = climb.rungs[place].at_once, climb.appointments[place].came
        if climb.held and climb.held <= now:
            climb.stopped = None
        told, amiss = self._whom(climb, place, now)
        waits = self._here(self.waiting_on(climb), now)
        if climb.appointments[place].is_late:
            told += [one for one in waits if one not in told and one not in climb.heard]
        climb.heard |= {*told} & {*waits}
        if now >= climb.due:
            self._overtake(climb, told, now)
        for one in told:
            said = Sent(one, climb.name, place, times, now, moment, waits=one in waits)
            self._hold(said, at_once=at_once)
            this = {(said.deadline, said.rung, said.to)}
            self.ahead = self.ahead | this if now < climb.due else self.ahead - this
        for one in self._operators(now) if amiss - climb.gaps else ():
            self._hold(Sent(one, climb.name, AMISS, 0, now))
        climb.gaps |= amiss

    def _overtake(self, climb: Climb, told: list[str], now: datetime) -> None:
        """Forget to remind whom one tells that it is due."""
        self.held = [
            one
            for one in self.held
            if one.at <= now
            or one.to not in told
            or (one.deadline, one.rung, one.to) not in self.ahead
            or one.deadline != climb.name
        ]

    def _operators(self, now: datetime) -> list[str]:
        return self._role("operator", now) or self._highest(now)

    def _highest(self, now: datetime) -> list[str]:
        """Say who of those who are here has most people below them."""
        here = self._here(sorted(self.people), now)
        below = Counter(boss for one in here for boss in self._bosses(one))
        return sorted(here, key=lambda one: (-below[one], one))[:1]

    def _bosses(self, name: str) -> list[str]:
        boss = self._manager(name)
        return [boss, *self._bosses(boss)] if boss else []

    def _whom(self, climb: Climb, place: int, now: datetime) -> tuple[list[str], Gaps]:
        """Say whom a rung tells, and which of those whom it means are not there."""
        waits = self.waiting_on(climb)
        amiss: Gaps = set()
        below = (*climb.rungs[:place][::-1], *(Rung(timedelta(1), (one,)) for one in NEAREST))
        for number, rung in enumerate((*climb.rungs[place:], OPERATORS, *below), start=place):
            meant = [self._named(one, waits, now) for one in rung.notify]
            named = [self._here(one, now) for one in meant]
            if number < len(climb.rungs):
                amiss |= {
                    (party, next(filter(None, [*those, *waits]), "") if ":" not in party else "")
                    for party, those, here in zip(rung.notify, meant, named, strict=True)
                    if not here
                }
            spared = waits if climb.appointments[place].is_late else ()
            told = dict.fromkeys(one for each in named for one in each if one not in spared)
            if told:
                return [*told], amiss
        return self._here(waits, now) or self._highest(now), amiss

    def has_reached(self, who: str, name: str, now: datetime) -> bool:
        """Tell whether somebody hears of a deadline, and it does not wait for them."""
        climb = self.climbs[name]
        came = [place for place, one in enumerate(climb.appointments) if one.came]
        told = [one for place in came for one in self._whom(climb, place, now)[0]]
        return who in told and who not in self.waiting_on(climb)

    def _hold(self, one: Sent, *, at_once: bool = False) -> None:
        at = one.at if at_once else awake(one.at, self.hours[one.to])
        self.held.append(one._replace(at=at))

    def waiting_on(self, climb: Climb) -> tuple[str, ...]:
        """Say whose turn it is."""
        kind, subject = climb.name.split(":")
        if kind == "consent":
            return self._answering(climb.name)
        for question, (action, at) in self.dates.items():
            # Whoever asked before it was late waits for somebody else.
            if climb.name == f"action:{action}" and at < climb.due <= self.now:
                return self._answering(question) or (climb.owner,)
        if kind.endswith("gate"):
            return self.waits_for or (self.facilitator,)
        return (self.facilitator,) if subject in self.done else (climb.owner,)

    def _answering(self, question: str) -> tuple[str, ...]:
        """Say who may answer; of a date anybody may, and one is asked."""
        by, leads = self.asked[question], self._role(LEAD, self.now)
        if question not in self.dates:
            return tuple(one for one in leads if one != by)
        action, _ = self.dates[question]
        owner = self.climbs[f"stalled_action:{action}"].owner
        above = [self._manager(owner), self._manager(by)]
        near = [self.facilitator, COMMANDER, *above, *map(self._manager, above), *leads]
        able = [one for one in self._here(near, self.now) if one not in (by, owner)]
        return tuple(able[:1])

    def _named(self, party: str, waits: tuple[str, ...], now: datetime) -> list[str]:
        match party.split(":"):
            case ["role", role]:
                return self._role(role, now)
            case ["manager"]:
                return [self._manager(one) for one in waits]
            case ["manager_of_manager"]:
                return [self._manager(self._manager(one)) for one in waits]
            case [("facilitator" | "commander" | "service_owner") as part]:
                return [
                    {"commander": COMMANDER, "service_owner": "sam"}.get(part, self.facilitator)
                ]
            case _:
                return [*waits]

    def _manager(self, name: str) -> str:
        return self.people[name].manager if name in self.people else ""

    def _role(self, role: str, now: datetime) -> list[str]:
        holders = [one.id for one in self.people.values() if role in one.roles]
        return self._here(sorted(holders), now)

    def _here(self, names: Iterable[str], now: datetime) -> list[str]:
        return [
            one
            for one in dict.fromkeys(names)
            if one in self.people and not ((left := self.people[one].left) and left <= now.date())
        ]
