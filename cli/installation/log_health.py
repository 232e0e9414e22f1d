"""Whether every entry is signed, and the database is the one that was signed before."""

from datetime import timedelta

from cli.app import App
from cli.installation.log_keeping import log_of
from states.errors import RetrogateError
from store.log.standing import standing_of

MERGE = timedelta(seconds=10)
"""How long an entry may wait for its signature before somebody has to look."""


class UnsignedError(RetrogateError):
    """Entries wait for a signature; the hint says how they get it."""

    def __init__(self, waits: str) -> None:
        """Say what waits."""
        super().__init__(
            waits, "a worker signs, and says what stops it in its log: retro up · retro worker"
        )


def log_said(app: App) -> str:
    """Say how far the log has come.

    Raises:
        DisagreesError: the database does not hold what is known outside.
        UnsignedError: something is not signed, and has been waiting.
    """
    log = standing_of(log_of(app))
    if log.signed < log.placed:
        raise UnsignedError(f"{log.placed - log.signed} entries of {log.placed} are not signed")
    if log.waits_since and app.now - log.waits_since > MERGE:
        raise UnsignedError(f"entries wait to be signed since {log.waits_since:%Y-%m-%d %H:%M} UTC")
    return f"{log.origin}, {log.signed} entries signed"
