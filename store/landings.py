"""Which channel has taken which notice, until all have and the ledger says so.

It outlives the worker and Temporal, so that one channel which fails does not have another
one say the same thing again.
"""

from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from store.engine import reading, writing
from store.tables import landings


class Landings:
    """What was taken, by notice and channel."""

    def __init__(self, engine: Engine) -> None:
        """Keep it in the database of `engine`."""
        self._engine = engine

    def has_landed(self, notice: str, channel: str) -> bool:
        """Tell whether a channel has taken a notice; raises `UnreachableError`."""
        wanted = select(landings.c.at).where(
            landings.c.notice == notice, landings.c.channel == channel
        )
        with reading(self._engine) as connection:
            return connection.scalar(wanted) is not None

    def note(self, notice: str, channel: str, at: datetime) -> None:
        """Write down that a channel has taken a notice; raises `UnreachableError`."""
        try:
            with writing(self._engine) as connection:
                connection.execute(
                    landings.insert(), {"notice": notice, "channel": channel, "at": at}
                )
        except IntegrityError:
            return  # somebody has written it down already
