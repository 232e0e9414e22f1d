"""Everything in every order under the policy Retrogate ships with: no gate is walked round."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from policies.shelf import default_text, policy_of
from states.commands import (
    Add,
    Advance,
    Approve,
    FinishAction,
    Open,
    ParkAction,
    Propose,
    Remove,
    Reopen,
    ResumeAction,
    Return,
    Revise,
    Set,
    Settle,
    VerifyAction,
)
from states.lifecycle import Trigger, step_for
from states.record.proposals import Waiver, Withdrawal
from states.record.retrospective import COLLECTIONS
from states.rules import Case
from tests.builders import CONTEXT, DAY, PEOPLE, complete_record
from tests.states.walking import BY, LONG, NAMES, PROOF, SLOW, YES, Walk

COMPLETE = complete_record()


class PolicyWalk(Walk):
    """A walk under the policy that Retrogate ships with."""

    policy = policy_of(default_text())

    @initialize()
    def begin(self) -> None:
        self.ask(Open(CONTEXT), "fay")

    @rule(row=st.sampled_from(COLLECTIONS), by=BY)
    def fill_in(self, row: Any, by: str) -> None:
        there = self.record.marks
        new = tuple(Add(one) for one in COMPLETE.items(row.name) if one.id not in there)
        self.ask(Revise(add=new), by)

    @rule(by=BY)
    def meet(self, by: str) -> None:
        singles = ((self.record.impact, COMPLETE.impact), (self.record.meeting, COMPLETE.meeting))
        self.ask(Revise(set=tuple(Set(*one) for one in singles)), by)

    @rule()
    def do_all_there_is_to_do(self) -> None:
        for row in COLLECTIONS:
            self.fill_in(row, "ana")
        self.meet("ana")
        for action in self.record.actions:
            self.carry_out("ben", action.id)
            self.verify("rob", action.id, holds=True)
        self.approve("sam")
        self.advance("ana")

    @rule(by=BY, item=st.sampled_from(COMPLETE.ids))
    def take_out(self, by: str, item: str) -> None:
        self.ask(Revise(remove=(Remove(item, LONG),)), by)

    @rule(by=BY)
    def advance(self, by: str) -> None:
        self.ask(Advance(), by)

    @rule(by=BY, name=NAMES)
    def carry_out(self, by: str, name: str) -> None:
        self.ask(FinishAction(name, PROOF), by)

    @rule(by=BY, name=NAMES, holds=YES)
    def verify(self, by: str, name: str, *, holds: bool) -> None:
        self.ask(VerifyAction(name, PROOF, holds=holds), by)

    @rule(by=BY, name=NAMES)
    def park(self, by: str, name: str) -> None:
        self.ask(ParkAction(name, LONG), by)

    @rule(by=BY, name=NAMES)
    def resume(self, by: str, name: str) -> None:
        self.ask(ResumeAction(name, LONG), by)

    @rule(by=BY)
    def approve(self, by: str) -> None:
        self.ask(Approve(), by)

    @rule(by=BY, days=st.integers(1, 14), grant=YES)
    def waive_what_is_in_the_way(self, by: str, days: int, *, grant: bool) -> None:
        for check in sorted(self._in_the_way()):
            self.ask(Propose(Waiver(check, self.now + days * DAY), LONG), by)
        for wish in self.record.pending:
            self.ask(Settle(wish.id, grant=grant), "sol")

    def _in_the_way(self) -> set[str]:
        step = step_for(self.record.phase, Trigger.ADVANCE)
        if step is None:
            return set()
        report = self.policy.judge(step.dest, Case(self.record, PEOPLE, self.now))
        return {one.check for one in report.shut}

    @rule(by=BY)
    def withdraw(self, by: str) -> None:
        self.ask(Propose(Withdrawal(), LONG), by)

    @rule(by=BY)
    def go_back(self, by: str) -> None:
        self.ask(Return(LONG), by)

    @rule(by=BY)
    def reopen(self, by: str) -> None:
        self.ask(Reopen(LONG, ("A1",)), by)


TestThePolicyWalk = PolicyWalk.TestCase
TestThePolicyWalk.settings = settings(
    max_examples=20, stateful_step_count=50, deadline=None, suppress_health_check=SLOW
)
