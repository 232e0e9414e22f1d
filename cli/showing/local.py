"""Moments as people have them in their own zone."""

from datetime import datetime, tzinfo


def at_home(moment: datetime, zone: tzinfo) -> str:
    """Write a moment that is near: `Wed 02 Dec 09:00 WET`."""
    return f"{moment.astimezone(zone):%a %d %b %H:%M %Z}"


def on_the_day(moment: datetime, zone: tzinfo) -> str:
    """Write a moment of any year: `2026-12-02 09:00 WET`."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}"
