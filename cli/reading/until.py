"""Until when something rests, in the zone of whoever asks."""

from datetime import datetime

from cli.app import App
from cli.reading.moments import Clock
from states.errors import InvalidError


def until_from(app: App, written: str) -> datetime:
    """Read when something ends (UTC): a span from now, a moment, or a day, which still counts.

    Raises:
        InvalidError: it is none of them.
    """
    try:
        return Clock(app.now, app.wall_clock).end(written)
    except (ValueError, OverflowError) as error:
        raise InvalidError(
            f"--until: {error}", "write a span, a day or a moment: 14d, 2026-12-01"
        ) from error
