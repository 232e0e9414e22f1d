"""Moments as a calendar file (iCalendar, RFC 5545), the only room that imports `icalendar`.

The same moments make the same file, byte for byte: nothing in it says when it was written but
the stamp that is given.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event, vText

from states.values import Instant, Line, Text, value

WRITER = "-//Retrogate//Rehearsal//EN"

# A calendar may refuse the whole file for one of them; a direction mark lets a text lie.
_UNWRITABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@value
class Entry:
    """One moment (UTC) of a calendar; `uid` is its identity, wherever it is imported again."""

    uid: Line
    at: Instant
    summary: Line
    description: Text = ""


def calendar_file(name: str, entries: Iterable[Entry], stamp: datetime) -> bytes:
    """Write a calendar called `name`; `stamp` (UTC) is as of when it is true."""
    calendar = Calendar()
    calendar.add("prodid", WRITER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(_plain(name)))
    for one in entries:
        calendar.add_component(_event(one, stamp))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.at)
    event.add("summary", vText(_plain(entry.summary)))
    event.add("description", vText(_plain(entry.description)))
    # A reminder takes no time: whoever looks for a free hour finds this one free.
    event.add("transp", "TRANSPARENT")
    return event


def _plain(text: str) -> str:
    return _UNWRITABLE.sub("�", text)
