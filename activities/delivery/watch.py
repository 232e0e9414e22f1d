"""The clock by which all workers measure, as one of them carries it along for a while.

It is the database's: whoever else is at a letter measures by the same, however wrong the clocks of
their machines are.
"""

from datetime import datetime, timedelta
from time import monotonic


class Watch:
    """Set once, it goes on by itself."""

    def __init__(self, moment: datetime) -> None:
        """Set it to a moment (UTC)."""
        self._moment = moment
        self._set = monotonic()

    @property
    def passed(self) -> timedelta:
        """Say how long ago it was set."""
        return timedelta(seconds=monotonic() - self._set)

    @property
    def now(self) -> datetime:
        """Say what time it is (UTC)."""
        return self._moment + self.passed
