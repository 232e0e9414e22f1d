"""Text as it comes, made fit to parse: line ends, byte order marks, control characters, comments.

Lines keep their numbers, whatever is taken away.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from documents.markdown.reading import Note, Unread
from states.values import printable, value

_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
    r"|&\#(?:[xX]0*(?P<hex>[0-9a-fA-F]{1,8})|0*(?P<decimal>[0-9]{1,8}));?"
)
_MARKS = re.compile(
    r"^(?P<fence>[ \t>]*(?:[-*+][ \t]+)?(?:```|~~~))|(?P<open><!--)|(?P<close>-->)", re.MULTILINE
)


@value
class Clean:
    """A text fit to parse, and what was taken out of it."""

    text: str
    unread: tuple[Unread, ...]
    notes: tuple[Note, ...]


def clean(text: str) -> Clean:
    """Drop what nobody sees: odd line ends, control characters and HTML comments."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not _HIDDEN.search(plain):
        return Clean(_without_comments(plain), (), tuple(_comments(plain)))
    visible = _HIDDEN.sub(_kept, plain)
    unread = tuple(_dropped(plain.split("\n"), visible.split("\n")))
    return Clean(_without_comments(visible), unread, tuple(_comments(visible)))


def _kept(match: re.Match[str]) -> str:
    """Keep a character reference, unless it stands for a character nobody sees."""
    digits = match["hex"] or match["decimal"]
    if digits is None:
        return ""
    number = int(digits, 16 if match["hex"] else 10)
    return match[0] if number in (0, 9, 10) or _visible(number) else ""


def _visible(number: int) -> bool:
    try:
        printable(chr(number))
    except (ValueError, OverflowError):
        return False
    return True


def _dropped(before: list[str], after: list[str]) -> Iterator[Unread]:
    for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
        if old != new:
            gone = [one[0] for one in _HIDDEN.finditer(old) if not _kept(one)]
            names = ", ".join(dict.fromkeys(map(_name, gone)))
            yield Unread(number, new, f"control characters were left out: {names}")


def _name(char: str) -> str:
    return f"U+{ord(char):04X}" if len(char) == 1 else char


def _without_comments(text: str) -> str:
    spans = [(0, 0), *_spans(text), (len(text), len(text))]
    kept = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    gone = ["\n" * text.count("\n", *span) for span in spans[1:]]
    return "".join(piece for pair in zip(kept, gone, strict=True) for piece in pair)


def _comments(text: str) -> Iterator[Note]:
    line, seen = 1, 0
    for start, end in _spans(text):
        line, seen = line + text.count("\n", seen, start), start
        words = " ".join(text[start:end].removeprefix("<!--").removesuffix("-->").split())
        if words:
            yield Note(f"line {line}: left out a comment: {words}")


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Find the comments that end; code in fences has none."""
    fence, opened = "", -1
    for mark in _MARKS.finditer(text):
        if mark["fence"] and opened < 0:
            fence = "" if fence == mark["fence"][-1] else fence or mark["fence"][-1]
        elif mark["open"] and opened < 0 and not fence:
            opened = mark.start()
        elif mark["close"] and opened >= 0:
            yield opened, mark.end()
            opened = -1
