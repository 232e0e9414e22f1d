"""How findings say things: short quotations, plain lists, moments in UTC.

What a finding quotes is cut to a line, so that a report stays readable and storable.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from states.record.retrospective import Item, collection_of
from states.spelling import did_you_mean

QUOTED = 80

# What a person replaces in a command that a finding offers.
TIME = "YYYY-MM-DDTHH:MMZ"
DAY = "YYYY-MM-DD"
PROOF = "TIMELINE-ID-OR-URL"


def shortened(text: str, limit: int = QUOTED) -> str:
    """Return `text` on one line, cut to `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def quoted(text: str, limit: int = QUOTED) -> str:
    """Return `text` on one line, cut to `limit` characters, in quotation marks."""
    return f"“{shortened(text, limit)}”"


def called(item: Item) -> str:
    """Call an item by its text, or by its id while it has none."""
    text: str = getattr(item, collection_of(item).text)
    return quoted(text) if text.strip() else item.id


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does: `a, b and c`."""
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final


def range_missed(things: str, least: int, most: int, there: int) -> str:
    """Say how many are asked for, and how many there are."""
    return f"{least} to {most} {things} are asked for, and the record has {there}"


def moment(at: datetime) -> str:
    """Write a moment to the minute, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def meant(word: str, known: Iterable[str]) -> str:
    """Append what was probably meant, or all there is to choose from."""
    names = [*known]
    return did_you_mean(word, names) or f"; there are: {', '.join(names) or 'none'}"
