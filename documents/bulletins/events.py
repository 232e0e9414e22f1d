"""What became of bulletins. Past tense, one a class, in a history of their own.

Stored entries name these classes: a field may be added with an empty default, never
renamed, and a class is never renamed at all.
"""

from typing import Any

from documents.bulletins.facts import Kind
from states.codec import event_among, named
from states.values import Instant, Line, Text, value


@value
class BulletinSent:
    """Somebody was told; `moment` (UTC) is when it was to be sent, `delivered` when it was.

    `doubtful` are channels that may have taken it before; `failed` those that did not.
    """

    key: Line
    kind: Kind
    moment: Instant
    to: Line
    subject: Line
    channel: Line
    delivered: Instant
    route: Line = ""
    doubtful: tuple[Line, ...] = ()
    failed: tuple[Line, ...] = ()


@value
class BulletinUnsent:
    """Nobody could be told in time, and the next one comes; `why` says what stood in the way."""

    key: Line
    kind: Kind
    moment: Instant
    to: Line
    why: Text


Event = BulletinSent | BulletinUnsent

EVENTS: dict[str, type[Event]] = named(Event)


def read(body: dict[str, Any]) -> Event:
    """Read an event as an entry keeps it; raises `InvalidError` where it makes no sense."""
    return event_among(EVENTS, body)
