"""What became of a notice."""

from states.values import Instant, Line, Text, value


@value
class NoticeDelivered:
    """A notice reached its channel, on a route, in a letter that may hold others.

    `doubtful` are channels that may have taken it before; `failed` those that did not.
    """

    key: Line
    channel: Line
    delivered: Instant
    route: Line = ""
    letter: Line = ""
    doubtful: tuple[Line, ...] = ()
    failed: tuple[Line, ...] = ()


@value
class NoticeUndelivered:
    """Every route was tried in vain; it is tried again after a moment (UTC)."""

    key: Line
    why: Text
    again: Instant
    failed: tuple[Line, ...] = ()
    doubtful: tuple[Line, ...] = ()


@value
class NoticePutOff:
    """A notice missed its moment; its person is told after another one (UTC)."""

    key: Line
    after: Instant
    why: Line = ""


@value
class NoticeSettled:
    """A notice is told no more: what it was about was settled before, or a later one says it."""

    key: Line
