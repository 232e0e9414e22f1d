"""What was learnt, and what it leads to (R32)."""

from collections.abc import Iterator
from typing import ClassVar

from policies.checks.citations import unproven
from policies.file.direction import Direction, Tighter
from policies.language.wording import PROOF, called, listed, range_missed
from states.record.factors import Remedy
from states.record.retrospective import Retrospective
from states.rules import Case, Finding
from states.values import Count, value

REMEDIES = listed((one.value for one in Remedy), "or")


@value
class Counted:
    """There are `min` to `max` learnings; one without words is none."""

    id: ClassVar[str] = "learnings.count"
    title: ClassVar[str] = "a few learnings are kept"
    tighter: ClassVar[Tighter] = {"min": Direction.UP, "max": Direction.DOWN}
    min: Count = 3
    max: Count = 7

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Count them."""
        key, there = case.record.incident, sum(bool(one.text) for one in case.record.learnings)
        if self.min <= there <= self.max:
            return ()
        new = f'retro learning {key} "WHAT IS KNOWN NOW" --evidence {PROOF} --remedy fix'
        fix = new if there < self.min else f"retro edit {key}"
        return (Finding(range_missed("learnings", self.min, self.max, there), fix=fix),)


@value
class Tied:
    """Every learning rests on evidence and leads to a decision."""

    id: ClassVar[str] = "learnings.tied"
    title: ClassVar[str] = "every learning rests on evidence and leads to a decision"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each learning that lacks either."""
        return tuple(_loose(case.record))


def _loose(record: Retrospective) -> Iterator[Finding]:
    for one in record.learnings:
        fix = f"retro learning {record.incident} {one.id}"
        yield from unproven(one, record, fix)
        if one.remedy is None:
            yield Finding(f"{called(one)} leads to no {REMEDIES}", one.id, f"{fix} --remedy fix")
