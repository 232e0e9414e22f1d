"""The histories that are no incident's: whether they are whole, and can be read."""

from collections.abc import Iterator

from sqlalchemy import Connection

from policies.auditing.course import SENSELESS
from policies.auditing.discrepancy import Discrepancy, Kind
from policies.publishing import events as happened
from policies.publishing.events import PolicyPublished
from store.auditing.clerk import histories_between
from store.auditing.history import History
from store.erased import told
from store.shelf import Kept, entries_since
from store.streams import STREAMS
from store.tables import POLICIES


def stream_broken(connection: Connection, name: str) -> Iterator[Discrepancy]:
    """Say where such a history is not what was written, or makes no sense."""
    for history in histories_between(connection, name, name):
        found = [*history.written()]
        yield from found
        if history.entries is not None and not found:
            yield from _senseless(connection, history)


def _senseless(connection: Connection, history: History) -> Iterator[Discrepancy]:
    kept = entries_since(connection, history.incident, 1)
    try:
        STREAMS[history.incident].rows(kept)
        if history.incident == POLICIES:
            yield from _unseconded(kept)
    except SENSELESS as error:
        there = f"{type(error).__name__}: {error}"
        said = "entries that can be folded"
        yield Discrepancy(history.incident, len(kept), said, there, Kind.SENSE)


def _unseconded(kept: list[Kept]) -> Iterator[Discrepancy]:
    """Name each policy that asks less, and that its author published alone."""
    for entry in (one.entry() for one in kept):
        for event in map(happened.read, told(entry)):
            match event:
                case PolicyPublished(offer, by) if offer.newly_allows and by in ("", offer.by):
                    said = f"{offer.title} agreed to by somebody other than {offer.by}"
                    yield Discrepancy(POLICIES, entry.seq, said, by or "nobody", Kind.CONSENT)
                case _:
                    pass
