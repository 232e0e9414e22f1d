"""The lines between `---` at the very top of a file, read simply: a name, a colon, a value."""

import re
from collections.abc import Iterator

from documents.markdown.headings import topic_for
from documents.markdown.reading import Unread
from documents.markdown.sections import Section, field
from states.values import value

LONGEST = 200
NO_PLACE = "front matter the record has no place for"
_NAMED = re.compile(r"(?P<name>[A-Za-z][\w .-]*?)\s*:(?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"\s*-\s+")


@value
class FrontMatter:
    """The fields on top of a file, and the rest of it with as many lines as before."""

    fields: tuple[Section, ...]
    unread: tuple[Unread, ...]
    text: str


def front_matter_of(text: str) -> FrontMatter:
    """Take the front matter, if there is any, off a text."""
    lines = text.split("\n")
    end = _end(lines)
    if not end:
        return FrontMatter((), (), text)
    read = tuple(_fields(lines[:end]))
    return FrontMatter(
        tuple(one for one in read if isinstance(one, Section)),
        tuple(one for one in read if isinstance(one, Unread)),
        "\n".join(["", *("" for _ in lines[:end]), *lines[end + 1 :]]),
    )


def _end(lines: list[str]) -> int:
    """Find the line that ends the front matter; 0 where there is none."""
    said = (line for line in lines[1:LONGEST] if line.strip() and not line.startswith("#"))
    if lines[0].rstrip() != "---" or not _NAMED.match(next(said, "")):
        return 0
    ends = (n for n, line in enumerate(lines[:LONGEST]) if n and line.rstrip() in ("---", "..."))
    return next(ends, 0)


def _fields(lines: list[str]) -> Iterator[Section | Unread]:
    """Read one field after the other; lines without a name go on with the one before."""
    line, name, values = 0, "", list[str]()
    for number, text in enumerate(lines[1:], start=2):
        named = _NAMED.match(text)
        if text.startswith("#"):
            yield Unread(number, text, NO_PLACE)
            continue
        if not named:
            values += [_bare(_ITEM.sub("", text))] if text.strip() else []
            continue
        if name:
            yield _field(line, name, values)
        line, name, values = number, named["name"], [_bare(named["value"] or "")]
    yield _field(line, name, values)


def _field(line: int, name: str, values: list[str]) -> Section | Unread:
    said, topic = ", ".join(filter(None, values)), topic_for(name.replace("_", " "))
    if not topic:
        return Unread(line, f"{name}: {said}", NO_PLACE)
    return field(topic, line, name, said)


def _bare(text: str) -> str:
    """Take quotes and a list's brackets off a value."""
    plain = text.strip().strip("[]") if text.strip().startswith("[") else text.strip()
    return ", ".join(one.strip().strip("\"'") for one in plain.split(",")) if plain else ""
