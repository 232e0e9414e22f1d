"""The shape of a policy file.

Closed: every key is known, every list of choices is an enum, and nothing is guessed.
It is read once for each severity, after `$parameters` have been replaced by values.
"""

from datetime import timedelta
from enum import Enum
from itertools import pairwise
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from policies.durations import Duration, Span
from policies.wording import meant
from states.decisions.parties import PARTIES, ROLE
from states.record.context import Severity
from states.values import Count, Line


def _party(name: str) -> str:
    parties = [*PARTIES, f"{ROLE}NAME"]
    if name not in PARTIES and name.removeprefix(ROLE) in ("", name):
        raise ValueError(f"there is no party “{name}”{meant(name, parties)}")
    return name


def _somebody(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        raise ValueError("names nobody")
    return names


Word = Annotated[Line, StringConstraints(min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Party = Annotated[str, AfterValidator(_party)]
Parties = Annotated[tuple[Party, ...], AfterValidator(_somebody)]
Roles = Annotated[tuple[Word, ...], AfterValidator(_somebody)]


class Strict(BaseModel):
    """A mapping of the file whose every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _know_every_key(cls, body: Any) -> Any:
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for key in body if isinstance(body, dict) else ():
            if key not in known:
                told = f"there is no key “{key}”{meant(str(key), known)}"
                raise PydanticCustomError("unknown_key", "{told}", {"told": told, "key": key})
        return body


class Enforce(Enum):
    """What a finding does to its gate."""

    DENY = "deny"
    WARN = "warn"
    AUDIT = "audit"


class Anchor(Enum):
    """The moment from which a gate's deadline is reckoned."""

    OPENED = "opened"
    STABILIZED = "stabilized"
    ENTERED = "entered"


class Param(Strict):
    """A value that may differ by severity; `$name` elsewhere in the file stands for it."""

    default: Any
    by_severity: dict[Severity, Any] = {}

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


class CheckLine(Strict):
    """One check of a gate; its `id` is what reports and waivers call it."""

    id: Slug
    uses: Word
    with_: dict[str, Any] = Field(alias="with", default={})
    enforce: Enforce = Enforce.DENY


class GateLine(Strict):
    """One gate; a gate without checks is written, not implied."""

    deadline: DeadlineLine
    checks: tuple[CheckLine, ...]


class ActionTerms(Strict):
    """Which ladder a due date climbs, and how often it may move."""

    ladder: Word
    reschedules: Count


class StalledTerms(Strict):
    """After how long without work a gate or an action counts as stalled (R71)."""

    gate: Span
    action: Span
    ladder: Word


class WaiverTerms(Strict):
    """Who may grant a waiver, what it needs, and what can never be waived."""

    approve: Roles
    reason_min: Count
    max_for: Span
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


class PolicyFile(Strict):
    """A whole policy at one severity."""

    policy: Slug
    version: Word
    owners: tuple[Word, ...] = ()
    params: dict[str, Param] = {}
    ladders: dict[str, Ladder]
    actions: ActionTerms
    stalled: StalledTerms
    waivers: WaiverTerms
    withdrawal: WithdrawalTerms
    gates: dict[str, GateLine]
