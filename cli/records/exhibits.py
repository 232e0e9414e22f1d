"""One history of a bundle, as its manifest and its report speak of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from cli.showing.telling import told
from ledger.bundle import Proven, seal_line
from ledger.entry import Entry, entry_from
from ledger.sealing import BadSealError, digests_in, opened
from states.errors import BrokenHistoryError
from states.events.record import IncidentOpened
from store.log.evidence import Past
from store.streams import STREAMS
from store.tables import BULLETINS, PEOPLE

CLOSED = (BULLETINS, PEOPLE)
"""Histories whose texts stay here: names and addresses, by which nothing is verified."""

POLICY = re.compile(rb'"(?:policy|before|after)":"([0-9a-f]{64})"')
"""Where an event names a policy, as canonical JSON has it."""


class Line(NamedTuple):
    """An entry as the report tells it, and its place in the log."""

    seq: int
    at: datetime
    who: str
    via: str
    what: str
    place: int


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What is known of a history once its entries are written down.

    `opened` is when its incident was opened (as entries write it), and by which entry of the log.
    `named` are the policies that it was judged by. `sealed` counts the texts that stand under
    seals, and `seals` are those that come with it.
    """

    name: str
    places: tuple[int, ...]
    lines: tuple[Line, ...]
    opened: tuple[str, int] | None
    named: frozenset[str]
    sealed: int
    seals: tuple[bytes, ...]


def exhibit_of(past: Past, *, texts: bool) -> Exhibit:
    """Read a history; without `texts`, what stands under seals stays there.

    Raises:
        BrokenHistoryError: a text is not the one that was sealed.
    """
    shown = [one if texts and past.name not in CLOSED else _shut(one) for one in past.entries]
    sealed = [entry_from(one.text) for one in shown]
    lines = () if past.name in STREAMS else tuple(map(_line, sealed, shown))
    return Exhibit(
        name=past.name,
        places=tuple(one.proof.index for one in shown),
        lines=lines,
        opened=next(_openings(sealed, shown), None),
        named=frozenset(_policies(shown)) if lines else frozenset(),
        sealed=sum(len(digests_in(one)) for one in sealed),
        seals=tuple(_seal_lines(shown)),
    )


def _shut(proven: Proven) -> Proven:
    return proven._replace(seals=())


def _line(sealed: Entry, proven: Proven) -> Line:
    entry = _opened(sealed, proven)
    who, via = entry.actor["person"], entry.actor["via"]
    return Line(entry.seq, entry.moment, who, via, told(entry), proven.proof.index)


def _opened(sealed: Entry, proven: Proven) -> Entry:
    try:
        return opened(sealed, proven.seals)
    except BadSealError as error:
        raise BrokenHistoryError(sealed.incident, sealed.seq, str(error)) from error


def _openings(sealed: Sequence[Entry], shown: Sequence[Proven]) -> Iterator[tuple[str, int]]:
    for entry, proven in zip(sealed, shown, strict=True):
        if any(one["event"] == IncidentOpened.__name__ for one in entry.events):
            yield entry.at, proven.proof.index


def _policies(shown: Sequence[Proven]) -> Iterator[str]:
    for one in shown:
        yield from (found.decode() for found in POLICY.findall(one.text))


def _seal_lines(shown: Sequence[Proven]) -> Iterator[bytes]:
    for one in shown:
        for seal in sorted(one.seals, key=attrgetter("digest")):
            yield seal_line(one.incident, one.seq, seal)
