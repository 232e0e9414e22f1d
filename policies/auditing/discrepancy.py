"""What an audit finds: where a history is not what it must be, and what nobody can tell now."""

from enum import Enum
from typing import NamedTuple

from states.values import Count, value


class Kind(Enum):
    """What is wrong with an entry, or with what was made of it."""

    # What was written.
    TEXT = "text"
    CHAIN = "chain"
    COLUMN = "column"
    SEAL = "seal"
    TREE = "tree"
    CHECKPOINT = "checkpoint"
    OUTSIDE = "outside"
    LIST = "list"
    # What it means.
    SENSE = "sense"
    LIFECYCLE = "lifecycle"
    GATE = "gate"
    WAIVER = "waiver"
    CONSENT = "consent"
    APPROVAL = "approval"
    PROOF = "proof"
    REFUSAL = "refusal"
    LADDER = "ladder"
    POLICY = "policy"


@value
class Discrepancy:
    """One place where a history is not what it must be; entry 0 is the history as a whole."""

    incident: str
    seq: Count
    expected: str
    found: str
    kind: Kind


@value
class Remark:
    """Something that nobody can judge any more, and that is nobody's fault."""

    incident: str
    seq: Count
    text: str


Finding = Discrepancy | Remark


class Odd(NamedTuple):
    """What a rule finds in one event."""

    kind: Kind
    expected: str
    found: str
