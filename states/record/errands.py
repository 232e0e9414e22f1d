"""What one incident has to tell another."""

from states.values import Line, value


@value
class Errand:
    """Tell `incident` that its `factor` came back, here as `seen_as`; `key` is its identity."""

    key: Line
    incident: Line
    factor: Line
    source: Line
    seen_as: Line
