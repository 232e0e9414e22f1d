"""Entries by which texts were erased, in whichever history."""

from collections.abc import Iterator
from typing import Any

from ledger.entry import Entry
from states.events.record import TextsErased
from store.shelf import Kept

NAME = TextsErased.__name__
MARKED = f'"{NAME}"'.encode()


def erases(kept: Kept) -> bool:
    """Tell whether texts were erased by it: what was read before reads otherwise now."""
    return MARKED in kept.text


def digests_erased(entry: Entry) -> tuple[str, ...]:
    """List the digests of the texts that an entry erases."""
    return tuple(one for event in entry.events if _is(event) for one in event["digests"])


def told(entry: Entry) -> Iterator[dict[str, Any]]:
    """List what an entry says of its own matter, without what it erased."""
    return (event for event in entry.events if not _is(event))


def _is(event: dict[str, Any]) -> bool:
    return event.get("event") == NAME
