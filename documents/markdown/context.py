"""What a postmortem says about the incident as a whole, field by field."""

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any

from documents.markdown.blocks import Bullets
from documents.markdown.frame import Frame
from documents.markdown.headings import Topic
from documents.markdown.items import is_empty
from documents.markdown.reading import Findings, Note, Told, Unread, cut, cut_line
from documents.markdown.sections import Section
from documents.markdown.stamps import day_in, stamp_for
from documents.markdown.timeline import instant_of
from documents.markdown.timetable import NAME_IT
from documents.markdown.titles import key_of, title_of
from documents.markdown.zones import zone_named
from states.record.context import Context, Impact, Severity

# fmt: off
SEVERITIES = {
    "critical": Severity.SEV1, "blocker": Severity.SEV1, "major": Severity.SEV2,
    "high": Severity.SEV2, "medium": Severity.SEV3, "moderate": Severity.SEV3,
    "minor": Severity.SEV4, "low": Severity.SEV4,
}
"""What words for a severity are taken to mean; a note tells when one was."""

WHY_NOT = {
    Topic.PEOPLE:    "people are named by the ids of your people directory",
    Topic.STATUS:    "where a retrospective stands is what its gates say",
    Topic.COMPUTED:  "it is computed from the times of the record, never typed",
    Topic.NARRATIVE: "the record has no prose about this: tell it as timeline, factors, learnings",
    Topic.FIELDS:    "the record has no such field",
    Topic.UNKNOWN:   "stands under a heading that is not known",
}
"""Why the record does not hold what is said about a topic."""
# fmt: on

_LEVEL = re.compile(
    r"\W*(?:sev(?:erity)?|s|p|priority|level)?[\s:-]*(?P<level>[1-4])\b", re.IGNORECASE
)
_COUNT = re.compile(r"[~≈]?\s*(?P<count>\d{1,3}(?:[,. ’']\d{3})+|\d{1,15})(?P<more>.*)", re.DOTALL)
_BETWEEN = re.compile(r"\s*[,;\n]\s*")
_MOMENTS = {
    Topic.STARTED: "started",
    Topic.DETECTED: "detected",
    Topic.ACKNOWLEDGED: "acknowledged",
    Topic.STABILIZED: "stabilized",
}


def told_in(section: Section, frame: Frame) -> Findings:
    """Read a section that is about the incident as a whole, or say why it is not read."""
    if section.topic in WHY_NOT:
        yield from _unread(section)
    elif section.text and section.topic in _MOMENTS:
        yield from _moment(section, frame)
    elif section.text:
        yield from READERS[section.topic](section)


def _unread(section: Section) -> Iterator[Unread]:
    why = WHY_NOT[section.topic]
    if not section.blocks and section.title and section.topic is Topic.UNKNOWN:
        yield Unread(section.line, section.title, "this heading is not known")
    for block in section.blocks:
        title = section.title.strip(" :")
        named = f"{title}: {block.full}" if title else block.full
        yield Unread(block.line, named, why)


def _effect(section: Section) -> Findings:
    effect = yield from cut(section.line, section.text)
    yield Told(section.line, Context(effect=effect))


def _scope(section: Section) -> Findings:
    scope = yield from cut(section.line, section.text)
    yield Told(section.line, Impact(scope=scope))


def _title(section: Section) -> Findings:
    called = title_of(section.text)
    title = yield from cut_line(section.line, called.text)
    yield Told(section.line, Context(title=title, severity=called.severity))


def _severity(section: Section) -> Findings:
    """Read a level or a word; whatever is not plainly a level is noted."""
    level = severity_for(section.text)
    if level is None:
        yield Unread(section.line, section.text, "severities are SEV1, SEV2, SEV3 and SEV4")
        return
    if section.text.upper() != level.value:
        yield Note(f"line {section.line}: took severity “{section.text}” to be {level.value}")
    yield Told(section.line, Context(severity=level))


def severity_for(text: str) -> Severity | None:
    """Find the severity a text starts with, or the first word for one in it."""
    found = _LEVEL.match(text)
    if found:
        return Severity(f"SEV{found['level']}")
    words = re.findall(r"[a-z]+", text.casefold())
    return next((SEVERITIES[one] for one in words if one in SEVERITIES), None)


