"""Why it could happen, what was learnt, and when to stop trusting the answer."""

from enum import Enum
from typing import Literal

from states.values import Line, Text, value


class Category(Enum):
    """Where a contributing condition lies."""

    PEOPLE = "people"
    PROCESS = "process"
    PRODUCT = "product"
    TECHNOLOGY = "technology"
    COMMUNICATION = "communication"
    ENVIRONMENT = "environment"


class Nature(Enum):
    """Whether a condition is mended in a system or in a way of working."""

    TECHNICAL = "technical"
    PROCESS = "process"


class Remedy(Enum):
    """What a learning leads to (R32)."""

    FIX = "fix"
    GUARDRAIL = "guardrail"
    INSTRUMENTATION = "instrumentation"
    RUNBOOK = "runbook"
    TRAINING = "training"
    SCOPE_CHANGE = "scope_change"


@value
class Factor:
    """One contributing condition (R30); `evidence` holds timeline ids or links.

    `top` marks the one or two that matter most; `same_as` names the factor of an earlier
    incident (`INC-31/F2`) that came back (R62). `acknowledged` is only read from old entries:
    a sentence that may stand is acknowledged by itself (R31).
    """

    id: Line = ""
    text: Text = ""
    category: Category | None = None
    nature: Nature | None = None
    evidence: tuple[Line, ...] = ()
    made_sense: Text = ""
    whys: tuple[Text, ...] = ()
    top: bool = False
    procedure_missing: bool = False
    same_as: Line = ""
    acknowledged: Text = ""
    type: Literal["factor"] = "factor"


@value
class Learning:
    """What is known now that was not known before (R32)."""

    id: Line = ""
    text: Text = ""
    evidence: tuple[Line, ...] = ()
    remedy: Remedy | None = None
    type: Literal["learning"] = "learning"


@value
class KillCriterion:
    """An observable signal, and the action committed to when it shows (R33)."""

    id: Line = ""
    signal: Text = ""
    commitment: Text = ""
    type: Literal["kill_criterion"] = "kill_criterion"
