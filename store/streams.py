"""The histories that are no incident's: the directory's, the log's and others, as a table."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Table

from documents.bulletins import events as bulletins
from store import parties, policies
from store.erased import told
from store.log import events as keys
from store.people import row_of
from store.projection import Row
from store.shelf import Kept
from store.tables import BULLETINS, LOG, PEOPLE, POLICIES, people, published


class Stream(NamedTuple):
    """What a history is about, the table that shows it if any, and the rows its entries make."""

    about: str
    table: Table | None
    rows: Callable[[Iterable[Kept]], list[Row]]


def _people(kept: Iterable[Kept]) -> list[Row]:
    return [row_of(one) for one in parties.folded(kept).values()]


def _published(kept: Iterable[Kept]) -> list[Row]:
    return policies.rows_of(policies.folded(kept))


def _read(read: Callable[[dict[str, Any]], object], kept: Iterable[Kept]) -> list[Row]:
    """Read every entry, so that one which makes no sense is noticed; no table shows them."""
    for one in kept:
        _ = [read(event) for event in told(one.entry())]
    return []


# fmt: off
STREAMS = {
    PEOPLE:    Stream("the directory", people,    _people),
    POLICIES:  Stream("the policies",  published, _published),
    BULLETINS: Stream("the bulletins", None,      partial(_read, bulletins.read)),
    LOG:       Stream("the log",       None,      partial(_read, keys.read)),
}
# fmt: on
