"""Whether the witnesses of the log still look: one that is silent stops nobody, and shows here."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from cli.app import App
from cli.installation.log_keeping import log_of
from cli.installation.witnessed import Testimony, testimonies
from states.due import moment_told
from states.errors import RetrogateError
from store.log.checkpoints import newest

LATE = timedelta(days=1)
"""How long entries may go unseen before somebody has to ask the witness."""


class SilentError(RetrogateError):
    """A witness does not look any more; the hint says what helps."""

    def __init__(self, found: str) -> None:
        """Say which one, and since when."""
        super().__init__(found, "ask whoever runs it · see all of them: retro audit checkpoint")


def witnesses_said(app: App) -> str:
    """Say what each witness has seen.

    Raises:
        InvalidError: what lies at one is no checkpoint of ours.
        SilentError: one has not looked for a day, and there was something to see.
    """
    log = log_of(app)
    last = newest(log.engine)
    seen = [*testimonies(app.settings.witnesses, log.claims())]
    must_be_looked_at(seen, last.checkpoint.size if last else 0, app.now, app.output.clock)
    return testified(seen, app.output.clock)


def testified(seen: Sequence[Testimony], zone: tzinfo) -> str:
    """Say what each has signed."""
    told = (
        f"{one.name} {one.size} entries, {moment_told(one.at, zone)}" if one.at else one.name
        for one in seen
    )
    return " · ".join(told) or "nobody witnesses the log"


def must_be_looked_at(seen: Iterable[Testimony], size: int, now: datetime, zone: tzinfo) -> None:
    """Raise `SilentError` where a witness has not looked at a log of that size for a day."""
    if silent := [*_silent(seen, size, now, zone)]:
        raise SilentError(" · ".join(silent))


def _silent(seen: Iterable[Testimony], size: int, now: datetime, zone: tzinfo) -> Iterator[str]:
    for one in seen:
        if one.size is None or one.at is None:
            yield f"{one.name} has signed nothing that can be read at {one.place}"
        elif one.size < size and now - one.at > LATE:
            day = one.at.astimezone(zone).date()
            yield f"{one.name} last signed {one.size} of {size} entries, {day}"
