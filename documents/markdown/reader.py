"""Read a Markdown postmortem into a draft of its record (R14).

The steps, in order: `dirt` cleans the text, `front_matter` takes the fields on top, `parser`
makes blocks, `outline` puts them under topics, `READERS` reads each topic, and `gathering`
numbers what was found. Whatever falls through on the way is an `Unread`.
"""

from collections.abc import Callable, Collection, Mapping
from itertools import chain

from documents.markdown.actions import actions_of
from documents.markdown.context import key_said, told_in
from documents.markdown.contributors import credited
from documents.markdown.dirt import clean
from documents.markdown.frame import Frame, Sections, frame_of
from documents.markdown.front_matter import front_matter_of
from documents.markdown.gathering import Gathering
from documents.markdown.headings import Topic
from documents.markdown.lists import factors_of, learnings_of, went_well_of, whys_of
from documents.markdown.outline import outline_of
from documents.markdown.parser import page_of
from documents.markdown.reading import Findings, Found, Note, Reading, Told, Unread, cut_line
from documents.markdown.sections import Section
from documents.markdown.timeline import facts_of
from documents.markdown.titles import Title, key_of, stem_of, title_of
from documents.markdown.zones import must_be_zone
from states.record.context import Context

READERS: Mapping[Topic, Callable[[Section], Findings]] = {
    Topic.FACTORS: factors_of,
    Topic.WHYS: whys_of,
    Topic.LEARNINGS: learnings_of,
    Topic.WENT_WELL: went_well_of,
    Topic.ACTIONS: actions_of,
}
"""Who reads which topic; the timeline is read as a whole, all others tell of the incident."""


def read_postmortem(
    text: str, name: str, *, zone: str = "", people: Collection[str] = ()
) -> Reading:
    """Read a postmortem that lies in the file `name`; `zone` is for times that name none.

    Contributors are among `people`; who is not is named in the text.

    Raises:
        InvalidError: `zone` is no time zone. Whatever `text` holds, it is read.
    """
    if zone:
        must_be_zone(zone)
    cleaned = clean(text)
    front = front_matter_of(cleaned.text)
    page = page_of(front.text)
    sections = (*front.fields, *outline_of(page.blocks))
    title = _title(sections)
    frame = frame_of(sections, title.text, stem_of(name), zone)
    gathering = Gathering(_incident(sections, title, name))
    left_out: tuple[Found, ...] = (*cleaned.notes, *cleaned.unread, *front.unread, *page.unread)
    read: Findings = chain(frame.notes, _called(title), _findings(sections, frame, people))
    for found in chain(left_out, read, _nameless(gathering, name)):
        gathering.take(found)
    return gathering.reading()


def _title(sections: Sections) -> Title:
    """Read the heading that is the title, or else the first field of that name."""
    headings = (one.title for one in sections if one.topic is Topic.PREAMBLE)
    fields = (one.text for one in sections if one.topic is Topic.TITLE)
    return title_of(next(filter(None, chain(headings, fields)), ""))


def _incident(sections: Sections, title: Title, name: str) -> str:
    """Choose the incident's key: one that is said, or else the file's name."""
    said = (key_said(one) for one in sections)
    return next(filter(None, said), "") or title.key or key_of(stem_of(name))


def _called(title: Title) -> Findings:
    text = yield from cut_line(0, title.text)
    yield Told(0, Context(title=text, severity=title.severity))


def _findings(sections: Sections, frame: Frame, people: Collection[str]) -> Findings:
    """Read the timeline as a whole, then every other section."""
    timeline = (one for one in sections if one.topic is Topic.TIMELINE)
    yield from credited(facts_of(timeline, frame), people)
    for section in sections:
        if section.topic in READERS:
            yield from READERS[section.topic](section)
        elif section.topic is not Topic.TIMELINE:
            yield from told_in(section, frame)


def _nameless(gathering: Gathering, name: str) -> Findings:
    """Say what the file's name had to stand in for, and what it cannot."""
    if not gathering.context.title:
        title = yield from cut_line(0, stem_of(name))
        yield Note(f"took the title from the file’s name: {title}")
        yield Told(0, Context(title=title))
    if not gathering.incident:
        yield Unread(0, name, "no key can be made of this name: name the incident")
