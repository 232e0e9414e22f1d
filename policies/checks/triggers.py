"""Kill criteria: when to stop trusting the answer, and what to do then (R33)."""

from typing import ClassVar

from policies.file.direction import Direction, Tighter
from policies.language.wording import called, range_missed
from states.rules import Case, Finding
from states.values import Count, value


@value
class Counted:
    """There are `min` to `max` kill criteria."""

    id: ClassVar[str] = "triggers.count"
    title: ClassVar[str] = "several kill criteria are agreed"
    tighter: ClassVar[Tighter] = {"min": Direction.UP, "max": Direction.DOWN}
    min: Count = 3
    max: Count = 10

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Count them."""
        key, there = case.record.incident, len(case.record.triggers)
        if self.min <= there <= self.max:
            return ()
        new = f'retro trigger {key} "SIGNAL TO WATCH" --commitment "WHAT HAPPENS THEN"'
        fix = new if there < self.min else f"retro edit {key}"
        message = range_missed("kill criteria", self.min, self.max, there)
        return (Finding(message, fix=fix),)


# fmt: off
FIELDS = (
    #  field         missing                             mended with
    ("signal",       "names no signal anyone could see", '"SIGNAL TO WATCH"'),
    ("commitment",   "does not say what happens then",   '--commitment "WHAT HAPPENS THEN"'),
)
# fmt: on


@value
class Complete:
    """Every kill criterion has a signal and what happens when it shows."""

    id: ClassVar[str] = "triggers.complete"
    title: ClassVar[str] = "every kill criterion has a signal and a commitment"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each that lacks either."""
        key = case.record.incident
        return tuple(
            Finding(f"{called(one)} {missing}", one.id, f"retro trigger {key} {one.id} {words}")
            for one in case.record.triggers
            for field, missing, words in FIELDS
            if not getattr(one, field)
        )
