"""One history from its first entry to its last: as it was written, and what it means."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from ledger.entry import Entry
from ledger.sealing import Seal, told
from policies.auditing.course import Course
from policies.auditing.discrepancy import Discrepancy, Finding, Kind
from policies.auditing.step import Body, Step
from policies.auditing.world import World
from store.auditing.rows import Row
from store.auditing.sealed import Texts, erased_in, is_whole, lacks_text, unsealed
from store.auditing.written import UnsoundError, broken, entries_in, sound

Waiting = frozenset[tuple[str, int]]
"""Entries that have no place in the tree yet."""


class History:
    """One incident, or another stream: its entries, their texts, and what is in the tree of it."""

    def __init__(self, incident: str, rows: Sequence[Row], texts: Texts, waiting: Waiting) -> None:
        """Take it as it stands."""
        self.incident = incident
        self.rows = rows
        self._texts = texts
        self._waiting = waiting

    @cached_property
    def entries(self) -> Sequence[Entry] | None:
        """The entries; None where one is not what was written."""
        return sound(self.rows)

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
        else:
            yield from self._kept_otherwise()

    def _kept_otherwise(self) -> Iterator[Discrepancy]:
        for row in self.rows:
            if row.leaf != row.hash:
                yield from self._unplaced(row)
        if self.torn:
            yield from self._unsealed(self.entries or ())

    def _unsealed(self, entries: Sequence[Entry]) -> Iterator[Discrepancy]:
        erased = erased_in(entries)
        for row, entry in zip(self.rows, entries, strict=True):
            if row.seq in self.torn:
                yield from unsealed(entry, self.beside(row), erased)

    def _unplaced(self, row: Row) -> Iterator[Discrepancy]:
        if row.leaf is None and row[:2] in self._waiting:
            return
        said, there = f"the hash {row.hash} in the tree", row.leaf or "no place in it"
        yield Discrepancy(row.incident, row.seq, said, there, Kind.TREE)

    def audited(self, world: World) -> Iterator[Finding]:
        """Say where it is not what was written, and where it makes no sense."""
        try:
            # Each entry is judged as it is read: to have all of them read takes twice the time.
            meant = [*self.meant(world)]
        except UnsoundError:
            yield from broken(self.incident, self.rows)
        else:
            yield from self._kept_otherwise()
            yield from meant

    def meant(self, world: World) -> Iterator[Finding]:
        """Say where it makes no sense.

        Raises:
            UnsoundError: an entry is not what was written.
        """
        course = Course(self.incident, world)
        for row, entry in zip(self.rows, entries_in(self.rows), strict=True):
            yield from course.take(self._step(row, entry))

    def _step(self, row: Row, entry: Entry) -> Step:
        return Step(
            seq=entry.seq,
            at=row.at,
            by=entry.actor.get("person", ""),
            events=entry.events,
            read=partial(self._told, row),
            is_refusal=entry.refusal is not None,
            has_erased=row.seq in self.torn and lacks_text(entry, self.beside(row)),
        )

    def _told(self, row: Row, body: Body) -> Body:
        beside, is_torn = self.beside(row), row.seq in self.torn
        if is_torn:
            beside = [one for one in beside if one.fits]
        # An entry that lost every text has none beside it, and reads [erased] all the same.
        texts = {one.digest: one.text for one in beside}
        return told(body, texts.get) if beside or is_torn else body
