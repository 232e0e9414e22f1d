"""A run of text without its markup: the words, where they lead, and what stands in bold.

Markup in more than `LONGEST` characters stays as it is written: no field would hold it anyway.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from documents.markdown import tags
from states.values import LINE_LIMIT, TEXT_LIMIT, value

LONGEST = TEXT_LIMIT
_INLINE = MarkdownIt("commonmark")
_MARKUP = re.compile(r"[\\`*_<&\[\]]|  $", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'“”|]*[^\s<>()\[\]\"'“”|.,;:!?*_`]")


@value
class Words:
    """One line of text; `full` also says where its links lead, `lead` what is bold in front.

    `lost` holds the addresses that are too long for any field.
    """

    line: int
    text: str
    full: str = ""
    links: tuple[str, ...] = ()
    lead: str = ""
    breaks: bool = False
    lost: tuple[str, ...] = ()

    @property
    def is_bold(self) -> bool:
        """Tell whether the whole line is bold."""
        return bool(self.lead) and self.text.rstrip(" :") == self.lead.rstrip(" :")

    def after(self, start: int) -> "Words":
        """Return what follows the first `start` characters."""
        gone, rest = self.text[:start], self.text[start:].strip()
        full = self.full[start:].strip() if self.full.startswith(gone) else self.full
        return replace(self, text=rest, full=full, lead="")


@value
class _Piece:
    """What one token shows, and where it leads; a visible address is not said twice."""

    text: str = ""
    link: str = ""
    visible: bool = False


def written(line: int, text: str, *, breaks: bool = False) -> Words:
    """Take a line as it is written, with the addresses in it."""
    return _joined(line, [_Piece(text)], breaks=breaks)


def words_of(token: Token, line: int, env: EnvType) -> Iterator[Words]:
    """Read an inline token line by line."""
    if len(token.content) > LONGEST or not _MARKUP.search(token.content):
        lines = token.content.split("\n")
        yield from (written(line + n, one.strip()) for n, one in enumerate(lines))
        return
    tokens = _INLINE.parseInline(token.content, env)[0].children or []
    for number, children in enumerate(_lines(tokens), start=line):
        breaks = bool(children) and children[-1].type == "hardbreak"
        words = _joined(number, _pieces(children), breaks=breaks)
        yield replace(words, lead=_lead(children))


def words_of_html(line: int, block: str) -> Iterator[Words]:
    """Read what a browser would show of an HTML block, line by line."""
    for number, one in enumerate(block.split("\n"), start=line):
        shown = _Piece(html.unescape(tags.removed(one)).strip())
        links = [_Piece("", link) for link in tags.addresses(one)]
        if shown.text or links:
            words = _joined(number, [shown, *links], breaks=True)
            yield replace(words, lead=shown.text if tags.is_title(one) else "")


def flow(lines: Iterable[tuple[str, bool]]) -> str:
    """Join lines as a browser would: with a space, unless a line asks for a break."""
    return "".join(text + ("\n" if breaks else " ") for text, breaks in lines).strip()


def _lines(children: Iterable[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for child in children:
        line.append(child)
        if child.type in ("softbreak", "hardbreak"):
            yield line
            line = []
    yield line


def _pieces(children: Iterable[Token]) -> Iterator[_Piece]:
    opened: list[str] = []
    for child in children:
        match child.type:
            case "link_open":
                opened.append(str(child.attrs["href"]))
            case "link_close" if opened:
                yield _Piece("", opened.pop(), visible=child.markup == "autolink")
            case "image":
                yield _Piece(child.content, str(child.attrs["src"]))
            case "html_inline":
                yield from (_Piece("", link) for link in tags.addresses(child.content))
                yield _Piece(tags.removed(child.content))
            case _:
                yield _Piece(child.content)


def _joined(line: int, pieces: Iterable[_Piece], *, breaks: bool = False) -> Words:
    text, full = "", ""
    links: list[str] = []
    for piece in pieces:
        hidden = piece.link and not piece.visible and len(piece.link) <= LINE_LIMIT
        text += piece.text
        full += piece.text + (f" ({piece.link})" if hidden else "")
        links += [*_ADDRESS.findall(piece.text), *filter(None, [piece.link])]
    held = tuple(dict.fromkeys(one for one in links if len(one) <= LINE_LIMIT))
    lost = tuple(one for one in links if len(one) > LINE_LIMIT)
    return Words(line, text.strip(), full.strip(), held, breaks=breaks, lost=lost)


def _lead(children: Iterable[Token]) -> str:
    """Read what stands in bold before anything else does."""
    lead, bold = "", False
    for child in children:
        if child.type == "strong_close":
            return lead.strip()
        if not bold and child.content.strip():
            return ""
        bold = bold or child.type == "strong_open"
        lead += child.content
    return ""
