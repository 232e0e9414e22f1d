"""The items of a section: of its lists, its paragraphs, its tables' rows."""

from collections.abc import Iterator
from dataclasses import replace

from documents.markdown.blocks import Block, Bullets, Item, Prose, Row, Table
from documents.markdown.reading import Unread
from documents.markdown.sections import Section
from documents.markdown.words import Words

EMPTY = frozenset({"", "-", "–", "—", "...", "…", "n/a", "na", "none", "tbd", "tba", "todo", "?"})
"""What people write where there is nothing to say."""


def is_empty(text: str) -> bool:
    """Tell whether a text only fills a place."""
    return text.strip().rstrip(".").casefold() in EMPTY


def items_of(section: Section) -> Iterator[Item | Unread]:
    """Read what a section lists; an item may be a paragraph, with the code that follows it."""
    if section.sub and all(isinstance(block, Prose) for block in section.blocks):
        prose = (_titled(section), *(one for one in section.blocks if isinstance(one, Prose)))
        yield Item(section.line, prose)
        return
    if section.sub:
        yield Unread(section.line, section.title, "a heading that only groups items")
    for item in _with_code(section.blocks):
        if isinstance(item, Item) and is_empty(item.full):
            if item.full.strip():
                yield Unread(item.line, item.full, "stands where nothing was said")
        elif isinstance(item, Item) and not item.text:
            yield from (replace(one) for one in item.children)
        else:
            yield item


def _titled(section: Section) -> Prose:
    return Prose(section.line, (Words(section.line, section.title, section.title, breaks=True),))


def _with_code(blocks: tuple[Block, ...]) -> Iterator[Item | Unread]:
    """Read blocks as items; code belongs to the item before it."""
    last: Item | Unread | None = None
    for number, block in enumerate(blocks):
        if isinstance(block, Prose) and block.code and isinstance(last, Item):
            last = replace(last, prose=(*last.prose, block))
            continue
        for item in _items(block, blocks[number + 1 : number + 2]):
            if last:
                yield last
            last = item
    if last:
        yield last


def _items(block: Block, behind: tuple[Block, ...]) -> Iterator[Item | Unread]:
    match block:
        case Bullets(_, items):
            yield from items
        case Prose(line, _) if block.text.endswith(":") and behind and _is_list(behind[0]):
            yield Unread(line, block.full, "only introduces a list")
        case Prose(line, _):
            yield Item(line, (block,))
        case Table(_, header, rows):
            yield from (_row(header, row) for row in rows if row.full.strip(" |"))


def _is_list(block: Block) -> bool:
    return isinstance(block, Bullets | Table)


def _row(header: Row, row: Row) -> Item:
    """Take the first cell that says something as the item, the others as lines of it."""
    first, *others = (n for n, cell in enumerate(row.cells) if cell.full)
    lines = [replace(row.cells[first], breaks=True)]
    for n in others:
        name, cell = f"{header.cells[n].text}: ".removeprefix(": "), row.cells[n]
        lines.append(replace(cell, text=name + cell.text, full=name + cell.full, breaks=True))
    return Item(row.line, (Prose(row.line, tuple(lines)),))
