"""What happened to the log of all entries. Past tense, one a class, in a history of their own.

Stored entries name these classes: a field may be added with an empty default, never
renamed, and a class is never renamed at all.
"""

from typing import Any

from states.codec import event_among, named
from states.values import Count, Line, Text, value


@value
class KeyTaken:
    """From here on this key signs: `NAME+ID+KEY`; its name is the origin of the log."""

    key: Line
    reason: Text = ""


@value
class LogRestarted:
    """An older database goes on under a new origin, which is the name of `key`.

    `size` and `root` are what was last known outside of the log as it was before.
    """

    key: Line
    reason: Text
    size: Count
    root: Line


Event = KeyTaken | LogRestarted

EVENTS: dict[str, type[Event]] = named(Event)


def read(body: dict[str, Any]) -> Event:
    """Read an event as an entry keeps it; raises `InvalidError` where it makes no sense."""
    return event_among(EVENTS, body)
