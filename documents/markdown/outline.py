"""A postmortem's blocks put under what they are about, in order.

An unknown heading below a known one belongs to it: its section is a `sub`.
"""

from collections.abc import Iterator
from dataclasses import replace

from documents.markdown.blocks import Block, Bullets, Heading, Prose
from documents.markdown.headings import LISTS, Known, Topic, known
from documents.markdown.openings import parts_of
from documents.markdown.sections import Section, opens
from documents.markdown.words import written


def outline_of(blocks: tuple[Heading | Block, ...]) -> Iterator[Section]:
    """Put every block into a section; the first heading is the title, unless it names a part."""
    blocks = _with_title(blocks)
    title = next((block for block in blocks if isinstance(block, Heading)), None)
    path: list[tuple[int, Topic]] = []
    for heading, content in _groups(blocks):
        if heading is None or (heading is title and _is_title(heading)):
            yield from _divided(_before(heading), content)
            continue
        path = [one for one in path if one[0] < heading.level]
        section = _headed(heading, path[-1][1] if path else Topic.PREAMBLE)
        path.append((heading.level, section.topic))
        yield from _divided(section, content)


def _with_title(blocks: tuple[Heading | Block, ...]) -> tuple[Heading | Block, ...]:
    """Take a bold first line for the title, where no heading is one."""
    topmost = any(isinstance(block, Heading) and block.level == 1 for block in blocks)
    match blocks[:1]:
        case (Prose(line, (words,)),) if words.is_bold and not topmost:
            heading = Heading(line, 1, words)
            return (heading, *blocks[1:]) if _is_title(heading) else blocks
        case _:
            return blocks


def _groups(blocks: tuple[Heading | Block, ...]) -> Iterator[tuple[Heading | None, list[Block]]]:
    heading: Heading | None = None
    content: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            if heading or content:
                yield heading, content
            heading, content = block, []
        else:
            content.append(block)
    yield heading, content


def _is_title(heading: Heading) -> bool:
    what = known(heading.words.text)
    return what is None or what.topic in (Topic.FIELDS, Topic.INCIDENT, Topic.TITLE)


def _before(title: Heading | None) -> Section:
    if title is None:
        return Section(Topic.PREAMBLE, 1)
    return Section(Topic.PREAMBLE, title.line, title.words.full)


def _headed(heading: Heading, above: Topic) -> Section:
    """Say what a heading opens, below a heading about `above`."""
    what, line, title = known(heading.words.text), heading.line, heading.words.full
    if what and opens(above, what.topic):
        return Section(what.topic, line, title, _said_in(heading, what))
    if above in (Topic.PREAMBLE, Topic.UNKNOWN):
        return Section(Topic.UNKNOWN, line, title)
    if above in LISTS:
        return Section(above, line, title, sub=True)
    return Section(above, line, title, (Prose(line, (replace(heading.words, breaks=True),)),))


def _said_in(heading: Heading, what: Known) -> tuple[Block, ...]:
    """Keep what a heading says beyond its name; a timeline looks for dates there itself."""
    addresses = (link for link in heading.words.links if not link.startswith("#"))
    rest = " ".join(filter(None, (what.rest, *addresses)))
    if not rest or what.topic is Topic.TIMELINE:
        return ()
    return (Prose(heading.line, (written(heading.line, rest),)),)


def _divided(section: Section, content: list[Block]) -> Iterator[Section]:
    """Split a section where something else opens within it."""
    current, waiting = section, None
    for block in content:
        for part in parts_of(block, current.topic, section.topic):
            if waiting and isinstance(part, Bullets):
                yield waiting.holding(part)
                waiting = None
                continue
            if waiting:
                yield waiting
                waiting = None
            if not isinstance(part, Section):
                current = current.holding(part)
            elif part.passes and part.blocks:
                yield part
            elif part.passes:
                waiting = part
            else:
                yield current
                current = part
    if waiting:
        yield waiting
    yield current
