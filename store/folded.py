"""One incident as its entries have it: the newest entry, the record, every notice sent.

Everything the read model shows is made of this and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce

from ledger.entry import Entry
from states.codec import event_from
from states.events import Event, NoticeDelivered
from states.evolve import fold
from states.record.deadlines import Notice
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from store.shelf import Kept

ARRIVED = NoticeDelivered.__name__


@dataclass(frozen=True, slots=True)
class Told:
    """A notice, and what became of it."""

    notice: Notice
    delivered: datetime | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """One incident's history up to `seq`; `record` is None while the incident does not exist."""

    incident: str
    seq: int = 0
    hash: str = ""
    record: Retrospective | None = None
    told: Mapping[str, Told] = field(default_factory=dict)

    def with_all(self, found: Iterable[Kept]) -> "Folded":
        """Fold the entries that follow, in order."""
        return reduce(_with, found, self)

    def with_record(self, entry: Entry, name: str, record: Retrospective) -> "Folded":
        """Take one more entry, whose hash is `name`, and what its events make of the record."""
        after = replace(self, seq=entry.seq, hash=name)
        if not entry.events:
            return after
        return replace(after, record=record, told=_told(self.told, entry, record))


def _with(sofar: Folded, kept: Kept) -> Folded:
    entry = kept.entry()
    return sofar.with_record(entry, kept.hash, _record(sofar.record, entry))


def _record(record: Retrospective | None, entry: Entry) -> Retrospective:
    stamp = Stamp(entry.moment, entry.actor["person"], entry.seq)
    return fold(record or Retrospective(entry.incident), map(event_from, entry.events), stamp)


def _told(told: Mapping[str, Told], entry: Entry, record: Retrospective) -> Mapping[str, Told]:
    """Take what the record still has to send, and hear what has arrived."""
    sent = {one.key: Told(one) for one in record.notices if one.key not in told}
    arrived = (event_from(one) for one in entry.events if one["event"] == ARRIVED)
    return reduce(_heard, arrived, {**told, **sent} if sent else told)


def _heard(told: Mapping[str, Told], event: Event) -> Mapping[str, Told]:
    match event:
        case NoticeDelivered(key, channel, delivered) if key in told:
            return {**told, key: replace(told[key], delivered=delivered, channel=channel)}
        case _:
            return told
