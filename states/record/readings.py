"""What the language checks made of a text when it was saved, and which sentences may stand."""

from enum import Enum

from states.values import Instant, Line, Text, value


class RemarkKind(Enum):
    """What a sentence is pointed at for."""

    BLAME = "blame"
    VAGUE = "vague"


@value
class Remark:
    """One sentence that is pointed at: in which field, at which words, and what to say instead."""

    kind: RemarkKind
    field: Line
    sentence: Text
    phrase: Line
    rewrite: Text


@value
class Reading:
    """What one version of the lexicon made of an item; `words` is the digest of what it read."""

    item: Line
    lexicon: Line
    words: Line
    remarks: tuple[Remark, ...] = ()


@value
class Acknowledgement:
    """A sentence of an item that may stand as it is, and who said so (R31); `at` is UTC."""

    item: Line
    sentence: Text
    by: Line
    at: Instant
    reason: Text
