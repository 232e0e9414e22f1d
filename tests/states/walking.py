"""A walk through the life of one incident: whatever is asked, what must hold holds."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from states.codec import event_from, event_to_json
from states.commands import Command, ConfirmNotice, Tick
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import next_moment
from states.decisions.ladder.setting import is_unfinished
from states.envelope import ENGINE
from states.errors import RetrogateError
from states.events.escalations import DeadlineMet, DeadlineSet, RungReached
from states.events.event import Event
from states.events.gates import GateBlocked, PhaseEntered
from states.events.record import ItemAdded
from states.evolve import fold
from states.lifecycle import LIFECYCLE, Guard, Phase, has_reached
from states.record.retrospective import Retrospective
from states.rules import SHUT, Rules
from states.stamp import Stamp
from tests.builders import HOUR, KEY, NOON, PEOPLE

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
PROOF = "https://ci.example.org/runs/2"
LONG = "the vendor answers on Friday"

# Mostly people who may, so that a walk gets somewhere; the rest may not.
BY = st.sampled_from(
    ["ana", "ben", "fay", "mia", "rob", "sol", "sam"] * 3 + ["lee", "nobody", "payments-team"]
)
NAMES = st.sampled_from(["A1", "A1", "A1", "A2", "A2", "A3", "A9"])
YES = st.sampled_from([True, True, True, False])

Entry = tuple[list[dict[str, Any]], Stamp]


def answer(command: Command, hearing: Hearing) -> tuple[Event, ...] | RetrogateError:
    """Answer with the events or with the refusal."""
    try:
        return decide(command, hearing)
    except RetrogateError as error:
        return error


class Walk(RuleBasedStateMachine):
    """One incident, its entries, and everything that was ever said of it."""

    policy: Rules

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.record = Retrospective(KEY)
        self.reread = Retrospective(KEY)
        self.entries: list[Entry] = []
        self.keys: set[tuple[object, ...]] = set()
        self.ids: set[str] = set()
        self.rungs: dict[str, set[tuple[int, int]]] = {}

    def ask(self, command: Command, by: str) -> tuple[Event, ...] | None:
        """Ask something; None stands for a refusal, which changes nothing."""
        before = deepcopy(self.record)
        hearing = Hearing(self.record, self.policy, PEOPLE, by, self.now, len(self.entries) + 1)
        made = answer(command, hearing)
        assert self.record == before
        if isinstance(made, RetrogateError):
            assert str(made)
            assert made.hint
            return None
        if made:
            self._write(made, Stamp(self.now, by, hearing.seq))
        return made

    def _write(self, made: tuple[Event, ...], stamp: Stamp) -> None:
        phase = self.record.phase
        for event in made:
            phase = self._look_at(event, phase)
        self.record = fold(self.record, made, stamp)
        written = [event_to_json(one) for one in made]
        self.reread = fold(self.reread, map(event_from, written), stamp)
        self.entries.append((written, stamp))

    def _look_at(self, event: Event, phase: Phase) -> Phase:
        match event:
            case PhaseEntered(into, trigger, results=results):
                step = next(
                    one for one in LIFECYCLE if (one.source, one.trigger) == (phase, trigger)
                )
                assert step.dest is into
                assert not any(one.result in SHUT for one in results)
                assert bool(results) == (step.guard is Guard.GATE)
                return into
            case GateBlocked(report):
                assert report.shut
            case ItemAdded(item):
                assert item.id not in self.ids
                self.ids.add(item.id)
            case DeadlineSet(deadline):
                held = self.record.deadlines.get(deadline.id)
                if held is None or held.anchor != deadline.anchor:
                    self.rungs[deadline.id] = set()
            case DeadlineMet(name):
                self.rungs[name] = set()
            case RungReached():
                self._climbed(event)
            case _:
                pass
        return phase

    def _climbed(self, event: RungReached) -> None:
        assert (event.rung, event.times) not in self.rungs[event.deadline]
        self.rungs[event.deadline].add((event.rung, event.times))
        deadline = self.record.deadlines[event.deadline]
        assert deadline.moments[event.rung] <= self.now
        for name in event.to:
            key = (event.deadline, len(self.entries), event.rung, event.times, name)
            assert key not in self.keys
            self.keys.add(key)

    def look_at_the_clock(self, later: timedelta) -> None:
        """Let time pass, and let the engine climb until nothing is due."""
        self.now += later
        while self.ask_the_engine_again():
            pass
        moment = next_moment(self.record, self.policy, self.now)
        assert moment is None or moment > self.now

    def ask_the_engine_again(self) -> bool:
        made = self.ask(Tick(), ENGINE)
        moment = next_moment(self.record, self.policy, self.now)
        late = moment is not None and moment <= self.now
        return made is not None and (late or is_unfinished(made))

    @rule(hours=st.integers(0, 24 * 40))
    def wait(self, hours: int) -> None:
        self.look_at_the_clock(hours * HOUR)

    @precondition(lambda self: self.record.notices)
    @rule()
    def deliver(self) -> None:
        key = self.record.notices[0].key

        assert self.ask(ConfirmNotice(key, "chat", self.now), ENGINE)
        assert self.ask(ConfirmNotice(key, "chat", self.now), ENGINE) == ()

    @invariant()
    def closed_and_owing_never_meet(self) -> None:
        if self.record.phase is Phase.CLOSED:
            assert not [one.id for one in self.record.actions if self.record.owes(one)]

    @invariant()
    def what_is_read_again_is_what_was_written(self) -> None:
        assert self.reread == self.record

    @invariant()
    def a_phase_stands_on_its_gates(self) -> None:
        entered = [
            one["phase"]
            for written, _ in self.entries
            for one in written
            if one["event"] == "PhaseEntered" and one["trigger"] == "advance"
        ]
        passed = [one for one in Phase if has_reached(self.record.phase, one)]
        assert {one.value for one in passed} <= set(entered)

    @invariant()
    def what_is_owed_has_a_deadline_and_the_clock_runs(self) -> None:
        deadlines, moment = self.record.deadlines, next_moment(self.record, self.policy, self.now)
        if self.record.ended or not self.record.opened:
            assert (deadlines, moment) == ({}, None)
            return
        assert moment is not None
        assert sum(name.startswith("gate:") for name in deadlines) == 1
        if has_reached(self.record.phase, Phase.ACTIONS_TICKETED):
            owed = {one.id for one in self.record.actions if self.record.owes(one)}
            assert {f"stalled_action:{name}" for name in owed} <= set(deadlines)

    @invariant()
    def whoever_owes_is_who_is_told(self) -> None:
        for action in self.record.actions:
            held = self.record.deadlines.get(f"action:{action.id}")
            assert held is None or held.owner == action.owner or not action.owner

    @invariant()
    def the_revision_is_an_entry(self) -> None:
        assert self.record.revision <= len(self.entries)
        assert all(one.revision <= self.record.revision for one in self.record.approvals)

    def teardown(self) -> None:
        """Fold the whole history once more, from its text alone."""
        record = Retrospective(KEY)
        for written, stamp in self.entries:
            record = fold(record, map(event_from, written), stamp)
        assert record == self.record
