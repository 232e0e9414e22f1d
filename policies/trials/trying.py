"""Running a suite: each case changes its fixture, asks the gate, and compares the answer.

A fixture passes before its cases count: a record that is refused anyway proves nothing.
"""

from collections.abc import Iterator
from dataclasses import replace

from documents.positions import Path
from policies.asked import roles_of
from policies.policy import Policy
from policies.trials.fixture import changed, drafted, people_in
from policies.trials.matching import findings, mismatches
from policies.trials.model import CaseLine
from policies.trials.suite import Suite
from states.errors import InvalidError
from states.lifecycle import GATED, LIFECYCLE, Guard, Phase
from states.record.context import Severity
from states.rules import Case, Report
from states.values import value

SHUTTING = ("deny", "error")
"""What a fixture may not have; whatever only warns, each case lists."""


@value
class Problem:
    """What is wrong, and where in the file that stands."""

    place: str
    told: str


@value
class Tried:
    """A case that was run; without problems it holds. `report` is what the gate answered."""

    name: str
    place: str
    problems: tuple[Problem, ...]
    severity: Severity | None = None
    report: Report | None = None

    @property
    def holds(self) -> bool:
        """Tell whether the answer is the expected one."""
        return not self.problems


@value
class Ran:
    """What became of a suite."""

    policy: Policy
    cases: tuple[Tried, ...]

    @property
    def holds(self) -> bool:
        """Tell whether every case holds."""
        return all(one.holds for one in self.cases)


def run(suite: Suite, only: str = "") -> Ran:
    """Run every case, or those whose name holds `only`."""
    chosen = [(number, line) for number, line in enumerate(suite.file.cases) if only in line.name]
    return Ran(
        suite.policy, tuple(_Running(suite, number, line).tried() for number, line in chosen)
    )


@value
class _Running:
    """One case of a suite."""

    suite: Suite
    number: int
    line: CaseLine

    def tried(self) -> Tried:
        place = self._at()
        try:
            fixture = self._fixture()
        except InvalidError as error:
            problem = Problem(self._at_fixture(), f"the fixture “{self.line.from_}”: {error}")
            return Tried(self.line.name, place, (problem,))
        if unfit := tuple(self._unfit(fixture)):
            return Tried(self.line.name, place, unfit)
        try:
            case = self._changed(fixture)
        except InvalidError as error:
            return Tried(self.line.name, place, (Problem(place, str(error)),))
        return self._asked(case)

    def _fixture(self) -> Case:
        """Build the record before the case changes it, one step before the gate."""
        line = self.suite.file.fixtures[self.line.from_]
        record = drafted(self.suite.drafts[self.line.from_], line)
        record = replace(record, phase=line.phase or _before(self.line.enter))
        people = self.suite.people
        bare = Case(record, people or people_in(record, ()), line.at)
        roles = roles_of(self.suite.policy, bare)
        return changed(replace(bare, people=people or people_in(record, roles)), line)

    def _unfit(self, fixture: Case) -> Iterator[Problem]:
        passed = max(self.line.enter, fixture.record.phase, key=_rank)
        report = self.suite.policy.judge(passed, fixture)
        for seen in findings(report):
            if seen.does in SHUTTING:
                told = f"the fixture “{self.line.from_}” does not pass {passed.value}: {seen}"
                yield Problem(self._at_fixture(), told)

    def _changed(self, fixture: Case) -> Case:
        return changed(replace(fixture, now=self.line.at or fixture.now), self.line)

    def _asked(self, case: Case) -> Tried:
        report = self.suite.policy.judge(self.line.enter, case)
        problems = tuple(
            Problem(self._at("expect", *one.where), one.told)
            for one in mismatches(self.line.expect, report, self._gates(case))
        )
        severity = case.record.context.severity
        return Tried(self.line.name, self._at(), problems, severity, report)

    def _gates(self, case: Case) -> dict[str, Phase]:
        rules = self.suite.policy.edition_of(case).rules
        return {rule.id: gate for gate, some in rules.items() for rule in some}

    def _at(self, *steps: str | int) -> str:
        path: Path = ("cases", self.number, *steps)
        return self.suite.places.at(path)

    def _at_fixture(self) -> str:
        return self.suite.places.at(("fixtures", self.line.from_))


def _before(gate: Phase) -> Phase:
    return next(step.source for step in LIFECYCLE if step.dest is gate and step.guard is Guard.GATE)


def _rank(phase: Phase) -> int:
    return GATED.index(phase) if phase in GATED else -1
