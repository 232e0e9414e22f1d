"""A Markdown text as blocks: headings, prose, lists and tables, each with its line.

`text` is what somebody wrote; `full` also says where its links lead.
"""

from itertools import chain

from documents.markdown.words import Words, flow
from states.values import value


@value
class Heading:
    """A heading and its level: 1 to 6, or 7 for a bold line that stands for one."""

    line: int
    level: int
    words: Words


@value
class Prose:
    """A paragraph, a block of code, or what HTML shows."""

    line: int
    lines: tuple[Words, ...]
    code: bool = False

    @property
    def text(self) -> str:
        """The words, without addresses."""
        return flow((one.text, one.breaks) for one in self.lines)

    @property
    def full(self) -> str:
        """The words and the addresses."""
        return flow((one.full, one.breaks) for one in self.lines)

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses."""
        return tuple(link for one in self.lines for link in one.links)


@value
class Item:
    """One item of a list, with the items below it."""

    line: int
    prose: tuple[Prose, ...] = ()
    children: tuple["Item", ...] = ()

    @property
    def text(self) -> str:
        """Its own words."""
        return "\n".join(one.text for one in self.prose)

    @property
    def own(self) -> str:
        """Its own words and addresses."""
        return "\n".join(one.full for one in self.prose)

    @property
    def full(self) -> str:
        """Its own words and addresses, and the items below it as a list."""
        return "\n".join(filter(None, (self.own, *(listed("-", one) for one in self.children))))

    @property
    def links(self) -> tuple[str, ...]:
        """Its own addresses."""
        return tuple(link for one in self.prose for link in one.links)


@value
class Bullets:
    """A list."""

    line: int
    items: tuple[Item, ...]
    numbered: bool = False

    @property
    def full(self) -> str:
        """Write the list again."""
        numbers = enumerate(self.items, start=1)
        return "\n".join(listed(f"{n}." if self.numbered else "-", one) for n, one in numbers)


@value
class Row:
    """One row of a table."""

    line: int
    cells: tuple[Words, ...]

    @property
    def full(self) -> str:
        """Its cells side by side."""
        return " | ".join(one.full for one in self.cells)


@value
class Table:
    """A table with a header."""

    line: int
    header: Row
    rows: tuple[Row, ...]

    @property
    def full(self) -> str:
        """Write the table again, a row a line."""
        return "\n".join(row.full for row in chain((self.header,), self.rows))


Block = Prose | Bullets | Table


def listed(sign: str, item: Item) -> str:
    """Write an item behind its sign, and what is below it further in."""
    return f"{sign} {item.full}".replace("\n", "\n  ")


def as_prose(block: Heading | Prose | Table) -> Prose:
    """Take what stands within a list as text of its item."""
    match block:
        case Heading(line, _, words):
            return Prose(line, (words,))
        case Table(line, header, rows):
            lines = (Words(row.line, row.full, row.full, breaks=True) for row in (header, *rows))
            return Prose(line, tuple(lines))
        case Prose():
            return block
