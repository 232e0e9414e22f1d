"""What happened to the log of all entries. Past tense, one a class, in a history of their own.

Stored entries name these classes: a field may be added with an empty default, never
renamed, and a class is never renamed at all.
"""

from typing import Any, get_args

from states.codec import from_json, to_json
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

EVENTS: dict[str, type[Event]] = {one.__name__: one for one in get_args(Event)}


def written(event: Event) -> dict[str, Any]:
    """Write an event as an entry keeps it."""
    return {"event": type(event).__name__, **to_json(event)}


def read(body: dict[str, Any]) -> Event:
    """Read what `written` wrote.

    Raises:
        InvalidError: a field makes no sense.
        KeyError: there is no such event.
    """
    fields = {name: one for name, one in body.items() if name != "event"}
    return from_json(EVENTS[body["event"]], fields)
