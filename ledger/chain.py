"""Whether one incident's entries still follow one another.

Each entry holds the hash of the one before it, so a changed, lost or moved entry shows
at the next one. What a chain cannot show, a cut-off end, is for a signed checkpoint.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledger.canonical import leaf_hash
from ledger.entry import Entry, entry_from


@dataclass(frozen=True, slots=True)
class Break:
    """One place where a history is not what it must be."""

    incident: str
    seq: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class _Link:
    """What an entry leaves behind for the next one to hold on to."""

    incident: str
    seq: int
    hash: str


def breaks(texts: Iterable[bytes], incident: str = "") -> tuple[Break, ...]:
    """Verify the entries of one incident, in order from the first.

    Without `incident`, the first readable entry says whose history this is.
    """
    found: list[Break] = []
    before = _Link(incident, 0, "")
    for text in texts:
        entry = _readable(text)
        found.extend(_broken(before, entry))
        before = _after(before, entry, text)
    return tuple(found)


def _readable(text: bytes) -> Entry | ValueError:
    try:
        return entry_from(text)
    except ValueError as error:
        return error


def _broken(before: _Link, entry: Entry | ValueError) -> Iterator[Break]:
    seq = before.seq + 1
    if isinstance(entry, ValueError):
        yield Break(before.incident, seq, "an entry in canonical form", str(entry))
        return
    # fmt: off
    rules = (
        #        must be                           is
        ("incident", before.incident or entry.incident, entry.incident),
        ("seq",      seq,                               entry.seq),
        ("prev",     before.hash,                       entry.prev),
    )
    # fmt: on
    for name, expected, found in rules:
        if found != expected:
            shown = before.incident or entry.incident
            yield Break(shown, seq, f"{name} {expected!r}", f"{name} {found!r}")


def _after(before: _Link, entry: Entry | ValueError, text: bytes) -> _Link:
    if isinstance(entry, ValueError):
        return _Link(before.incident, before.seq + 1, leaf_hash(text))
    return _Link(before.incident or entry.incident, entry.seq, leaf_hash(text))
