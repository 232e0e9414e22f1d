"""Whether texts beside entries are those that were sealed, and those that are gone were erased.

Nearly every text is found where it belongs; an entry is looked into only where one is missing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter

from sqlalchemy import Connection, LargeBinary, bindparam, cast, select

from ledger.entry import Entry
from ledger.sealing import MARK, Seal, digests_in
from policies.auditing.discrepancy import Discrepancy, Kind
from store.auditing.rows import Row
from store.erased import digests_erased
from store.prepared import found
from store.tables import seals

STANDS = f'"{MARK}":"'.encode()
"""How a seal begins in an entry."""

DIGITS = 64
"""What follows: its digest."""

# As it stands: a forger may leave a text where bytes stood.
SALT = cast(seals.c.salt, LargeBinary)
BETWEEN = (
    select(seals.c.incident, seals.c.seq, seals.c.digest, SALT, seals.c.text)
    .where(seals.c.incident.between(bindparam("first"), bindparam("last")))
    .order_by(seals.c.incident, seals.c.seq)
)

Texts = Mapping[tuple[str, int], Sequence[Seal]]
"""The texts of entries, by incident and number."""


def texts_between(connection: Connection, first: str, last: str) -> Texts:
    """Read the texts of the incidents from one key to another, both included."""
    rows = found(connection, BETWEEN, first=first, last=last)
    grouped = groupby(rows, itemgetter(0, 1))
    return {place: [Seal(*row[2:]) for row in some] for place, some in grouped}


def is_whole(row: Row, beside: Sequence[Seal]) -> bool:
    """Tell whether every seal of an entry has its text, and every text its seal."""
    _, *named = row.text.split(STANDS)
    if len(named) != len(beside):
        return False
    there = {one.digest.encode() for one in beside}
    return {one[:DIGITS] for one in named} == there and all(one.fits for one in beside)


def lacks_text(entry: Entry, beside: Sequence[Seal]) -> bool:
    """Tell whether a text is gone that stood in an entry."""
    return bool({*digests_in(entry)} - {one.digest for one in beside})


def unsealed(entry: Entry, beside: Sequence[Seal], erased: frozenset[str]) -> Iterator[Discrepancy]:
    """Name each seal of an entry that is not what it must be; `erased` were openly erased."""
    known, there = {one.digest: one for one in beside}, {*digests_in(entry)}
    for digest in sorted(there | known.keys()):
        if digest not in there:
            yield _odd(entry, f"no text under {digest}", "a text that the entry does not name")
        elif digest not in known and digest not in erased:
            yield _odd(entry, f"the text under {digest}, or a word that it was erased", "neither")
        elif digest in known and not known[digest].fits:
            yield _odd(entry, f"the text that was sealed under {digest}", "another one")


def _odd(entry: Entry, expected: str, found_there: str) -> Discrepancy:
    return Discrepancy(entry.incident, entry.seq, expected, found_there, Kind.SEAL)


def erased_in(history: Iterable[Entry]) -> frozenset[str]:
    """List the seals that a history says were erased."""
    return frozenset(chain.from_iterable(map(digests_erased, history)))
