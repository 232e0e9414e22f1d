"""Who caused an event, and when."""

from states.values import Count, Instant, Line, value


@value
class Stamp:
    """Who caused an event, when (UTC), and as which entry."""

    at: Instant
    by: Line
    seq: Count
