"""What reading a postmortem comes to: a draft, what was not read, and what was guessed.

Nothing is lost in silence: what is not in the draft is an `Unread`, or a note names it.
"""

from collections.abc import Generator, Iterable, Iterator

from documents.draft import Draft
from states.record.actions import Action
from states.record.context import Context, Impact
from states.record.factors import Factor, Learning
from states.record.facts import Fact, WentWell
from states.values import LINE_LIMIT, TEXT_LIMIT, value


@value
class Unread:
    """What the draft does not hold: where it stands (0: nowhere), its whole text, and why."""

    line: int
    text: str
    why: str


@value
class Note:
    """Something a person would want to look at: what was guessed, and from what."""

    text: str


@value
class Told:
    """A part of the incident's context or impact, and the line that says it."""

    line: int
    part: Context | Impact


@value
class Owned:
    """The name somebody gave as owner of the action before it."""

    line: int
    owner: str


@value
class Stands:
    """What somebody wrote about the progress of the action before it."""

    line: int
    state: str


Found = Fact | WentWell | Factor | Learning | Action | Told | Owned | Stands | Unread | Note
Findings = Iterator[Found]


@value
class Reading:
    """A draft, everything it does not hold, and how the guesses in it were made."""

    draft: Draft
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()


def cut(line: int, text: str, limit: int = TEXT_LIMIT) -> Generator[Unread, None, str]:
    """Return as much of `text` as the record holds; what is left over is an `Unread`."""
    kept, rest = divided(text.strip(), limit)
    if rest:
        yield Unread(line, rest, f"longer than {limit:,} characters: this is the rest")
    return kept


def divided(text: str, limit: int) -> tuple[str, str]:
    """Divide a text that is longer than `limit`, between two words where there are two."""
    if len(text) <= limit:
        return text, ""
    gap = text.rfind(" ", 0, limit + 1)
    place = gap if gap > 0 else limit
    return text[:place].strip(), text[place:].strip()


def cut_each(texts: Iterable[tuple[int, str]]) -> Generator[Unread, None, tuple[str, ...]]:
    """Return each of some texts with their lines, as `cut` does."""
    kept: list[str] = []
    for line, text in texts:
        short = yield from cut(line, text)
        kept.append(short)
    return tuple(kept)


def cut_line(line: int, text: str) -> Generator[Unread, None, str]:
    """Return `text` on one line, and as much of it as one line of the record holds."""
    short = yield from cut(line, " ".join(text.split()), LINE_LIMIT)
    return short
