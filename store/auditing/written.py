"""Whether entries are as they were written: canonical, hashed, and one behind the other.

A sound history is read once. Only where something is wrong is it asked what exactly.
"""

from collections.abc import Iterable, Iterator, Sequence

from ledger.canonical import leaf_hash
from ledger.chain import Break
from ledger.entry import Entry, entry_from
from policies.auditing.discrepancy import Discrepancy, Kind
from states.errors import BrokenHistoryError
from store.auditing.rows import Row
from store.links import links_broken
from store.shelf import Kept
from store.verify import misfiled


class UnsoundError(Exception):
    """An entry is not what was written."""


def entries_in(rows: Iterable[Row]) -> Iterator[Entry]:
    """Read the entries of one history, one at a time.

    Raises:
        UnsoundError: one is not what was written.
    """
    prev = ""
    for seq, row in enumerate(rows, start=1):
        try:
            entry = entry_from(row.text)
            known = (entry.seq, entry.incident, entry.prev, entry.command["id"], entry.moment)
        except (KeyError, ValueError) as error:
            raise UnsoundError from error
        if known != (seq, row.incident, prev, row.command, row.at) or row.prev != prev:
            raise UnsoundError
        if leaf_hash(row.text) != row.hash or row.seq != seq:
            raise UnsoundError
        yield entry
        prev = row.hash


def sound(rows: Iterable[Row]) -> list[Entry] | None:
    """Read the entries of one history; None where one is not what was written."""
    try:
        return [*entries_in(rows)]
    except UnsoundError:
        return None


def broken(incident: str, rows: Sequence[Row]) -> Iterator[Discrepancy]:
    """Name each entry of a history that is not what was written."""
    kept = [Kept(*row[:-1]) for row in rows]
    found = links_broken(incident, kept)
    for one in found:
        yield _told(one, Kind.TEXT if "canonical" in one.expected else Kind.CHAIN)
    altered = {one.seq for one in found}
    for left in kept:
        if left.seq not in altered:
            yield from _misfiled(left)


def _misfiled(kept: Kept) -> Iterator[Discrepancy]:
    try:
        for one in misfiled(kept):
            yield _told(one, Kind.COLUMN)
    except (BrokenHistoryError, KeyError, ValueError) as error:
        entry = "an entry that can be read"
        yield Discrepancy(kept.incident, kept.seq, entry, str(error), Kind.TEXT)


def _told(one: Break, kind: Kind) -> Discrepancy:
    return Discrepancy(one.incident, one.seq, one.expected, one.found, kind)
