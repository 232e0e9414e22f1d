"""Everything in every order, held against a model that knows what each answer has to be.

Closed and owing never meet, no gate is walked round, and a refusal changes nothing.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from states.commands import (
    Add,
    Advance,
    Approve,
    Command,
    Edit,
    FinishAction,
    Open,
    ParkAction,
    Propose,
    Remove,
    Reopen,
    RescheduleAction,
    ResumeAction,
    Return,
    Revise,
    Say,
    Set,
    Settle,
    VerifyAction,
)
from states.events.event import Event
from states.events.gates import GateBlocked
from states.lifecycle import Phase
from states.record.actions import Action, ActionState, Priority
from states.record.context import Severity
from states.record.factors import Factor
from states.record.facts import Fact
from states.record.proposals import Downgrade, Waiver, Withdrawal
from states.rules import Case, Finding
from tests.builders import CONTEXT, DAY, HOUR, STARTED, changed
from tests.states.model import AGAIN, BACK, ENDED, GATES, HERE, KNOWN, WAIVER_MAX, Model
from tests.states.rules import Asked, Switches
from tests.states.walking import BY, LONG, NAMES, PROOF, SLOW, YES, Walk

START = STARTED.date()

OWNERS = st.sampled_from(["ana", "ben", "ana", "ben", "", "lee", "bne", "payments-team"])
AUTHORS = st.sampled_from(["", "", "ana", "lee", "payments-team", "bne"])
SETTLERS = st.sampled_from(["sol", "sol", "sol", "mia", "ben", "ana", "nobody"])
REASONS = st.sampled_from([LONG, LONG, LONG, ""])
FACTORS = st.sampled_from(["", "", "F1", "F9"])
WEIGHTS = st.tuples(st.booleans(), st.booleans())
"""Whether an action is P1, and whether it is a top action."""


def unless(holds: Callable[[Case], object]) -> Callable[[Case], tuple[Finding, ...]]:
    return lambda case: () if holds(case) else (Finding("it is missing"),)


def committed(case: Case) -> list[Action]:
    progress = case.record.progress_of
    return [one for one in case.record.actions if progress(one.id).state is not ActionState.PARKED]


def owned(case: Case) -> bool:
    return all(one.owner for one in committed(case))


def p1_done(case: Case) -> bool:
    p1 = [one for one in committed(case) if one.priority is Priority.P1]
    return all(case.record.progress_of(one.id).state is not ActionState.OPEN for one in p1)


def nothing_owed(case: Case) -> bool:
    return not any(case.record.owes(one) for one in case.record.actions)


def approved(case: Case) -> bool:
    return any(one.revision == case.record.revision for one in case.record.approvals)


# fmt: off
CHECKS = (
    Asked(Phase.STABILIZED,       "facilitator",  unless(lambda it: it.record.context.facilitator)),
    Asked(Phase.FACTS,            "some-fact",    unless(lambda it: it.record.timeline)),
    Asked(Phase.FACTORS,          "some-factor",  unless(lambda it: it.record.factors)),
    Asked(Phase.ACTIONS_TICKETED, "some-action",  unless(lambda it: it.record.actions)),
    Asked(Phase.ACTIONS_TICKETED, "owned",        unless(owned)),
    Asked(Phase.VERIFIED,         "p1-done",      unless(p1_done)),
    Asked(Phase.CLOSED,           "nothing-owed", unless(nothing_owed)),
    Asked(Phase.CLOSED,           "approved",     unless(approved)),
)
# fmt: on

GATE_OF = {one.check: one.gate.value for one in CHECKS}


class ModelledWalk(Walk):
    """A walk whose every answer is known beforehand."""

    policy = Switches(CHECKS)

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()

    def expect(self, command: Command, by: str, *, allowed: bool) -> tuple[Event, ...]:
        """Ask something of which the model says whether it is allowed."""
        made = self.ask(command, by)
        assert (made is not None) is allowed, (command, by, self.model)
        return made or ()

    @rule(by=BY, facilitator=st.sampled_from(["fay", "fay", "", "bne"]), over=YES)
    def open(self, by: str, facilitator: str, *, over: bool) -> None:
        context = changed(CONTEXT, facilitator=facilitator)
        asked = Open(context if over else changed(context, stabilized=None))
        allowed = by in HERE and not self.model.phase and over and facilitator != "bne"

        self.expect(asked, by, allowed=allowed)

        if allowed:
            self.model.facilitator = facilitator
            self.model.phase = "stabilized" if facilitator else "opening"

    @initialize(facilitator=st.sampled_from(["fay", "fay", ""]))
    def begin(self, facilitator: str) -> None:
        self.open("ana", facilitator, over=True)

    @rule(by=BY, late=YES)
    def appoint(self, by: str, *, late: bool) -> None:
        now = self.record.context
        before = now if late else changed(now, facilitator="mia")
        allowed = self.model.may_change(by) and (late or self.model.facilitator in ("mia", "fay"))

        made = self.expect(
            Revise(set=(Set(before, changed(now, facilitator="fay")),)), by, allowed=allowed
        )

        if made and self.model.facilitator != "fay":
            self.model.facilitator = "fay"
            self.model.worked_on()

    @rule(by=BY, level=st.integers(1, 4))
    def rate(self, by: str, level: int) -> None:
        now = self.record.context
        allowed = self.model.may_change(by) and level <= self.model.severity

        made = self.expect(
            Revise(set=(Set(now, changed(now, severity=Severity(f"SEV{level}"))),)),
            by,
            allowed=allowed,
        )

        if made:
            self.model.severity = level
            self.model.worked_on()

    @rule(by=BY, at=st.integers(-48, 1), author=AUTHORS)
    def add_fact(self, by: str, at: int, author: str = "") -> None:
        allowed = self.model.may_change(by) and at <= 0 and author in KNOWN | {""}
        fact = Fact(at=self.now + at * HOUR, text="It rained", by=author)

        self.expect(Revise(add=(Add(fact),)), by, allowed=allowed)

        if allowed:
            self.model.facts.add(self.model.number("T"))
            self.model.worked_on()

    @rule(by=BY)
    def add_factor(self, by: str) -> None:
        allowed = self.model.may_change(by)

        self.expect(Revise(add=(Add(Factor(text="No limit")),)), by, allowed=allowed)

        if allowed:
            self.model.factors.add(self.model.number("F"))
            self.model.worked_on()

    @rule(by=BY, owner=OWNERS, days=st.integers(-12, 60), weight=WEIGHTS, factor=FACTORS)
    def add_action(
        self, by: str, owner: str, days: int, weight: tuple[bool, bool], factor: str = ""
    ) -> None:
        due = self.now.date() + timedelta(days=days)
        p1, top = weight
        asked = Action(
            title="x",
            owner=owner,
            due=due,
            top=top,
            priority=Priority.P1 if p1 else None,
            factors=(factor,) if factor else (),
        )
        allowed = (
            self.model.may_change(by)
            and owner in HERE | {""}
            and due >= START
            and factor in self.model.factors | {""}
        )

        self.expect(Revise(add=(Add(asked),)), by, allowed=allowed)

        if allowed:
            name = self.model.number("A")
            self.model.actions[name] = {
                "owner": owner,
                "owners": {owner} - {""},
                "promised": False,
                "state": "open",
                "p1": p1,
                "top": top,
                "moved": 0,
                "did": "",
                "due": due,
            }
            self.model.worked_on()

    @rule(by=BY, name=NAMES, owner=OWNERS)
    def hand_on(self, by: str, name: str, owner: str) -> None:
        known = self.record.action_for(name) or Action(name)
        asked = Revise(edit=(Edit(known, changed(known, owner=owner)),))
        one = self.model.actions.get(name)
        new = one is not None and one["owner"] != owner
        allowed = (
            self.model.may_change(by) and one is not None and (owner in HERE | {""} or not new)
        )

        self.expect(asked, by, allowed=allowed)

        if allowed and new:
            self.model.actions[name]["owner"] = owner
            self.model.actions[name]["owners"] |= {owner} - {""}
            self.model.worked_on()

    @rule(by=BY, name=NAMES, days=st.integers(1, 50))
    def edit_the_date(self, by: str, name: str, days: int) -> None:
        known = self.record.action_for(name) or Action(name)
        due = self.now.date() + timedelta(days=days)
        one = self.model.actions.get(name)
        new = one is not None and one["due"] != due
        allowed = (
            self.model.may_change(by)
            and one is not None
            and not (new and self.model.promised(name))
        )

        self.expect(Revise(edit=(Edit(known, changed(known, due=due)),)), by, allowed=allowed)

        if allowed and new:
            self.model.actions[name]["due"] = due
            self.model.worked_on()

    @rule(by=BY, name=st.sampled_from(["T1", "T2", "F1", "A1", "A2", "A9"]))
    def remove(self, by: str, name: str) -> None:
        items = self.model.facts | self.model.factors | self.model.actions.keys()
        kept = name in self.model.actions and self.model.promised(name)
        allowed = self.model.may_change(by) and name in items and not kept

        self.expect(Revise(remove=(Remove(name, LONG),)), by, allowed=allowed)

        if allowed:
            self.model.facts.discard(name)
            self.model.factors.discard(name)
            self.model.actions.pop(name, None)
            self.model.worked_on()

    @rule(by=BY, rightly=YES)
    def advance(self, by: str, *, rightly: bool) -> None:
        allowed = self.model.may_change(by) and rightly
        missing = self.model.missing(self.now) if allowed else set()

        made = self.expect(Advance("" if rightly else "opening"), by, allowed=allowed)

        if allowed and missing:
            (blocked,) = made
            assert isinstance(blocked, GateBlocked)
            assert {one.check for one in blocked.report.shut} == missing
        elif allowed:
            self.model.enter(self.model.next_gate)
            self.model.worked_on()

    @rule(by=BY, why=REASONS)
    def go_back(self, by: str, why: str) -> None:
        allowed = self.model.may(by) and self.model.phase in BACK and bool(why)

        self.expect(Return(why), by, allowed=allowed)

        if allowed:
            self.model.phase = BACK[self.model.phase]
            self.model.worked_on()

    @rule(by=BY, why=REASONS, name=NAMES)
    def reopen(self, by: str, why: str, name: str) -> None:
        allowed = (
            self.model.may(by)
            and self.model.phase in AGAIN
            and bool(why)
            and name in self.model.actions
        )

        self.expect(Reopen(why, (name,)), by, allowed=allowed)

        if allowed:
            self.model.phase = AGAIN[self.model.phase]
            self._became(name, "open", by)

    def _became(self, name: str, state: str, by: str) -> None:
        self.model.actions[name].update(state=state, did=by)
        self.model.worked_on()

    def _state(self, name: str) -> str:
        return str(self.model.actions.get(name, {}).get("state", ""))

    @rule(by=BY, name=NAMES, seen=YES)
    def finish(self, by: str, name: str, *, seen: bool) -> None:
        allowed = self.model.may_change(by) and self._state(name) == "open" and seen

        self.expect(FinishAction(name, PROOF if seen else ""), by, allowed=allowed)

        if allowed:
            self._became(name, "done", by)

    @rule(by=BY, name=NAMES, holds=YES)
    def verify(self, by: str, name: str, *, holds: bool) -> None:
        one = self.model.actions.get(name, {})
        allowed = (
            self.model.may_change(by)
            and self._state(name) == "done"
            and by not in {*one["owners"], one["did"]}
        )

        self.expect(VerifyAction(name, PROOF, holds=holds), by, allowed=allowed)

        if allowed:
            self._became(name, "verified" if holds else "open", by)

    @rule(by=BY, name=NAMES, why=REASONS)
    def park(self, by: str, name: str, why: str) -> None:
        one = self.model.actions.get(name, {})
        allowed = (
            self.model.may_change(by)
            and self._state(name) == "open"
            and bool(why)
            and not (self.model.promised(name) and (one["p1"] or one["top"]))
        )

        self.expect(ParkAction(name, why), by, allowed=allowed)

        if allowed:
            self._became(name, "parked", by)

    @rule(by=BY, name=NAMES, why=REASONS)
    def resume(self, by: str, name: str, why: str) -> None:
        allowed = self.model.may_change(by) and self._state(name) not in ("", "open") and bool(why)

        self.expect(ResumeAction(name, why), by, allowed=allowed)

        if allowed:
            self._became(name, "open", by)

    @rule(by=BY, name=NAMES, days=st.integers(-1, 50), why=REASONS)
    def reschedule(self, by: str, name: str, days: int, why: str) -> None:
        due = self.now.date() + timedelta(days=days)
        allowed = (
            self.model.may_change(by)
            and bool(why)
            and self.model.may_move(name, due, self.now.date())
        )

        self.expect(RescheduleAction(name, due, why), by, allowed=allowed)

        if allowed and self.model.actions[name]["p1"]:
            self._wished("R", by, action=name, due=due)
        elif allowed:
            self.model.actions[name].update(due=due)
            self.model.actions[name]["moved"] += 1
            self.model.worked_on()

    def _wished(self, prefix: str, by: str, **about: Any) -> None:
        self.model.wishes[self.model.number(prefix)] = {"by": by, "verdict": "pending", **about}

    @rule(
        by=BY, check=st.sampled_from([*GATE_OF, "no-such"]), days=st.integers(-1, 16), why=REASONS
    )
    def ask_for_a_waiver(self, by: str, check: str, days: int, why: str) -> None:
        until = self.now + days * DAY
        allowed = (
            self.model.may_change(by)
            and check in GATE_OF
            and check != "nothing-owed"
            and GATES.index(GATE_OF[check]) <= GATES.index(self.model.next_gate)
            and self.now < until <= self.now + WAIVER_MAX
            and bool(why)
        )

        self.expect(Propose(Waiver(check, until), why), by, allowed=allowed)

        if allowed:
            self._wished("W", by, check=check, until=until)

    @rule(by=BY, why=REASONS)
    def ask_to_withdraw(self, by: str, why: str) -> None:
        allowed = self.model.may_change(by) and bool(why)

        self.expect(Propose(Withdrawal(), why), by, allowed=allowed)

        if allowed:
            self._wished("X", by)

    @rule(by=BY, level=st.integers(1, 4), why=REASONS)
    def ask_to_downgrade(self, by: str, level: int, why: str) -> None:
        allowed = self.model.may_change(by) and level > self.model.severity and bool(why)

        self.expect(Propose(Downgrade(Severity(f"SEV{level}")), why), by, allowed=allowed)

        if allowed:
            self._wished("S", by, severity=level)

    @rule(
        by=SETTLERS,
        wish=st.sampled_from(["W1", "W2", "W3", "R1", "R2", "X1", "S1", "S1", "S2"]),
        grant=YES,
    )
    def settle(self, by: str, wish: str, *, grant: bool) -> None:
        allowed = self.model.may_change(by) and self.model.may_settle(
            wish, by, self.now, grant=grant
        )

        self.expect(Settle(wish, grant=grant), by, allowed=allowed)

        if allowed:
            self.model.settle(wish, grant=grant)

    @precondition(lambda self: self.model.pending)
    @rule(by=SETTLERS, place=st.integers(0, 4), grant=YES)
    def settle_what_was_asked_for(self, by: str, place: int, *, grant: bool) -> None:
        pending = self.model.pending

        self.settle(by, pending[place % len(pending)], grant=grant)

    @rule(by=BY)
    def approve(self, by: str) -> None:
        allowed = self.model.may_approve(by)

        self.expect(Approve(), by, allowed=allowed)

        if allowed:
            self.model.approved.add(by)

    @rule(by=BY, text=st.sampled_from(["We wait", ""]))
    def say(self, by: str, text: str) -> None:
        self.expect(Say(text), by, allowed=self.model.may(by) and bool(text))

    @rule()
    def mend_what_is_in_the_way(self) -> None:
        if self.model.phase in ("", *ENDED):
            return
        for check in sorted(self.model.missing(self.now)):
            MENDED[check](self)
        self.advance("ana", rightly=True)

    def settle_what_is_owed(self) -> None:
        for name in sorted(self.model.owing):
            self.finish("ben", name, seen=True)
            self.verify("rob", name, holds=True)

    def give_everything_an_owner(self) -> None:
        for name in self.model.actions:
            self.hand_on("ana", name, "ana")

    @invariant()
    def the_core_and_the_model_agree(self) -> None:
        record, model = self.record, self.model
        states = {one.id: record.progress_of(one.id).state.value for one in record.actions}

        assert model.phase in ("", record.phase.value)
        assert not record.opened or record.context.severity is Severity(f"SEV{model.severity}")
        assert states == {name: one["state"] for name, one in model.actions.items()}
        assert {one.id: one.due for one in record.actions} == {
            name: one["due"] for name, one in model.actions.items()
        }
        assert {one.id: one.verdict.value for one in record.proposals} == {
            name: one["verdict"] for name, one in model.wishes.items()
        }
        assert {one.by for one in record.approvals if one.revision == record.revision} == (
            model.approved
        )


# fmt: off
MENDED: dict[str, Callable[[ModelledWalk], None]] = {
    "facilitator":  lambda walk: walk.appoint("ana", late=True),
    "some-fact":    lambda walk: walk.add_fact("ana", 0),
    "some-factor":  lambda walk: walk.add_factor("ana"),
    "some-action":  lambda walk: walk.add_action("ana", "ana", 9, (True, True)),
    "owned":        ModelledWalk.give_everything_an_owner,
    "p1-done":      ModelledWalk.settle_what_is_owed,
    "nothing-owed": ModelledWalk.settle_what_is_owed,
    "approved":     lambda walk: walk.approve("sam"),
}
# fmt: on


TestTheModelledWalk = ModelledWalk.TestCase
TestTheModelledWalk.settings = settings(
    max_examples=60, stateful_step_count=60, deadline=None, suppress_health_check=SLOW
)
