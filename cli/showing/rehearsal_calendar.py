"""A rehearsal as a calendar: an event for each person and rung, and no more than the page says."""

from collections.abc import Iterator
from hashlib import sha256

from cli.showing.rehearsal_page import NOBODY, Told, note_of, rung_told
from documents.calendar_file import Entry, calendar_file
from policies.rehearsing.cue import Cue
from policies.rehearsing.rehearsal import ASSUMED, Rehearsal


def rehearsal_calendar(found: Rehearsal, told: Told) -> bytes:
    """Write the calendar; the same rehearsal makes the same file."""
    entries = (_entry(one, found, told) for one in found.cues)
    return calendar_file(f"{found.incident} under {told.title}", entries, found.begins)


def _entry(cue: Cue, found: Rehearsal, told: Told) -> Entry:
    lines = (*_lines(cue), f"A rehearsal of {told.title}: {'; '.join(ASSUMED)}.")
    return Entry(
        uid=_uid(found.incident, cue),
        at=cue.at,
        summary=f"{cue.to or NOBODY}: {cue.what}",
        description="\n".join(filter(None, lines)),
    )


def _lines(cue: Cue) -> Iterator[str]:
    yield f"{cue.kind.value}: ladder {rung_told(cue)}"
    yield cue.why
    yield note_of(cue)


def _uid(incident: str, cue: Cue) -> str:
    # The same rung of the same person is the same event when a later rehearsal is imported.
    return f"{sha256(f'{incident}/{cue.key}'.encode()).hexdigest()[:32]}@retrogate"
