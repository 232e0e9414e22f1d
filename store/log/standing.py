"""How far the log has come: what has its place, what is signed, and what still waits."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from store.engine import reading
from store.log.checkpoints import newest
from store.log.growing import size_of
from store.log.identity import identity_in
from store.log.log import Log
from store.log.outside import must_agree
from store.log.sequencer import OF_ENTRY
from store.tables import entries, pending

SINCE = select(func.min(entries.c.at)).join(pending, OF_ENTRY)


class Standing(NamedTuple):
    """A log's name, its entries in the tree and under a signature, and since when others wait."""

    origin: str
    placed: int
    signed: int
    waits_since: datetime | None


def standing_of(log: Log) -> Standing:
    """Look at a log and change nothing.

    Raises:
        DisagreesError: the database does not hold what is known outside.
        InvalidError: what lies outside is no checkpoint of this log.
        UnreachableError: the database, or the folder of the log, does not answer.
    """
    claims = log.claims()
    last = newest(log.engine)
    with reading(log.engine) as connection:
        identity = identity_in(connection, log.installation)
        must_agree(connection, identity, claims)
        since: datetime | None = connection.scalar(SINCE)
        signed = last.checkpoint.size if last else 0
        return Standing(str(identity.origin), size_of(connection), signed, since)
