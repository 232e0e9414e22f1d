"""One history from its first entry to its last: as it was written, and what it means."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from ledger.entry import Entry
from ledger.sealing import Seal, opened
from policies.auditing.clockwork import CLOCKWORK
from policies.auditing.course import Course
from policies.auditing.discrepancy import Discrepancy, Finding, Kind
from policies.auditing.step import Body, Step
from policies.auditing.world import World
from store.auditing.rows import Row
from store.auditing.sealed import Texts, erased_in, is_whole, lacks_text, unsealed
from store.auditing.written import broken, sound

Waiting = frozenset[tuple[str, int]]
"""Entries that have no place in the tree yet."""


class History:
    """One incident, or another stream: its entries, their texts, and what is in the tree of it."""

    def __init__(self, incident: str, rows: Sequence[Row], texts: Texts, waiting: Waiting) -> None:
        """Read it, as far as it can be read."""
        self.incident = incident
        self.rows = rows
        self.entries = sound(rows)
        self._texts = texts
        self._waiting = waiting

    @cached_property
    def torn(self) -> frozenset[int]:
        """Number the entries whose texts are not all there, or not what they must be."""
        return frozenset(one.seq for one in self.rows if not is_whole(one, self.beside(one)))

    def beside(self, row: Row) -> Sequence[Seal]:
        """Return the texts that lie beside an entry."""
        return self._texts.get((row.incident, row.seq), ())

    def written(self) -> Iterator[Discrepancy]:
        """Say where it is not what was written, or not what the tree has of it."""
        if self.entries is None:
            yield from broken(self.incident, self.rows)
            return
        yield from chain.from_iterable(map(self._unplaced, self.rows))
        if self.torn:
            yield from self._unsealed(self.entries)

    def _unsealed(self, entries: Sequence[Entry]) -> Iterator[Discrepancy]:
        erased = erased_in(entries)
        for row, entry in zip(self.rows, entries, strict=True):
            if row.seq in self.torn:
                yield from unsealed(entry, self.beside(row), erased)

    def _unplaced(self, row: Row) -> Iterator[Discrepancy]:
        if row.leaf == row.hash or (row.leaf is None and row[:2] in self._waiting):
            return
        said, there = f"the hash {row.hash} in the tree", row.leaf or "no place in it"
        yield Discrepancy(row.incident, row.seq, said, there, Kind.TREE)

    def meant(self, world: World) -> Iterator[Finding]:
        """Say where a history that can be read makes no sense."""
        course = Course(self.incident, world)
        for row, entry in zip(self.rows, self.entries or (), strict=False):
            yield from course.take(self._step(row, entry))

    def _step(self, row: Row, entry: Entry) -> Step:
        return Step(
            seq=entry.seq,
            at=row.at,
            by=entry.actor.get("person", ""),
            events=_readable(entry, self.beside(row)) if entry.events else (),
            is_refusal=entry.refusal is not None,
            has_erased=row.seq in self.torn and lacks_text(entry, self.beside(row)),
        )


def _readable(entry: Entry, beside: Sequence[Seal]) -> tuple[Body, ...]:
    # Texts are put back where somebody asks about them: most events are the clock's.
    asked_about = tuple(one for one in entry.events if one.get("event") not in CLOCKWORK)
    if not beside or not asked_about:
        return entry.events
    bare = replace(entry, events=asked_about, refusal=None, asked=None)
    clocks = (one for one in entry.events if one.get("event") in CLOCKWORK)
    return (*opened(bare, (one for one in beside if one.fits)).events, *clocks)
