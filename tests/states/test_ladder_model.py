"""Whatever happens, who is told of what and when is what a second reckoning says, exactly.

Random people in random zones with random hours, ladders, dates, and everything that can happen
to a promise on the way: nothing is lost, told twice, early, or in somebody's night.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from states.calendar import end_of_day
from states.commands import (
    AcknowledgeEscalation,
    Command,
    Edit,
    ExtendEscalation,
    FinishAction,
    Propose,
    ReassignEscalation,
    RescheduleAction,
    Revise,
    Settle,
    VerifyAction,
)
from states.errors import RetrogateError
from states.events.consents import ProposalMade
from states.events.event import Event
from states.record.proposals import Respite, Waiver, Withdrawal
from tests.states.hour_by_hour import is_awake
from tests.states.ladder_drawn import BEGINNINGS, STAFF, Beginning
from tests.states.ladder_model import LATE, Climb, Ladders, walked_to
from tests.states.ladder_world import VITAL, Promises, World, promised

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
MOST = timedelta(days=30)
WHY = "the vendor answers on Friday"
ASKERS = ("kim", "sol", "tom")
PROOF = "https://ci.example.org/runs/2"
ACTIONS = ("A1", "A2")
STALLING = ("stalled_gate:verified", "stalled_action:A1", "stalled_action:A2")
OWED = ("gate:verified", "action:A1", "action:A2", *STALLING)
WAIVED = tuple(f"waiver:W{number}" for number in (1, 2, 3))
VITALS = (f"action:{VITAL}", f"stalled_action:{VITAL}")
LEADS = ("sol", "tom")
OWNERS = ("ana", "ben", "fay")


class Resting(NamedTuple):
    """What somebody asked to rest, and until when."""

    name: str
    until: datetime


def proposed(made: tuple[Event, ...]) -> str:
    """Name what was asked for."""
    return next(one.proposal.id for one in made if isinstance(one, ProposalMade))


class Promise(RuleBasedStateMachine):
    """One incident, lived through twice: by the core, and by the model."""

    world: World
    model: Ladders
    waived: str
    resting: dict[str, Resting]
    dates: dict[str, date]

    @initialize(given=BEGINNINGS)
    def begin(self, given: Beginning) -> None:
        self.given = given
        start, hours, rungs = given.start, given.hours, given.rungs
        dues = [start.date() + timedelta(days=one) for one in given.days]
        dues.append(start.date() + timedelta(days=5))
        owed = {"A1": ("ana", dues[0]), "A2": ("ben", dues[1]), VITAL: ("ana", dues[2])}
        people = {one.id: one for one in STAFF}
        self.model = Ladders(dict(people), hours, "fay")
        due = walked_to(start, given.within, hours["fay"])
        self.model.set(Climb("gate:verified", due, "fay", hours["fay"], rungs["gate"]), start)
        for name, (owner, day) in owed.items():
            self.owe(name, owner, day, start)
        self.model.rungs = rungs
        self.model.begin_to_wait({name: owner for name, (owner, _) in owed.items()}, start)
        self.dates = dict[str, date]()
        self.waived, self.resting = "", dict[str, Resting]()
        self.model.wake(start)
        rules = Promises(rungs, hours, given.within)
        self.world = World(promised(start, "fay", owed), rules, people, start, given.jitter)

    def owe(self, name: str, owner: str, day: date, now: datetime) -> None:
        hours = self.given.hours[owner]
        due = end_of_day(day, hours.zone)
        rungs = self.given.rungs["action"]
        self.model.set(Climb(f"action:{name}", due, owner, hours, rungs), now)

    def ask(self, command: Command, by: str) -> tuple[Event, ...] | None:
        """Ask something of the core; None stands for a refusal."""
        made = self.world.ask(command, by)
        return None if isinstance(made, RetrogateError) else made

    def settle(self) -> None:
        """Let both do what is due at this moment."""
        self.world.wake(self.world.now)
        self.model.wake(self.world.now)

    @rule(quarters=st.integers(1, 3 * 96))
    def wait(self, quarters: int) -> None:
        until = self.world.now + quarters * HOUR / 4
        self.world.go_on(until)
        self.model.go_on(until)

    @rule(days=st.integers(4, 40))
    def wait_long(self, days: int) -> None:
        self.wait(days * 96)

    @rule(hours=st.integers(1, 24 * 40))
    def be_down(self, hours: int) -> None:
        until = self.world.now + hours * HOUR
        self.world.wake(until)
        self.model.wake(until)

    @rule()
    def restart(self) -> None:
        self.world.restart()

    @rule(name=st.sampled_from(ACTIONS))
    def finish(self, name: str) -> None:
        if self.ask(FinishAction(name, PROOF), "sol") is not None:
            self.model.strike(f"action:{name}", self.world.now)
            self.model.done.add(name)
            self.model.progress(self.world.now, name)
        self.settle()

    @rule(name=st.sampled_from(ACTIONS), hours=st.integers(1, 24 * 10))
    def finish_before_anything_is_looked_at(self, name: str, hours: int) -> None:
        self.world.now += hours * HOUR
        self.finish(name)

    @rule(name=st.sampled_from(ACTIONS))
    def fail(self, name: str) -> None:
        if self.ask(VerifyAction(name, PROOF, holds=False), "kim") is not None:
            action = self.world.record.action_for(name)
            assert action
            assert action.due
            self.model.done.discard(name)
            self.owe(name, action.owner, action.due, self.world.now)
            self.model.progress(self.world.now, name)
        self.settle()

    @rule(name=st.sampled_from(ACTIONS), days=st.integers(1, 30))
    def reschedule(self, name: str, days: int) -> None:
        day = self.world.now.date() + timedelta(days=days)
        action = self.world.record.action_for(name)
        assert action
        if self.ask(RescheduleAction(name, day, WHY), "kim") is not None and action.due != day:
            self.owe(name, action.owner, day, self.world.now)
            self.model.progress(self.world.now, name)
        self.settle()

    @rule(name=st.sampled_from(ACTIONS), to=st.sampled_from(OWNERS))
    def hand_over(self, name: str, to: str) -> None:
        action = self.world.record.action_for(name)
        assert action
        change = Edit(action, replace(action, owner=to))
        if self.ask(Revise(edit=(change,)), "kim"):
            self.model.own(name, to)
            self.model.progress(self.world.now, name)
        self.settle()

    @rule(who=st.sampled_from(["ana", "ben", "mia", "rob", "tom", "oli"]))
    def leave(self, who: str) -> None:
        gone = replace(self.world.people[who], left=self.world.now.date())
        self.world.people[who] = self.model.people[who] = gone

    @rule(names=st.sets(st.sampled_from(["ana", "mia", "rob"]), max_size=2).map(sorted))
    def wait_for(self, names: list[str]) -> None:
        self.world.rules = replace(self.world.rules, waits_for=tuple(names))
        self.model.waits_for = tuple(names)

    @rule(name=st.sampled_from([*OWED, *VITALS, *WAIVED]), hours=st.integers(1, 30 * 24))
    def acknowledge(self, name: str, hours: int) -> None:
        until = self.world.now + hours * HOUR
        self.stop(name, until, self.ask(AcknowledgeEscalation(name, until, WHY), "sol"))

    @rule(name=st.sampled_from(OWED), down=st.integers(1, 24 * 10), hours=st.integers(1, 30 * 24))
    def acknowledge_before_anything_is_looked_at(self, name: str, down: int, hours: int) -> None:
        self.world.now += down * HOUR
        self.acknowledge(name, hours)

    @rule(name=st.sampled_from(OWED), hours=st.integers(1, 30 * 24))
    def give_respite(self, name: str, hours: int) -> None:
        until = self.world.now + hours * HOUR
        made = self.ask(Propose(Respite(name, until), WHY), "kim")
        if made is not None:
            made = self.ask(Settle(proposed(made)), "sol")
            assert made is not None
        if made is not None or name not in (one.name for one in self.resting.values()):
            self.stop(name, until, made)

    @rule(
        name=st.sampled_from([*OWED, *VITALS]),
        hours=st.integers(1, 30 * 24),
        by=st.sampled_from(ASKERS),
    )
    def ask_for_respite(self, name: str, hours: int, by: str) -> None:
        now, until = self.world.now, self.world.now + hours * HOUR
        climb = self.model.climbs.get(name)
        made = self.ask(Propose(Respite(name, until), WHY), by)
        is_asked = name in (one.name for one in self.resting.values())
        may = bool(climb and climb.may_be_held(until, now, MOST))
        assert (made is not None) == (may and not is_asked and self.is_here(by))
        if made is not None:
            self.resting[proposed(made)] = Resting(name, until)
            self.model.ask(proposed(made), by, now)
        self.settle()

    @rule(by=st.sampled_from(ASKERS))
    def ask_to_withdraw(self, by: str) -> None:
        made = self.ask(Propose(Withdrawal(), WHY), by)
        assert (made is not None) == self.is_here(by)
        if made is not None:
            self.model.ask(proposed(made), by, self.world.now)
            self.model.progress(self.world.now)
        self.settle()

    @rule(days=st.integers(-1, 20), by=st.sampled_from([*ASKERS, "ana", "fay", "ben"]))
    def ask_for_a_date(self, days: int, by: str) -> None:
        now = self.world.now
        day = now.date() + timedelta(days=days)
        action = self.world.record.action_for(VITAL)
        assert action
        made = self.ask(RescheduleAction(VITAL, day, WHY), by)
        is_asked = day in self.dates.values()
        may = days > 0 and day != action.due and not is_asked and self.is_here(by)
        assert (made is not None) == may
        if made is not None:
            self.dates[proposed(made)] = day
            self.model.ask_for_a_date(proposed(made), VITAL, by, now)
            self.model.progress(now)
        self.settle()

    @rule(hours=st.integers(0, 24 * 10), by=st.sampled_from(LEADS), grant=st.booleans())
    def answer_about_a_date(self, hours: int, by: str, *, grant: bool) -> None:
        self.world.now += hours * HOUR
        now, question = self.world.now, next(iter(self.dates), "")
        action, day = self.world.record.action_for(VITAL), self.dates.get(question)
        assert action
        may = self.is_here(by) and by != self.model.asked.get(f"consent:{question}", by)
        may_move = not grant or (day is not None and day > now.date() and day != action.due)
        made = self.ask(Settle(question, grant=grant), by)
        assert (made is not None) == (may and may_move)
        if made is not None and day:
            self.dates.pop(question)
            self.model.answer(question, now)
            if grant:
                self.owe(VITAL, action.owner, day, now)
            self.model.progress(now, VITAL if grant else "")
        self.settle()

    @rule(hours=st.integers(0, 24 * 10), by=st.sampled_from(LEADS), grant=st.booleans())
    def answer(self, hours: int, by: str, *, grant: bool) -> None:
        self.world.now += hours * HOUR
        asked = (one.removeprefix("consent:") for one in self.model.asked)
        now, question = self.world.now, next((one for one in asked if one not in self.dates), "")
        about = self.resting.get(question)
        may = self.is_here(by) and by != self.model.asked.get(f"consent:{question}", by)
        climb = self.model.climbs.get(about.name) if about else None
        may_rest = bool(about and climb and climb.may_be_held(about.until, now, MOST))
        is_granted = grant and about is not None
        made = self.ask(Settle(question, grant=is_granted), by)
        assert (made is not None) == (may and (may_rest or not is_granted))
        if made is not None:
            self.model.answer(question, now)
            self.resting.pop(question, None)
            if about and climb and is_granted:
                climb.hold(about.until, now)
                self.model.put_off(about.name, about.until, now)
            elif about is None:
                self.model.progress(now)
        self.settle()

    @rule(hours=st.integers(1, 30 * 24), by=st.sampled_from(["kim", "ana"]))
    def waive(self, hours: int, by: str) -> None:
        now, until = self.world.now, self.world.now + hours * HOUR
        made = self.ask(Propose(Waiver("not-yet", until), WHY), by)
        assert (made is not None) == self.is_here(by)
        if made is not None:
            assert self.ask(Settle(proposed(made)), "sol") is not None
            self.model.progress(now)
            self.model.strike(f"waiver:{self.waived}", now)
            self.waived = proposed(made)
            rungs, mine = self.given.rungs["waiver"], self.given.hours[by]
            self.model.set(Climb(f"waiver:{self.waived}", until, by, mine, rungs), now)
        self.settle()

    def is_here(self, who: str) -> bool:
        return self.world.people[who].left is None

    def stop(self, name: str, until: datetime, made: tuple[Event, ...] | None) -> None:
        climb = self.model.climbs.get(name)
        now = self.world.now
        assert (made is not None) == bool(climb and climb.may_be_held(until, now, MOST))
        if climb and made is not None:
            climb.hold(until, now)
            self.model.put_off(name, until, now)
        self.settle()

    @rule(name=st.sampled_from(ACTIONS), hours=st.integers(1, 40 * 24))
    def extend_action(self, name: str, hours: int) -> None:
        until = self.world.now + hours * HOUR
        climb = self.model.climbs.get(f"action:{name}")
        made = self.ask(ExtendEscalation(f"action:{name}", until, WHY), "kim")
        if climb:
            zone = ZoneInfo(self.given.hours[climb.owner].zone)
            day = (until - timedelta.resolution).astimezone(zone).date()
            may_move = climb.is_escalating and day > self.world.now.date() and hours <= 30 * 24
            assert (made is not None) == may_move
            if may_move:
                self.owe(name, climb.owner, day, self.world.now)
                self.model.progress(self.world.now, name)
        self.settle()

    @rule(hours=st.integers(1, 40 * 24), by=st.sampled_from(["fay", "ben", "mia", "rob", "kim"]))
    def extend_gate(self, hours: int, by: str) -> None:
        now, until = self.world.now, self.world.now + hours * HOUR
        climb = self.model.climbs["gate:verified"]
        may = climb.is_escalating and self.model.may_extend(by, climb, now)
        made = self.ask(ExtendEscalation(climb.name, until, WHY), by)
        is_here = self.world.people[by].left is None
        assert (made is not None) == (may and is_here and hours <= 30 * 24)
        if made is not None:
            climb.hours = self.given.hours[climb.owner]
            climb.begin_later(until, now)
            self.model.drop(climb.name, now)
        self.settle()

    @rule(
        name=st.sampled_from(OWED),
        to=st.sampled_from([*OWNERS, "mia"]),
        by=st.sampled_from(["kim", "mia", "rob", *OWNERS]),
    )
    def reassign(self, name: str, to: str, by: str) -> None:
        now = self.world.now
        made = self.ask(ReassignEscalation(name, to, WHY), by)
        climb = self.model.climbs.get(name)
        there = {one: self.world.people[one].left is None for one in (to, by)}
        may = climb is not None and climb.is_escalating and climb.owner != to
        assert (made is not None) == (may and all(there.values()))
        if climb and made is not None:
            is_anew = self.model.has_reached(by, name, now)
            self.model.hand_on(climb, to, now)
            if is_anew:
                self.model.drop(name, now)
                climb.hours = self.given.hours[to]
                climb.begin_again(now)
            elif to != by:
                self.model.tell_of_handing(climb, to, now)
        self.settle()

    @invariant()
    def told_is_who_had_to_be_told(self) -> None:
        said, owed = Counter(self.world.sent), Counter(self.model.sent)
        assert (sorted(owed - said), sorted(said - owed)) == ([], [])
        assert self.world.due == self.model.next

    @invariant()
    def nobody_is_told_twice_or_in_their_night(self) -> None:
        keys = [one.key for one, _ in self.world.letters]
        assert len(set(keys)) == len(keys)
        for one, at in self.world.letters:
            assert one.after is None or one.after <= at
            if one.after and at - one.after < SECOND:
                assert is_awake(one.after, self.given.hours[one.to])
            if one.after and at - one.after > LATE:
                assert is_awake(at, self.given.hours[one.to])


Promise.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestPromise = Promise.TestCase
