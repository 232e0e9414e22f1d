"""What stands in the checks of a gate: a check of the catalogue, or a rule that is written there.

Both say which incidents they mean, what a finding does, and from which day it does more.
"""

from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, ValidationInfo, field_validator, model_validator

from policies.file.shape import Slug, Strict, Word, Words, WrittenDay, misfit, refusing
from states.record.context import Severity
from states.values import Count, Line


class Enforce(Enum):
    """What a finding does to its gate; the strictest stands first."""

    DENY = "deny"
    WARN = "warn"
    AUDIT = "audit"

    def is_below(self, other: "Enforce") -> bool:
        """Tell whether it is less strict than `other`."""
        order = [*Enforce]
        return order.index(self) > order.index(other)


class When(Strict):
    """Which incidents are meant: one value of each key that is given.

    A severity or a service that nobody has named yet counts as meant; a label does not.
    """

    severity: tuple[Severity, ...] = ()
    services: tuple[Word, ...] = ()
    labels: tuple[Word, ...] = ()


def _tightens(steps: dict[date, Enforce]) -> bool:
    return all(
        early < late and steps[early].is_below(steps[late]) for early, late in pairwise(steps)
    )


Schedule = Annotated[
    dict[WrittenDay, Enforce],
    refusing("the days need to ascend, and each to be stricter", lambda one: not _tightens(one)),
]
SomeIncidents = Annotated[
    When, refusing("names no incident: leave the key out", lambda one: one == When())
]


class AnyLine(Strict):
    """What every check of a gate has; its `id` is what reports and waivers call it."""

    id: Slug
    when: SomeIncidents | None = None
    enforce: Enforce = Enforce.DENY
    enforce_from: Schedule = Field(default={})

    @field_validator("enforce_from")
    @classmethod
    def _tighten_from_here(
        cls, steps: dict[date, Enforce], info: ValidationInfo
    ) -> dict[date, Enforce]:
        now = info.data.get("enforce", Enforce.DENY)
        first = next(iter(steps.values()), None)
        if first and not now.is_below(first):
            raise ValueError(
                f"does not tighten anything: until then it is enforce: {now.value}, "
                f"on {next(iter(steps))} it is {first.value}"
            )
        return steps


class CheckLine(AnyLine):
    """A check of the catalogue, and its parameters."""

    uses: Word
    with_: dict[str, Any] = Field(alias="with", default={})


class Items(Enum):
    """What a written rule goes through, one by one."""

    ACTIONS = "actions"
    FACTORS = "factors"
    TIMELINE = "timeline"
    LEARNINGS = "learnings"
    TRIGGERS = "triggers"
    WENT_WELL = "went_well"


class WrittenLine(AnyLine):
    """A rule that is written in the file itself, in CEL.

    `require` has to hold for each item, or for the incident where `for_each` is left out;
    `at_least` and `at_most` count the items which `where` lets through.
    """

    title: Line = ""
    for_each: Items | None = None
    where: str = ""
    require: str = ""
    at_least: Count | None = None
    at_most: Count | None = None
    message: Words
    fix: Words

    @model_validator(mode="after")
    def _ask_one_thing(self) -> Self:
        counted = self.at_least is not None or self.at_most is not None
        if bool(self.require) == counted:
            raise misfit("require", "say either `require`, or `at_least` and `at_most`")
        if self.for_each is None and (self.where or counted):
            key = "where" if self.where else "at_least" if self.at_most is None else "at_most"
            raise misfit(key, "chooses among items: say `for_each`")
        if (self.at_least or 0) > (self.at_most if self.at_most is not None else 2**53):
            raise misfit("at_least", f"{self.at_least} is more than at_most, {self.at_most}")
        return self


_WRITTEN = {*WrittenLine.model_fields} - {*AnyLine.model_fields}


def _form(line: Any) -> Literal["[uses]", "[written]"]:
    written = isinstance(line, dict) and "uses" not in line and not _WRITTEN.isdisjoint(line)
    return "[written]" if written or isinstance(line, WrittenLine) else "[uses]"


Check = Annotated[
    Annotated[CheckLine, Tag("[uses]")] | Annotated[WrittenLine, Tag("[written]")],
    Discriminator(_form),
]
