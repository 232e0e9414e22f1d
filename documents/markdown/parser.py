"""From a Markdown text to its blocks.

What the library passes over in silence (link definitions nothing uses, cells a table has no
column for, lists nested too deep) is reported, so that no line of a file is lost.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from documents.markdown.blocks import Block, Bullets, Heading, Item, Prose, Row, Table, as_prose
from documents.markdown.reading import Unread
from documents.markdown.words import Words, flow, words_of, words_of_html, written
from states.values import value

DEEPEST = 60
_BLOCKS = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
_BLOCKS.core.ruler.enableOnly(["normalize", "block"])
_CONTAINERS = {"bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open"}
_PIPE = re.compile(r"(?<!\\)\|")
_ROW_START = re.compile(r"^[\s>]*(?:[-*+]\s+)?\|?")


@value
class Page:
    """Every block of a text, and what no block holds."""

    blocks: tuple[Heading | Block, ...]
    unread: tuple[Unread, ...]


def page_of(text: str) -> Page:
    """Parse a Markdown text that `dirt` has cleaned."""
    parser = _Parser(text)
    blocks = tuple(parser.blocks())
    return Page(blocks, (*parser.unread, *parser.passed_over()))


class _Parser:
    """Walks the tokens once, from first to last."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.env: EnvType = {}
        self.every = _BLOCKS.parse(text, self.env)
        self.tokens = iter(self.every)
        self.links: set[str] = set()
        self.unread: list[Unread] = []

    def blocks(self) -> Iterator[Heading | Block]:
        """Read blocks until what holds them closes."""
        for token in self.tokens:
            match token.type:
                case "heading_open":
                    yield self._heading(token)
                case "paragraph_open":
                    yield Prose(_line(token), self._words())
                case "fence" | "code_block":
                    yield Prose(_line(token), _code(token), code=True)
                case "html_block":
                    yield from self._html(token)
                case "blockquote_close" | "list_item_close":
                    return
                case _:
                    yield from self._holder(token)

    def _holder(self, token: Token) -> Iterator[Block]:
        """Read a block that holds others."""
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                numbered = token.type == "ordered_list_open"
                yield Bullets(_line(token), tuple(self._items()), numbered=numbered)
            case "blockquote_open":
                for block in self.blocks():
                    yield as_prose(block) if isinstance(block, Heading) else block
            case "table_open":
                header, *rows = self._rows()
                yield Table(_line(token), header, tuple(rows))
            case _:
                return

    def passed_over(self) -> Iterator[Unread]:
        """Name every line with words in it that no block came from."""
        covered = {n for token in self.every for n in _lines_of(token)} | self._used()
        for number, line in enumerate(self.lines):
            if number not in covered and any(char.isalnum() for char in line):
                why = "no link uses this definition" if "]:" in line else "nested too deep to read"
                yield Unread(number + 1, line.strip(), why)

    def _used(self) -> set[int]:
        """List the lines of the link definitions that some link uses."""
        defined = self.env.get("references", {}).values()
        return {n for one in defined if one["href"] in self.links for n in range(*one["map"])}

    def _heading(self, token: Token) -> Heading:
        lines = self._words()
        text, full = flow((w.text, False) for w in lines), flow((w.full, False) for w in lines)
        links = tuple(link for one in lines for link in one.links)
        return Heading(_line(token), int(token.tag[1:]), Words(_line(token), text, full, links))

    def _words(self) -> tuple[Words, ...]:
        """Read the inline token that is next, and what closes behind it."""
        inline = next(self.tokens)
        next(self.tokens)
        return self._remembered(words_of(inline, _line(inline), self.env))

    def _remembered(self, lines: Iterator[Words]) -> tuple[Words, ...]:
        """Keep in mind where `lines` lead."""
        kept = tuple(lines)
        for one in kept:
            self.links.update(one.links, one.lost)
            why = "an address too long for the record"
            self.unread += [Unread(one.line, link, why) for link in one.lost]
        return kept

    def _html(self, token: Token) -> Iterator[Prose]:
        lines = self._remembered(words_of_html(_line(token), token.content))
        if lines:
            yield Prose(lines[0].line, lines)

    def _items(self) -> Iterator[Item]:
        for token in self.tokens:
            if token.type != "list_item_open":
                return
            yield _item(_line(token), tuple(self.blocks()))

    def _rows(self) -> Iterator[Row]:
        for token in self.tokens:
            if token.type == "table_close":
                return
            if token.type == "tr_open":
                yield self._row(_line(token))

    def _row(self, line: int) -> Row:
        cells: list[Words] = []
        for token in self.tokens:
            if token.type == "tr_close":
                break
            if token.type == "inline":
                cells += self._remembered(words_of(token, line, self.env))
        self.unread += _beyond(line, self.lines[line - 1], len(cells))
        return Row(line, tuple(cells))


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _lines_of(token: Token) -> range:
    return range(*token.map) if token.map and token.type not in _CONTAINERS else range(0)


def _code(token: Token) -> tuple[Words, ...]:
    first = _line(token) + (token.type == "fence")
    lines = token.content.rstrip("\n").split("\n")
    return tuple(written(first + n, one, breaks=True) for n, one in enumerate(lines))


def _item(line: int, blocks: tuple[Heading | Block, ...]) -> Item:
    prose = tuple(as_prose(block) for block in blocks if not isinstance(block, Bullets))
    lists = (block.items for block in blocks if isinstance(block, Bullets))
    return Item(line, prose, tuple(one for items in lists for one in items))


def _beyond(line: int, source: str, columns: int) -> Iterator[Unread]:
    """Name the cells of a row that lie beyond the last column: Markdown drops them."""
    inner = _ROW_START.sub("", source, count=1).rstrip().removesuffix("|")
    cells = _PIPE.split(inner)
    text = " | ".join(one.strip() for one in cells[columns:])
    if text.strip(" |"):
        yield Unread(line, text, f"this row has {len(cells)} cells in a table of {columns} columns")
