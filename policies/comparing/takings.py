"""A record without one of its facts, for every fact: what no table of breakages foresaw."""

from collections.abc import Iterator
from dataclasses import replace

from policies.supposing.parts import KEYED
from policies.supposing.paths import facts_of, with_fact, without_fact
from states.errors import InvalidError
from states.record.retrospective import Retrospective
from states.rules import Case
from states.values import value


@value
class Taking:
    """Takes away what stands at `path`; of a list, what comes after the first `left`."""

    path: str
    left: int = 0

    def __call__(self, case: Case) -> Case:
        """Return the case without it; what another change took away first is gone already."""
        try:
            return replace(case, record=self._taken(case.record))
        except InvalidError:
            return case

    def _taken(self, record: Retrospective) -> Retrospective:
        there = facts_of(record).get(self.path) if self.left else None
        if isinstance(there, tuple):
            return with_fact(record, self.path, there[: self.left])
        return without_fact(record, self.path)

    @property
    def item(self) -> str:
        """Name the item it is taken from, if there is one."""
        part, *steps = self.path.split(".")
        return steps[0] if part in KEYED else ""

    @property
    def words(self) -> str:
        """Tell it as a sentence's subject."""
        part, *steps = self.path.split(".")
        if part not in KEYED:
            return f"a record {self._lacking} {self.path}"
        return f"a record in which one of the {part} is {self._lacking} {'.'.join(steps[1:])}"

    @property
    def _lacking(self) -> str:
        return f"with {self.left} of its" if self.left else "without"


def takings(case: Case) -> Iterator[Taking]:
    """List each fact that can be taken away, and each list that can be shorter by one."""
    for path, fact in facts_of(case.record).items():
        for left in {0, len(fact) - 1} if isinstance(fact, tuple) else {0}:
            one = Taking(path, left)
            if one(case) != case:
                yield one
