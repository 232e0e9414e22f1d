"""Moments as people have them in their own zone."""

from datetime import datetime, tzinfo


def at_home(moment: datetime, zone: tzinfo) -> str:
    """Write a moment that is near: `Wed 02 Dec 09:00 WET`."""
    return f"{moment.astimezone(zone):%a %d %b %H:%M %Z}"
