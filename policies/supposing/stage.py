"""Where a search stands: the record as supposed so far, the gate, and what its rules name."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from policies.edition import Rule
from policies.file.model import PolicyFile
from policies.judging import ask
from policies.policy import Policy
from policies.supposing.literals import Literals
from policies.supposing.paths import value_at, with_facts, without_fact
from states.errors import InvalidError
from states.lifecycle import Phase, gates_up_to
from states.people import Directory
from states.record.retrospective import Retrospective
from states.rules import SHUT, Case, CheckResult, Report

Facts = Mapping[str, object]

MANY = 40
"""So many people are tried for one place before a search gives up."""


class Stage:
    """One case before the judge of one gate, and the same case with facts supposed."""

    def __init__(self, policy: Policy, gate: Phase, case: Case) -> None:
        """Put a case before the judge of `gate`."""
        self.policy, self.gate, self.case = policy, gate, case

    def supposing(self, facts: Facts) -> "Stage":
        """Return the same case with these facts supposed; raises `InvalidError` for nonsense."""
        return self._with(with_facts(self.record, facts, self.now))

    def unsaying(self, path: str) -> "Stage | None":
        """Suppose that nobody said what stands at `path`; None where that cannot be."""
        try:
            return self._with(without_fact(self.record, path))
        except InvalidError:
            return None

    def _with(self, record: Retrospective) -> "Stage":
        supposed = Stage(self.policy, self.gate, replace(self.case, record=record))
        if record.context.severity is self.record.context.severity:
            # The same edition asks, so its rules and the people stay as they are.
            supposed.__dict__.update(self._lasting)
        return supposed

    def imaginable(self, facts: Facts) -> "Stage | None":
        """Suppose facts as `supposing` does; None where the record could not hold them."""
        try:
            return self.supposing(facts)
        except InvalidError:
            return None

    def restoring(self, path: str, start: "Stage") -> "Stage | None":
        """Take one fact back to what `start` says; None where the record needs it to hold."""
        try:
            return self.supposing({path: value_at(start.record, path)})
        except InvalidError:
            return self.unsaying(path)

    def falls_short(self, results: Iterable[CheckResult], least: int) -> bool:
        """Tell whether these checks alone find more than `least`: a part of the whole answer."""
        found = 0
        for one in results:
            found += self.misses(one)
            if found > least:
                return True
        return False

    @property
    def record(self) -> Retrospective:
        """The record as it would be."""
        return self.case.record

    @property
    def people(self) -> Directory:
        """Everybody."""
        return self.case.people

    @property
    def now(self) -> datetime:
        """The moment (UTC) of judging."""
        return self.case.now

    @cached_property
    def report(self) -> Report:
        """What the judge says."""
        return self.policy.judge(self.gate, self.case)

    @cached_property
    def rules(self) -> dict[tuple[Phase, str], Rule]:
        """Every rule that is asked, by gate and name."""
        edition = self.policy.edition_of(self.case)
        gates = gates_up_to(self.gate)
        return {(gate, rule.id): rule for gate in gates for rule in edition.rules[gate]}

    def misses(self, result: CheckResult) -> int:
        """Count what one check would find here."""
        answer = ask(self.rules[result.gate, result.check], self.case)
        return len(answer.findings) if answer.result in SHUT else 0

    @property
    def missing(self) -> int:
        """Count everything that keeps the gate shut."""
        return sum(len(one.findings) for one in self.report.shut)

    @cached_property
    def people_here(self) -> tuple[str, ...]:
        """List people who are here, those around the record first."""
        context, today = self.record.context, self.now.date()
        around = (context.facilitator, context.commander, context.scribe, context.decision_owner)
        holders = self.holders
        others = [one for one in self.people.here(today) if one not in holders][:MANY]
        # Who holds a role may be needed in it, and comes last.
        ordered = dict.fromkeys((*around, *others, *holders))
        return tuple(one for one in ordered if self.people.is_here(one, today))

    @cached_property
    def holders(self) -> tuple[str, ...]:
        """List the people who hold a role that a rule names."""
        roles = {role for one in self.people.people.values() for role in one.roles}
        named = sorted(roles & {*Literals(*self.rules.values(), file=self._file).words})
        today = self.now.date()
        return tuple(name for role in named for name in self.people.with_role(role, today))

    @cached_property
    def literals(self) -> Literals:
        """What the rule names that is looked at; nothing while none is."""
        return Literals(file=self._file)

    def looking_at(self, result: CheckResult) -> "Stage":
        """Return the same case, for whoever settles what one check found."""
        looking = self._with(self.record)
        rule = self.rules[result.gate, result.check]
        looking.literals = Literals(rule, file=self._file)
        return looking

    @property
    def _file(self) -> PolicyFile:
        return self.policy.edition_of(self.case).file

    @property
    def _lasting(self) -> dict[str, object]:
        return {
            "rules": self.rules,
            "literals": self.literals,
            "people_here": self.people_here,
        }
