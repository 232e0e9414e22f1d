"""Whether every entry is signed, and the database is the one that was signed before."""

from datetime import datetime, timedelta, tzinfo

from cli.app import App
from cli.installation.log_keeping import log_of
from states.due import moment_told
from states.errors import RetrogateError
from store.log.standing import Standing, standing_of

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
    log = log_of(app)
    standing = standing_of(log, log.claims())
    must_be_signed(standing, app.now, app.output.clock)
    return f"{standing.origin}, {standing.signed} entries signed"


def must_be_signed(log: Standing, now: datetime, zone: tzinfo) -> None:
    """Raise `UnsignedError` where something has been waiting for its signature."""
    # Places and the signature over them come one after the other, within moments.
    if log.signed < log.placed and (log.signed_at is None or now - log.signed_at > MERGE):
        raise UnsignedError(f"{log.placed - log.signed} entries of {log.placed} are not signed")
    if log.waits_since and now - log.waits_since > MERGE:
        since = moment_told(log.waits_since, zone)
        raise UnsignedError(f"entries wait to be signed since {since}")
