"""How far the log has come: what has its place, what is signed, and what still waits."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from store.engine import reading
from store.log.growing import size_of
from store.log.identity import identity_in
from store.log.log import Log
from store.log.outside import Claim, must_agree
from store.log.sequencer import OF_ENTRY
from store.tables import checkpoints, entries, pending

WAITING = select(func.count(), func.min(entries.c.at)).join(pending, OF_ENTRY)
NEWEST = select(checkpoints.c.size, checkpoints.c.at).order_by(checkpoints.c.size.desc()).limit(1)


class Standing(NamedTuple):
    """A log's name, its entries in the tree and under a signature, and since when others wait.

    `waiting` are those that have no place in the tree yet; `signed_at` is when the newest
    signature was made. Times are UTC.
    """

    origin: str
    placed: int
    signed: int
    waits_since: datetime | None = None
    waiting: int = 0
    signed_at: datetime | None = None


def standing_of(log: Log, claims: Iterable[Claim]) -> Standing:
    """Look at a log and change nothing; `claims` are what is known outside.

    Raises:
        DisagreesError: the database does not hold what is known outside.
        UnreachableError: the database does not answer.
    """
    with reading(log.engine) as connection:
        identity = identity_in(connection, log.installation)
        must_agree(connection, identity, claims)
        waiting, since = connection.execute(WAITING).one()
        signed, at = connection.execute(NEWEST).first() or (0, None)
        placed = size_of(connection)
    return Standing(str(identity.origin), placed, signed, since, waiting, at)
