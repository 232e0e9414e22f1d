"""One contributor's part in an incident: what they did, and what was done with what is theirs.

Theirs are the items that they wrote or own, what they asked for, and what they owe.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ledger.entry import Entry
from states.codec import event_from
from states.events.actions import ActionFinished, ActionVerified, VerificationFailed
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved, RiskAccepted
from states.events.escalations import DeadlineMet, DeadlineSet
from states.events.event import Event
from states.events.gates import GateBlocked, PhaseEntered
from states.events.notices import NoticeDelivered
from states.events.record import CommentMade, IncidentOpened, TextRead
from states.evolve import fold
from states.record.retrospective import Retrospective
from states.stamp import Stamp

REFUSED = "was refused"
WROTE = "wrote"
NAMED = "was named"

# fmt: off
DEEDS: dict[type, str] = {
    IncidentOpened:     "opened it",
    RecordApproved:     "approved",
    ProposalMade:       "asked",
    ProposalSettled:    "answered",
    RiskAccepted:       "accepted",
    CommentMade:        "commented",
    PhaseEntered:       "moved it",
    GateBlocked:        "was stopped",
    ActionFinished:     "finished",
    ActionVerified:     "verified",
    VerificationFailed: "verified",
}
"""What somebody did whose entry has such an event; any other is writing."""
# fmt: on

UNTOLD = frozenset(one.__name__ for one in (DeadlineSet, DeadlineMet, TextRead, NoticeDelivered))
"""Events that follow by themselves: nobody says or does anything by them."""


class Part(NamedTuple):
    """An entry, and what it has to do with a contributor."""

    entry: Entry
    part: str


def parts_of(person: str, entries: Sequence[Entry]) -> Iterator[Part]:
    """List the entries of an incident in which somebody has a part, and which."""
    record = Retrospective(entries[0].incident)
    for entry in entries:
        happened = [event_from(one) for one in entry.events]
        if entry.actor["person"] == person:
            yield Part(entry, _deed(entry, happened))
        elif part := _touched(person, entry, _theirs(person, record)):
            yield Part(entry, part)
        record = fold(record, happened, Stamp(entry.moment, entry.actor["person"], entry.seq))


def _deed(entry: Entry, happened: list[Event]) -> str:
    if entry.refusal:
        return REFUSED
    told = (DEEDS[type(one)] for one in happened if type(one) in DEEDS)
    return next(told, WROTE)


def _theirs(person: str, record: Retrospective) -> frozenset[str]:
    """Name what is theirs, as entries refer to it."""
    marked = (name for name, mark in record.marks.items() if person in (mark.by, *mark.owners))
    asked = (one.id for one in record.proposals if one.by == person)
    owed = (one.id for one in record.deadlines.values() if one.owner == person)
    return frozenset((*marked, *asked, *owed))


def _touched(person: str, entry: Entry, theirs: frozenset[str]) -> str:
    """Say which of theirs an entry of somebody else refers to, or that it names them."""
    told = [one for one in entry.events if one["event"] not in UNTOLD]
    words = dict.fromkeys(_words([told, entry.asked]))
    about = ", ".join(one for one in words if one in theirs)
    return f"about {about}" if about else NAMED * (person in words)


def _words(body: Any) -> Iterator[str]:
    """List every text of a JSON value: an id or a name stands in it by itself."""
    match body:
        case str():
            yield body
        case dict():
            for one in body.values():
                yield from _words(one)
        case list():
            for one in body:
                yield from _words(one)
        case _:
            return
