"""The histories that are no incident's: of the directory and of the policies, as a table."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlalchemy import Table

from store import parties, policies
from store.people import row_of
from store.projection import Row
from store.shelf import Kept
from store.tables import PEOPLE, POLICIES, people, published


class Stream(NamedTuple):
    """What a history is about, the table that shows it, and the rows its entries make."""

    about: str
    table: Table
    rows: Callable[[Iterable[Kept]], list[Row]]


def _people(kept: Iterable[Kept]) -> list[Row]:
    return [row_of(one) for one in parties.folded(kept).values()]


def _published(kept: Iterable[Kept]) -> list[Row]:
    return policies.rows_of(policies.folded(kept))


# fmt: off
STREAMS = {
    PEOPLE:   Stream("the directory", people,    _people),
    POLICIES: Stream("the policies",  published, _published),
}
# fmt: on
