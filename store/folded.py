"""One incident as its entries have it: the newest entry, the record, every notice sent.

Everything the read model shows is made of this and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce

from ledger.entry import Entry
from states.codec import event_from
from states.events.event import Event
from states.events.notices import NoticeDelivered, NoticeUndelivered
from states.evolve import fold
from states.record.deadlines import Notice
from states.record.retrospective import Retrospective
from states.stamp import Stamp
from store.shelf import Kept

CAME_OF = frozenset({NoticeDelivered.__name__, NoticeUndelivered.__name__})
"""The events that say what came of a notice."""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice, and what became of it; one that is not `pending` is sent no more."""

    notice: Notice
    delivered: datetime | None = None
    channel: str = ""
    pending: bool = True
    route: str = ""
    letter: str = ""
    doubtful: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    undelivered: str = ""


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
        return replace(after, record=record, told=_told(self, entry, record))


def _with(sofar: Folded, kept: Kept) -> Folded:
    entry = kept.entry()
    return sofar.with_record(entry, kept.hash, _record(sofar.record, entry))


def _record(record: Retrospective | None, entry: Entry) -> Retrospective:
    stamp = Stamp(entry.moment, entry.actor["person"], entry.seq)
    return fold(record or Retrospective(entry.incident), map(event_from, entry.events), stamp)


def _told(sofar: Folded, entry: Entry, record: Retrospective) -> Mapping[str, Told]:
    """Take what the record still has to send, and hear what came of the others."""
    before = sofar.record.notices if sofar.record else ()
    heard = [event_from(one) for one in entry.events if one["event"] in CAME_OF]
    if not heard and record.notices == before:
        return sofar.told
    waiting = {one.key: one for one in record.notices}
    changes = {key: _with_notice(sofar.told.get(key), one) for key, one in waiting.items()}
    gone = (one.key for one in before if one.key not in waiting and one.key in sofar.told)
    ended = {key: replace(sofar.told[key], pending=False) for key in gone}
    return reduce(_heard, heard, {**sofar.told, **changes, **ended})


def _with_notice(told: Told | None, notice: Notice) -> Told:
    if told is None:
        return Told(notice)
    return told if told.notice == notice else replace(told, notice=notice)


def _heard(told: Mapping[str, Told], event: Event) -> Mapping[str, Told]:
    match event:
        case NoticeDelivered() if event.key in told:
            return {**told, event.key: _delivered(told[event.key], event)}
        case NoticeUndelivered() if event.key in told:
            return {**told, event.key: _undelivered(told[event.key], event)}
        case _:
            return told


def _delivered(told: Told, event: NoticeDelivered) -> Told:
    return replace(
        told,
        delivered=event.delivered,
        channel=event.channel,
        route=event.route,
        letter=event.letter,
        doubtful=event.doubtful,
        failed=event.failed,
        undelivered="",
    )


def _undelivered(told: Told, event: NoticeUndelivered) -> Told:
    return replace(told, undelivered=event.why, doubtful=event.doubtful, failed=event.failed)
