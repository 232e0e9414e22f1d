"""What came back, and which incidents are told of it."""

from states.record.errands import Errand
from states.values import Line, Text, value


@value
class FactorRecurred:
    """A factor of this record caused another incident."""

    factor: Line
    incident: Line
    seen_as: Line


@value
class ErrandSet:
    """Another incident is to be told something."""

    errand: Errand


@value
class ErrandDone:
    """The other incident was told, and answered."""

    key: Line
    answer: Text
