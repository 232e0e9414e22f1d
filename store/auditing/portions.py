"""The histories in portions, each looked at by whichever processor is free."""

import gc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, select

from store.auditing.clerk import Clerk, Looked
from store.engine import engine_for
from store.streams import STREAMS
from store.tables import entries

PORTION = 4_000
"""Entries that are held at a time, but for an incident that alone has more."""

ALONE = 10 * PORTION
"""Entries that are looked at in this process: to begin others takes a second."""

PROCESSORS = 2

COUNTED = (
    select(entries.c.incident, func.count())
    .where(entries.c.incident.not_in([*STREAMS]))
    .group_by(entries.c.incident)
    .order_by(entries.c.incident)
)


class Portion(NamedTuple):
    """Incidents from one key to another, both included, and how many entries they have."""

    first: str
    last: str
    entries: int


def portions(connection: Connection) -> Iterator[Portion]:
    """Divide all incidents into portions, in the order that the database has them in."""
    first, total = "", 0
    for incident, count in connection.execute(COUNTED):
        first, total = first or incident, total + count
        last = incident
        if total >= PORTION:
            yield Portion(first, last, total)
            first, total = "", 0
    if total:
        yield Portion(first, last, total)


def looked(engine: Engine, installation: str, some: list[Portion]) -> Iterator[Looked]:
    """Look at the tree and at portions in order: here, or where they are many, in processes."""
    if sum(one.entries for one in some) <= ALONE:
        clerk = Clerk(engine)
        yield clerk.look_at_tree(installation)
        yield from (clerk.look(one.first, one.last) for one in some)
        return
    url = engine.url.render_as_string(hide_password=False)
    # Spawned: a database connection does not survive a fork.
    with ProcessPoolExecutor(PROCESSORS, get_context("spawn"), _begin, (url,)) as pool:
        tree = pool.submit(_look_at_tree, installation)
        yield from pool.map(_look, some)
        yield tree.result()


_AT_WORK: list[Clerk] = []


def _begin(url: str) -> None:
    # Nothing here goes round in circles, and looking for some takes a tenth of the time.
    gc.freeze()
    gc.disable()
    _AT_WORK.append(Clerk(engine_for(url)))


def _look(portion: Portion) -> Looked:
    return _AT_WORK[0].look(portion.first, portion.last)


def _look_at_tree(installation: str) -> Looked:
    return _AT_WORK[0].look_at_tree(installation)
