"""Action items, from lists, paragraphs or tables.

An owner is an id of a people directory this reader does not know, so names are handed on.
"""

import re
from collections.abc import Generator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

from documents.markdown import columns
from documents.markdown.blocks import Block, Bullets, Item, Prose, Row, Table, listed
from documents.markdown.columns import Columns, column_for, columns_of
from documents.markdown.hints import Hints, day_for, hints_in
from documents.markdown.items import is_empty, items_of
from documents.markdown.reading import Findings, Owned, Stands, Unread, cut, cut_line, divided
from documents.markdown.sections import Section
from documents.markdown.stamps import stamp_for
from documents.markdown.words import Words
from states.record.actions import Action, Priority
from states.values import LINE_LIMIT, value

_PRIORITY = re.compile(r"P?\s*(?P<level>[1-3])\b.*", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[^:\n]{1,40}?)\s*:\s+")
_NAMES = re.compile(r"\s*(?:[,;/&\n]|\band\b)\s*")


@value
class Promise:
    """An action as written: its words, what is added to them, and what is said by name."""

    line: int
    text: str
    lead: str
    links: tuple[str, ...]
    more: str
    said: Mapping[str, Words]

    def named(self, about: str) -> str:
        """Return what is said by name, without what only fills a place."""
        text = self.said[about].full if about in self.said else ""
        return "" if is_empty(text) else text


def actions_of(section: Section) -> Findings:
    """Read what somebody wants to be done; beside a list, paragraphs are only talk about it."""
    listing = any(isinstance(block, Bullets | Table) for block in section.blocks)
    if section.sub and listing:
        yield Unread(section.line, section.title, "a heading that only groups actions")
    kept: list[Block] = []
    for block in section.blocks:
        if listing and isinstance(block, Prose) and not block.code:
            yield Unread(block.line, block.full, "a paragraph beside the list of actions")
        else:
            kept.append(block)
    for is_table, group in groupby(kept, lambda block: isinstance(block, Table)):
        part = replace(section, blocks=tuple(group), sub=section.sub and not listing)
        yield from _tables(part) if is_table else _items(part)
    if section.sub and not kept:
        yield from _items(section)


def _items(section: Section) -> Findings:
    for item in items_of(section):
        if isinstance(item, Unread):
            yield item
        else:
            yield from _action(_promise(item))


def _promise(item: Item) -> Promise:
    """Read an item; what is below it is said about it, or adds to it."""
    said: dict[str, Words] = {}
    more: list[str] = []
    for child in item.children:
        named = _named(child)
        if named and named[0] not in said:
            said[named[0]] = named[1]
        else:
            more.append(listed("-", child))
    first = item.prose[0].lines[0]
    return Promise(item.line, item.text, first.lead, item.links, "\n".join(more), said)


def _named(child: Item) -> tuple[str, Words] | None:
    """Read `Owner: Jane` below an action."""
    found = _NAMED.match(child.text)
    name = column_for(found["name"], columns.ACTIONS) if found else ""
    if not found or name in ("", "title") or child.children or len(child.prose) > 1:
        return None
    text, full = (one.removeprefix(found[0]) for one in (child.text, child.own))
    return name, Words(child.line, text, full, child.links)


def _tables(section: Section) -> Findings:
    for table in (block for block in section.blocks if isinstance(block, Table)):
        found = columns_of(table.header, columns.ACTIONS)
        if "title" not in found.places:
            found = found.taking("title")
        for row in table.rows:
            if row.full.strip(" |"):
                yield from _row(table.header, row, found)


def _row(header: Row, row: Row, found: Columns) -> Findings:
    title = found.cell(row, "title")
    if is_empty(title.text):
        yield Unread(row.line, row.full, "this row does not say what to do")
        return
    said = {name: found.cell(row, name) for name in found.places if name != "title"}
    more = found.left_over(header, row)
    yield from _action(Promise(row.line, title.text, title.lead, title.links, more, said))


def _action(promise: Promise) -> Findings:
    """Make an action of a promise; what no field can hold goes with it."""
    hints = hints_in(promise.text)
    head, tail = _split(hints.title, promise.lead)
    ticket, others = _ticket(promise, hints)
    title = yield from cut_line(promise.line, head)
    added = "\n".join(filter(None, (tail, promise.more, *others)))
    yield Action(
        title=title,
        due=(yield from _due(promise, hints)),
        sprint=(yield from cut_line(promise.line, promise.named("sprint"))),
        ticket=(yield from cut_line(promise.line, ticket)),
        priority=(yield from _priority(promise, hints)),
        component=(yield from cut_line(promise.line, promise.named("component"))),
        deliverable=(yield from cut(promise.line, added)),
    )
    for owner in (*_NAMES.split(promise.named("owner")), *hints.said["owner"]):
        if not is_empty(owner):
            yield Owned(promise.line, owner)
    for state in (promise.named("state"), *hints.said["state"]):
        if state:
            yield Stands(promise.line, state)


def _split(text: str, lead: str) -> tuple[str, str]:
    """Divide a text into a title and the rest: behind bold words, a line, or what fits."""
    short = lead.strip(" :")
    if short and text.startswith(short) and len(short) <= LINE_LIMIT:
        return short, text[len(short) :].strip(" :–—-")
    head, _, tail = text.partition("\n")
    title, rest = divided(head, LINE_LIMIT)
    return title, f"{rest}\n{tail}".strip()


def _ticket(promise: Promise, hints: Hints) -> tuple[str, tuple[str, ...]]:
    """Choose the ticket among links and numbers; the others are kept beside it."""
    named = promise.said.get("ticket")
    links = (*(named.links if named else ()), *promise.links)
    written = named.text if named and not is_empty(named.text) else ""
    keys = tuple(filter(None, (written, *hints.said["ticket"])))
    every = (*links, *(key for key in keys if not any(key.strip("#") in link for link in links)))
    return (every[0], every[1:]) if every else ("", ())


def _due(promise: Promise, hints: Hints) -> Generator[Unread, None, date | None]:
    named = promise.named("due")
    if not named:
        return day_for(hints.first("due"))
    stamp = stamp_for(named)
    day = stamp.day if stamp else None
    if not stamp or not day or not day.year:
        yield Unread(promise.line, named, "due dates are written as 2026-03-01")
        return None
    if named[stamp.length :]:
        yield Unread(promise.line, named[stamp.length :], "a due date is a day and no more")
    return day.within(day.year)


def _priority(promise: Promise, hints: Hints) -> Generator[Unread, None, Priority | None]:
    said = promise.named("priority") or hints.first("priority")
    found = _PRIORITY.fullmatch(said)
    if found:
        return Priority(f"P{found['level']}")
    if said:
        yield Unread(promise.line, said, "priorities are P1, P2 and P3")
    return None
