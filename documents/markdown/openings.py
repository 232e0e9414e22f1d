"""What opens a part of the text without being a heading.

A bold name opens one as a heading does; a plain `Severity: SEV2` is over with its value, and
counts only where no list of items is expected. Tables and lists of such fields count too.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from documents.markdown.blocks import Block, Bullets, Item, Prose, Row, Table
from documents.markdown.headings import LISTS, SECTIONS, Topic, known, normal, topic_for
from documents.markdown.sections import Section, opens
from documents.markdown.timetable import is_timetable
from documents.markdown.words import Words

_FIELD = re.compile(r"(?P<name>[^:\n]{1,60}?)\s*:(?!//|\d)\s*")
_AFTER_BOLD = re.compile(r"\s*[:–—-]\s*")

_UNNAMED = {"", "field", "value", "key", "name", "item", "attribute", "property", "detail"}
"""Headers that say no more than that there are fields below."""

Part = Block | Section


def parts_of(block: Block, topic: Topic, under: Topic) -> Iterator[Part]:
    """Split a block within a part about `topic`, below a heading about `under`."""
    if topic in (Topic.PREAMBLE, Topic.UNKNOWN) and is_timetable(block):
        yield Section(Topic.TIMELINE, block.line, "", (block,), passes=True)
        return
    match block:
        case Prose(code=False):
            yield from _prose(block, topic, under)
        case Bullets():
            yield from _bullets(block, topic, under)
        case Table() if topic not in LISTS and _is_form(block):
            yield from _form(block)
        case _:
            yield block


def opening(words: Words, topic: Topic, under: Topic) -> tuple[Section, Words] | None:
    """Find the section a line opens, and the words of it that are already its content."""
    bold = _bold(words)
    if bold:
        return _opened(words, words.lead, bold, under)
    found = _FIELD.match(words.text)
    if not found:
        return None
    if found.end() == len(words.text):
        return _opened(words, found["name"], found.end(), under)
    if topic in LISTS:
        return None
    opened = _opened(words, found["name"], found.end(), topic)
    return (replace(opened[0], passes=True), opened[1]) if opened else None


def _opened(words: Words, name: str, length: int, within: Topic) -> tuple[Section, Words] | None:
    what = known(name.rstrip(" :"))
    if not what or not opens(within, what.topic):
        return None
    if what.rest and what.topic is not Topic.TIMELINE:
        return None
    section = Section(what.topic, words.line, name, passes=what.topic not in SECTIONS)
    return section, words.after(length)


def _bold(words: Words) -> int:
    """Measure a bold name in front, with its colon."""
    if not words.lead or not words.text.startswith(words.lead):
        return 0
    behind = _AFTER_BOLD.match(words.text, len(words.lead))
    if behind:
        return behind.end()
    return len(words.lead) if words.is_bold or words.lead.endswith(":") else 0


def _prose(prose: Prose, topic: Topic, under: Topic) -> Iterator[Part]:
    """Split a paragraph at the lines that open something; what follows a value belongs to it."""
    section: Section | None = None
    lines: list[Words] = []
    for words in prose.lines:
        within = section.topic if section and not section.passes else topic
        found = opening(words, within, under)
        if not found:
            lines.append(words)
            continue
        yield from _closed(section, lines)
        section, rest = found
        lines = [rest] if rest.text or rest.full else []
    yield from _closed(section, lines)


def _closed(section: Section | None, lines: list[Words]) -> Iterator[Part]:
    blocks = (Prose(lines[0].line, tuple(lines)),) if lines else ()
    if section:
        yield section.holding(*blocks)
    else:
        yield from blocks


def _bullets(bullets: Bullets, topic: Topic, under: Topic) -> Iterator[Part]:
    """Take the items that are fields, or that name a part and hold it, out of a list."""
    opened = ((item, _opened_by(item, topic, under)) for item in bullets.items)
    for is_section, group in groupby(opened, key=lambda pair: pair[1] is not None):
        pairs = tuple(group)
        if is_section:
            yield from (section for _, section in pairs if section)
        else:
            yield replace(bullets, line=pairs[0][0].line, items=tuple(item for item, _ in pairs))


def _opened_by(item: Item, topic: Topic, under: Topic) -> Section | None:
    if not item.prose or not item.prose[0].lines:
        return None
    first, *others = item.prose[0].lines
    found = opening(first, topic, under)
    if not found or (topic in LISTS and (found[1].text or not item.children)):
        return None
    section, rest = found
    lines = tuple(one for one in (rest, *others) if one.full)
    prose = (Prose(item.line, lines),) if lines else ()
    below = (Bullets(item.line, item.children),) if item.children else ()
    return replace(section, passes=True).holding(*prose, *item.prose[1:], *below)


def _is_form(table: Table) -> bool:
    """Tell whether a table holds fields: names beside their values, or above one row of them."""
    named = sum(topic_for(row.cells[0].text) is not None for row in table.rows)
    return 0 < len(table.rows) <= named * 2 or _is_upright(table)


def _is_upright(table: Table) -> bool:
    return len(table.rows) == 1 and all(topic_for(cell.text) for cell in table.header.cells)


def _form(table: Table) -> Iterator[Part]:
    if _is_upright(table):
        pairs = zip(table.header.cells, table.rows[0].cells, strict=False)
        yield from (_cell(name, (cell,)) for name, cell in pairs)
        return
    unnamed = all(normal(cell.text) in _UNNAMED for cell in table.header.cells)
    for row in table.rows if unnamed else (table.header, *table.rows):
        yield from _field_in(row)


def _field_in(row: Row) -> Iterator[Part]:
    name, *cells = row.cells
    if topic_for(name.text) and any(cell.full for cell in cells):
        yield _cell(name, tuple(cells))
    elif row.full.strip(" |"):
        yield Prose(row.line, (Words(row.line, row.full, row.full),))


def _cell(name: Words, cells: tuple[Words, ...]) -> Section:
    topic = topic_for(name.text) or Topic.UNKNOWN
    return Section(topic, name.line, name.text, (Prose(name.line, cells),), passes=True)
