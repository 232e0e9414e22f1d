"""Whether the witnesses of the log still look: one that is silent stops nobody, and shows here."""

from collections.abc import Iterator
from datetime import timedelta

from cli.app import App
from cli.installation.log_keeping import log_of
from cli.installation.witnessed import Testimony, testimonies
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
    size = last.checkpoint.size if last else 0
    seen = [*testimonies(app.settings.witnesses, log.claims())]
    if silent := [*_silent(app, seen, size)]:
        raise SilentError(" · ".join(silent))
    told = [f"{one.name} {one.size} entries, {one.at:%Y-%m-%d %H:%M} UTC" for one in seen]
    return " · ".join(told) or "nobody witnesses the log"


def _silent(app: App, seen: list[Testimony], size: int) -> Iterator[str]:
    for one in seen:
        if one.size is None or one.at is None:
            yield f"{one.name} has signed nothing that can be read at {one.place}"
        elif one.size < size and app.now - one.at > LATE:
            yield f"{one.name} last signed {one.size} of {size} entries, {one.at:%Y-%m-%d}"
