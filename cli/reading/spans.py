"""How far back somebody looks, as they type it after an option."""

from datetime import timedelta

from cli.reading.moments import Clock, Written
from policies.file.durations import duration_from


def _span(_clock: Clock, written: str) -> timedelta:
    """Read a span that is longer than nothing; raises `ValueError` with how to write it."""
    span = duration_from(written)
    if span <= timedelta(0):
        raise ValueError(f"“{written}” does not look back: write 30d or 26w")
    return span


SPAN = Written("span", _span)
