"""Factors, learnings and what went well: one for each item a section lists."""

from dataclasses import replace

from documents.markdown.blocks import Block, Item, Prose
from documents.markdown.headings import LUCK
from documents.markdown.items import items_of
from documents.markdown.reading import Findings, Note, Unread, cut, cut_each
from documents.markdown.sections import Section
from states.record.factors import Factor, Learning
from states.record.facts import WentWell


def factors_of(section: Section) -> Findings:
    """Read contributing conditions; what is nested below one says why.

    Paragraphs are one factor together: nobody writes a paragraph for each.
    """
    for item in items_of(_together(section)):
        if isinstance(item, Unread):
            yield item
            continue
        text = yield from cut(item.line, item.text)
        whys = yield from cut_each((child.line, child.full) for child in item.children)
        yield Factor(text=text, evidence=item.links, whys=whys)


def whys_of(section: Section) -> Findings:
    """Read a chain of whys as one factor: its first answer, and what lies behind it."""
    items = tuple(items_of(section))
    yield from (one for one in items if isinstance(one, Unread))
    links = (one for item in items if isinstance(item, Item) for one in _flat(item))
    chain = yield from cut_each((one.line, one.own) for one in links)
    if chain:
        yield Note(f"line {section.line}: took “{section.title}” to be one factor and its whys")
        yield Factor(text=chain[0], whys=chain[1:])


def learnings_of(section: Section) -> Findings:
    """Read learnings; luck is one, because it will not hold the next time."""
    if LUCK.search(section.title):
        yield Note(
            f"line {section.line}: took “{section.title}” to be learnings: luck is no strength"
        )
    for item in items_of(section):
        if isinstance(item, Unread):
            yield item
            continue
        text = yield from cut(item.line, item.full if item.children else item.text)
        yield Learning(text=text, evidence=item.links)


def went_well_of(section: Section) -> Findings:
    """Read what is worth keeping."""
    for item in items_of(section):
        if isinstance(item, Unread):
            yield item
            continue
        text = yield from cut(item.line, item.full)
        yield WentWell(text=text)


def _together(section: Section) -> Section:
    """Make one paragraph of those that follow each other."""
    blocks: list[Block] = []
    for block in section.blocks:
        last = blocks[-1] if blocks else None
        if isinstance(last, Prose) and isinstance(block, Prose) and not block.code:
            lines = (*last.lines[:-1], replace(last.lines[-1], breaks=True), *block.lines)
            blocks[-1] = replace(last, lines=lines)
        else:
            blocks.append(block)
    return replace(section, blocks=tuple(blocks))


def _flat(item: Item) -> list[Item]:
    """Put an item and everything below it in one row."""
    below = [one for child in item.children for one in _flat(child)]
    return [item, *below] if item.own else below
