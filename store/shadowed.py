"""What a candidate policy would have answered, as the entries have it."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine

from states.codec import event_from
from states.events.gates import GateShadowed
from states.values import Count, Instant, Line, value
from store import shelf
from store.engine import reading


@value
class Heard:
    """One gate that a candidate would have answered otherwise."""

    incident: Line
    seq: Count
    at: Instant
    shadow: GateShadowed


@value
class Hearsay:
    """How often gates were asked for since a candidate is listened to, and where it differed."""

    asked: Count
    heard: tuple[Heard, ...]


def heard_since(engine: Engine, digest: str, since: datetime) -> Hearsay:
    """Gather what the candidate of that digest said."""
    asked, heard = 0, []
    with reading(engine) as connection:
        for kept in shelf.entries_after(connection, since):
            entry = kept.entry()
            asked += entry.command["name"] == "Advance" and bool(entry.events)
            told = map(event_from, (one for one in entry.events if one["event"] == SHADOWED))
            heard += [
                Heard(entry.incident, entry.seq, entry.moment, one) for one in _of(told, digest)
            ]
    return Hearsay(asked, tuple(heard))


SHADOWED = GateShadowed.__name__


def _of(told: Iterator[object], digest: str) -> Iterator[GateShadowed]:
    for one in told:
        if isinstance(one, GateShadowed) and one.policy == digest:
            yield one
