"""Short ways to look at a reading."""

from documents.markdown.reader import read_postmortem
from documents.markdown.reading import Reading
from states.record.facts import Fact

FILE = "disk.md"


def read(text: str, zone: str = "") -> Reading:
    """Read a text as the file `disk.md`, where ana is in the people directory."""
    return read_postmortem(text, FILE, zone=zone, people=("ana",))


def when_and_what(reading: Reading) -> list[str]:
    """Write each entry of the timeline as its instant and its text."""
    return [_shown(fact) for fact in reading.draft.timeline]


def unread(reading: Reading) -> list[tuple[int, str, str]]:
    """List what was not read."""
    return [(one.line, one.text, one.why) for one in reading.unread]


def _shown(fact: Fact) -> str:
    assert fact.at is not None
    return f"{fact.at:%m-%d %H:%M} {fact.text}"
