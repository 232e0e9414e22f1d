"""The shape of a policy file.

Closed: every key is known, every list of choices is an enum, and nothing is guessed.
It is read once for each severity, after `$parameters` have been replaced by values.
"""

from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)

from policies.durations import Duration, Span
from policies.shape import (
    Name,
    Parties,
    Roles,
    Slug,
    Strict,
    Word,
    Words,
    WrittenDay,
    misfit,
    refusing,
)
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


class Anchor(Enum):
    """The moment from which a gate's deadline is reckoned."""

    OPENED = "opened"
    STABILIZED = "stabilized"
    ENTERED = "entered"


class Kind(Enum):
    """What the value of a parameter is."""

    INT = "int"
    PERCENT = "percent"
    DURATION = "duration"
    TEXT = "text"
    BOOL = "bool"
    WORDS = "words"


class Param(Strict):
    """A value that may differ by severity; `$name` elsewhere in the file stands for it."""

    type: Kind
    default: Any
    by_severity: dict[Severity, Any] = Field(default={})
    min: Any = None
    max: Any = None

    def at(self, severity: Severity | None) -> Any:
        """Return the value at `severity`; None stands for a record that has none yet."""
        return self.by_severity.get(severity, self.default) if severity else self.default


class RungLine(Strict):
    """How long after the deadline, whom, and how often again."""

    at: Duration
    notify: Parties
    repeat: Span | None = None


class DeadlineLine(Strict):
    """By when a gate is owed, and which ladder it climbs when it is not passed."""

    within: Span
    after: Anchor = Anchor.ENTERED
    ladder: Word


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


class GateLine(Strict):
    """One gate; a gate without checks is written, not implied.

    `remove` takes checks of the policy that this one extends away.
    """

    deadline: DeadlineLine
    checks: tuple[Check, ...]
    remove: tuple[Slug, ...] = ()


class ActionTerms(Strict):
    """Which ladder a due date climbs, and how often it may move."""

    ladder: Word
    reschedules: Count


class StalledTerms(Strict):
    """After how long without work a gate or an action counts as stalled (R71)."""

    gate: Span
    action: Span
    ladder: Word


class Barred(Enum):
    """Who may not grant a waiver, whatever their role; who asked for it never may."""

    REQUESTER = "requester"
    ACTION_OWNERS = "action_owners"
    FACILITATOR = "facilitator"
    COMMANDER = "commander"


class WaiverTerms(Strict):
    """Who may grant a waiver, what it needs, and what can never be waived.

    `max_renewals` is how often the same may be waived again.
    """

    approve: Roles
    not_one_of: tuple[Barred, ...] = (Barred.REQUESTER,)
    reason_min: Count
    max_for: Span
    max_renewals: Count = 1
    never: tuple[Slug, ...] = ()


class WithdrawalTerms(Strict):
    """Who may agree that a retrospective ends without its gates (R4)."""

    approve: Roles


def _climbs(rungs: tuple[RungLine, ...]) -> tuple[RungLine, ...]:
    if not rungs or rungs[-1].repeat is None:
        raise ValueError("the last rung needs a repeat: an escalation never stops by itself")
    if rungs[-1].at < timedelta(0):
        raise ValueError("the last rung lies before the deadline: it would only ever remind")
    if any(later.at < rung.at for rung, later in pairwise(rungs)):
        raise ValueError("the rungs need to stand in the order of their “at”")
    return rungs


Ladder = Annotated[tuple[RungLine, ...], AfterValidator(_climbs)]


Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$", max_length=60)]
Parent = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*@[0-9]+\.[0-9]+\.[0-9]+$", max_length=121),
]


class Loosening(Strict):
    """Something in which a policy asks less than the one it extends, and why."""

    what: Word
    why: Words


class PolicyFile(Strict):
    """A whole policy at one severity; `when` says which incidents it is for.

    One that `extends` another, `NAME@VERSION`, leaves out whatever is the same there.
    """

    policy: Slug
    version: Version
    extends: Parent | None = None
    loosens: tuple[Loosening, ...] = ()
    owners: tuple[Word, ...] = ()
    when: SomeIncidents | None = None
    params: dict[Name, Param] = Field(default={})
    ladders: dict[Name, Ladder]
    actions: ActionTerms
    stalled: StalledTerms
    waivers: WaiverTerms
    withdrawal: WithdrawalTerms
    gates: dict[str, GateLine]
