"""Which entry of a history was altered, and where entries do not follow one another.

An entry is held to the hash that the next one names, so that it is named itself and not the
one after it; the last is held to the hash beside it.
"""

from collections.abc import Iterator
from operator import attrgetter

from ledger.canonical import leaf_hash
from ledger.chain import Break, breaks
from states.errors import BrokenHistoryError
from store.shelf import Kept


def links_broken(incident: str, kept: list[Kept]) -> list[Break]:
    """Name each altered entry, and each break that no altered entry explains, in order."""
    altered = {one.seq: one for one in _altered(kept)}
    explained = altered.keys() | {seq + 1 for seq in altered}
    found = breaks((one.text for one in kept), incident)
    left = (one for one in found if one.seq not in explained)
    return sorted((*altered.values(), *left), key=attrgetter("seq"))


def _altered(kept: list[Kept]) -> Iterator[Break]:
    for one, following in zip(kept, (*kept[1:], None), strict=False):
        meant, found = _hash_for(one, following), leaf_hash(one.text)
        if meant != found:
            content = "content with the hash"
            yield Break(one.incident, one.seq, f"{content} {meant}", f"{content} {found}")


def _hash_for(one: Kept, following: Kept | None) -> str:
    """Return the hash that an entry was written with, as far as anybody can still tell."""
    if following is None or following.seq != one.seq + 1 or not _is_sound(following):
        return one.hash
    return following.sealed().prev


def _is_sound(kept: Kept) -> bool:
    try:
        return kept.sealed().hash() == kept.hash
    except (BrokenHistoryError, ValueError):
        return False
