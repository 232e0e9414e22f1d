"""One message to one person, as a channel takes it."""

from dataclasses import replace

from documents.bulletins.phrases import plain
from states.people import Person
from states.values import Line, value


@value
class Letter:
    """What is sent: `key` tells a second delivery of it from another message.

    `text` is plain, or Markdown where `markdown` says so.
    """

    key: Line
    subject: Line
    text: str
    markdown: bool = False


def addressed(letter: Letter, person: Person) -> Letter:
    """Say first whom a letter is for: many may read where it arrives."""
    name = " ".join((person.name or person.id).split())
    named = plain(name) if letter.markdown else name
    return replace(letter, text=f"For {named}:\n\n{letter.text}")