def _services(section: Section) -> Findings:
    names = yield from _names(section)
    yield Told(section.line, Context(services=names))


def _labels(section: Section) -> Findings:
    names = yield from _names(section)
    yield Told(section.line, Context(labels=names))


def _names(section: Section) -> Generator[Unread, None, tuple[str, ...]]:
    """Read names between commas, or one for each item of a list."""
    names: list[str] = []
    for text in _listed(section):
        name = yield from cut_line(section.line, text.removeprefix("- "))
        names.append(name)
    return tuple(dict.fromkeys(names))


def _listed(section: Section) -> Iterator[str]:
    for block in section.blocks:
        items = block.items if isinstance(block, Bullets) else (block,)
        texts = (one for item in items for one in _BETWEEN.split(item.full))
        yield from (one for one in texts if not is_empty(one))


def _users(section: Section) -> Findings:
    count, rest = _counted(section.text)
    if count is None or rest:
        scope = yield from cut(section.line, f"{section.title.strip(' :')}: {section.text}")
        yield Told(section.line, Impact(scope=scope))
    if count is not None:
        yield Told(section.line, Impact(users_affected=count))


def _hours(section: Section) -> Findings:
    count, rest = _counted(section.text)
    if count is None or rest.strip() not in ("", "h", "hours"):
        yield Unread(section.line, section.text, "engineering hours are a whole number")
    else:
        yield Told(section.line, Impact(engineering_hours=count))


def _counted(text: str) -> tuple[int | None, str]:
    """Read a whole number in front of a text; `5%` and `1.5` are none."""
    found = _COUNT.fullmatch(text.strip())
    if not found or re.match(r"\s*(?:[%.,]|[kKmM]\b|-|–)", found["more"]):
        return None, text
    return int(re.sub(r"\D", "", found["count"])), found["more"].strip()


def _cost(section: Section) -> Findings:
    cost = yield from cut_line(section.line, section.text)
    yield Told(section.line, Impact(cost=cost))


def _date(section: Section) -> Findings:
    if day_in(section.text):
        yield Note(f"line {section.line}: took the date from “{section.text}”")
    else:
        yield Unread(section.line, section.text, "dates are written as 2026-03-01")


def _zone(section: Section) -> Findings:
    if zone_named(section.text):
        yield Note(f"line {section.line}: took the time zone from “{section.text}”")
    else:
        yield Unread(section.line, section.text, f"is not one time zone; {NAME_IT}")


def _incident(section: Section) -> Findings:
    """Read a key; anything longer is what somebody tells under the heading “Incident”."""
    if key_said(section):
        yield Note(f"line {section.line}: the incident is called “{section.text}”")
    else:
        yield from _effect(section)


def key_said(section: Section) -> str:
    """Find the key of the incident in a section that may name it; empty where it does not."""
    words = section.text.split()
    return key_of(words[0]) if section.topic is Topic.INCIDENT and len(words) == 1 else ""


def _moment(section: Section, frame: Frame) -> Findings:
    """Read `Detected: 10:05 UTC`."""
    stamp = stamp_for(section.text)
    moment = instant_of(stamp, frame) if stamp else "starts with no time"
    if isinstance(moment, str) or stamp is None:
        yield Unread(section.line, f"{section.title}: {section.text}", str(moment))
        return
    said: dict[str, Any] = {_MOMENTS[section.topic]: moment}
    yield Told(section.line, Context(**said))
    if section.text[stamp.length :]:
        rest = section.text[stamp.length :]
        yield Unread(section.line, rest, "only the time before it is part of the record")


# fmt: off
READERS: Mapping[Topic, Callable[[Section], Findings]] = {
    Topic.PREAMBLE: _effect,
    Topic.SUMMARY:  _effect,
    Topic.IMPACT:   _scope,
    Topic.TITLE:    _title,
    Topic.SEVERITY: _severity,
    Topic.SERVICES: _services,
    Topic.LABELS:   _labels,
    Topic.USERS:    _users,
    Topic.HOURS:    _hours,
    Topic.COST:     _cost,
    Topic.DATE:     _date,
    Topic.ZONE:     _zone,
    Topic.INCIDENT: _incident,
}
# fmt: on
