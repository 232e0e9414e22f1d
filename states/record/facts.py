"""What happened: the timeline, and what went well."""

from enum import Enum
from typing import Literal

from states.values import Instant, Line, Text, value


class FactKind(Enum):
    """What a timeline entry is about."""

    DETECTION = "detection"
    ESCALATION = "escalation"
    ACTION = "action"
    RESOLUTION = "resolution"
    CHANGE = "change"
    COMMUNICATION = "communication"
    NOTE = "note"


class Standing(Enum):
    """A fact, or what became of an assumption (R21)."""

    FACT = "fact"
    ASSUMPTION = "assumption"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    KEPT = "kept"


@value
class Fact:
    """One entry of the timeline (R20); `at` is UTC, `by` an id of the directory."""

    id: Line = ""
    at: Instant | None = None
    kind: FactKind = FactKind.NOTE
    text: Text = ""
    by: Line = ""
    source: Line = ""
    standing: Standing = Standing.FACT
    type: Literal["fact"] = "fact"


@value
class WentWell:
    """Something that helped and is worth keeping (R23)."""

    id: Line = ""
    text: Text = ""
    type: Literal["went_well"] = "went_well"
