"""Facts that together would open a gate, found by search with the one evaluator.

First everything that is in the way is settled, one finding at a time. Then whatever was not
needed is taken away again, until the gate would shut without any one of the rest.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice
from operator import itemgetter

from policies.policy import Policy
from policies.supposing.edits import edits_for
from policies.supposing.recipes import Recipes
from policies.supposing.stage import Facts, Stage
from policies.supposing.trimming import needed_for, trimmed
from states.lifecycle import Phase
from states.people import Directory
from states.record.retrospective import Retrospective
from states.rules import Case, CheckResult, Finding, Report
from states.values import value

TRIES = 2_500
"""So many sets of facts are tried for one finding before it is left as it is."""

FEWER_TRIES = 60
"""So many for a finding of a check that another one has defeated already."""

ALL_TRIES = 12_000
"""So many for everything that is in the way."""

BARGAINS = 3
"""So many times a finding is settled at the price of others before it is left as it is."""

VOTES = "approvals."
REVISION = "revision"


@value
class Suppositions:
    """What was found: facts by path, and what the judge says once they are supposed."""

    gate: Phase
    facts: Facts
    report: Report

    @property
    def gate_open(self) -> bool:
        """Tell whether the facts open the gate; else `report` says what is left."""
        return self.report.gate_open


def completed(
    record: Retrospective, policy: Policy, gate: Phase, people: Directory, now: datetime
) -> Suppositions:
    """Find facts that together open `gate`, none of them needless, or as many as there are.

    With `revision` among them, what is approved is the record with all the other facts.
    """
    start = Stage(policy, gate, Case(record, people, now))
    facts = trimmed(start, _Search(start).settled())
    return Suppositions(gate, facts, start.supposing(facts).report)


class _Search:
    """One search: what was found so far, and what it has given up."""

    def __init__(self, start: Stage) -> None:
        self._stage = start
        self._facts: dict[str, object] = {}
        self._recipes = Recipes()
        self._costly: list[tuple[int, Facts]] = []
        self._bargains: dict[tuple[str, Finding], list[Facts]] = {}
        self._left: set[tuple[str, Finding]] = set()
        self._tries = ALL_TRIES

    def settled(self) -> Facts:
        """Settle what is in the way, one finding at a time."""
        while (target := self._next()) and self._tries > 0:
            edit = self._settling(*target) or self._bargain(target)
            if edit:
                self._suppose(edit)
            else:
                self._left.add((target[0].check, target[1]))
        return self._facts

    def _next(self) -> tuple[CheckResult, Finding] | None:
        open_ = (
            (result, finding)
            for result in self._stage.report.shut
            for finding in result.findings
            if (result.check, finding) not in self._left
        )
        return next(open_, None)

    def _suppose(self, edit: Facts) -> None:
        changed = any(not path.startswith(VOTES) for path in edit)
        if changed and REVISION not in self._facts:
            # Whoever approved, approved the record without these facts.
            edit = {REVISION: self._stage.record.revision + 1, **edit}
        for path, said in edit.items():
            self._forget(path)
            self._facts[path] = said
        self._stage = self._stage.supposing(edit)

    def _forget(self, path: str) -> None:
        """Drop what was supposed of a thing that is now said as a whole."""
        for one in [*self._facts]:
            if f"{one}.".startswith(f"{path}."):
                del self._facts[one]

    def _settling(self, result: CheckResult, finding: Finding) -> Facts | None:
        stage, before = self._stage.looking_at(result), self._stage.misses(result)
        self._costly = []
        for edit in self._edits(stage, result, finding):
            imagined = stage.imaginable(edit)
            if imagined is None or imagined.misses(result) >= before:
                continue
            if imagined.missing < self._stage.missing:
                needed = needed_for(stage, edit, before - 1, lambda one: one.misses(result))
                self._recipes.keep(result, finding, needed)
                return needed
            self._costly.append((imagined.missing, edit))
        return None

    def _bargain(self, target: tuple[CheckResult, Finding]) -> Facts | None:
        """Settle a finding at the price of others, each time by another edit."""
        tried = self._bargains.setdefault((target[0].check, target[1]), [])
        untried = [one for one in self._costly if one[1] not in tried]
        if not untried or len(tried) == BARGAINS:
            return None
        edit = min(untried, key=itemgetter(0))[1]
        tried.append(edit)
        return edit

    def _edits(self, stage: Stage, result: CheckResult, finding: Finding) -> Iterator[Facts]:
        beaten = any(check == result.check for check, _ in self._left)
        limit = min(self._tries, FEWER_TRIES if beaten else TRIES)
        known = self._recipes.for_(result, finding)
        for edit in islice(chain(known, edits_for(finding, stage)), limit):
            self._tries -= 1
            yield edit
