"""A part of a postmortem, and when a name within it opens another."""

from dataclasses import replace

from documents.markdown.blocks import Block, Prose
from documents.markdown.headings import LISTS, SECTIONS, Topic
from documents.markdown.words import written
from states.values import value


@value
class Section:
    """Blocks about one topic; `sub` tells that its title only groups what its parent holds.

    A section that `passes` is over with its blocks: what follows belongs to the one before.
    """

    topic: Topic
    line: int
    title: str = ""
    blocks: tuple[Block, ...] = ()
    sub: bool = False
    passes: bool = False

    def holding(self, *blocks: Block) -> "Section":
        """Return the section with more in it."""
        return replace(self, blocks=(*self.blocks, *blocks))

    @property
    def text(self) -> str:
        """Everything in it, as text."""
        return "\n\n".join(block.full for block in self.blocks).strip()


def opens(within: Topic, named: Topic) -> bool:
    """Tell whether a part called `named` is no longer about `within`.

    “Detection” among action items, or in a summary, only groups what is there.
    """
    if within in LISTS:
        return named in SECTIONS - {Topic.FIELDS, Topic.NARRATIVE}
    return not (within in SECTIONS - {Topic.FIELDS, Topic.NARRATIVE} and named is Topic.NARRATIVE)


def field(topic: Topic, line: int, title: str, text: str) -> Section:
    """Make a section of a name and its value."""
    return Section(topic, line, title, (Prose(line, (written(line, text),)),), passes=True)
