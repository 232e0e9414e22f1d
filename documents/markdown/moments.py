"""When an incident started, was detected, acknowledged and stabilized, as its timeline tells.

What a field says counts; the rest is guessed from entries, and each guess is noted. Moments
out of order are not kept: no incident is detected before it starts.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from documents.markdown.kinds import is_acknowledgement
from documents.markdown.reading import Findings, Note, Told, Unread
from states.decisions.sense import TIMES
from states.record.context import Context
from states.record.facts import Fact, FactKind

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


def moments_of(said: Context, timeline: Iterable[Fact]) -> Findings:
    """Tell the moments of an incident: as said, or as the entry that best supports each."""
    facts = sorted((one for one in timeline if one.at), key=_at)
    latest = _EARLIEST
    for place, name in enumerate(TIMES):
        moment = getattr(said, name)
        if moment and moment < latest:
            yield Unread(0, f"{name}: {moment:%Y-%m-%d %H:%M} UTC", "lies before what led to it")
            continue
        later = (getattr(said, one) for one in TIMES[place:])
        until = min((one for one in later if one and one >= latest), default=_LATEST)
        fitting = [one for one in facts if latest <= _at(one) <= until]
        fact = None if moment else _support(name, fitting)
        if fact:
            yield Note(f"took {name} from {fact.id}: {_at(fact):%Y-%m-%d %H:%M} UTC")
        latest = moment or (_at(fact) if fact else latest)
        if moment or fact:
            told: dict[str, Any] = {name: latest}
            yield Told(0, Context(**told))


def _support(name: str, facts: list[Fact]) -> Fact | None:
    """Choose the entry that tells a moment: the last resolution, or else the first of its kind."""
    match name:
        case "started":
            fitting = facts
        case "detected":
            fitting = [one for one in facts if one.kind is FactKind.DETECTION]
        case "acknowledged":
            fitting = [one for one in facts if is_acknowledgement(one.text)]
        case _:
            fitting = [one for one in reversed(facts) if one.kind is FactKind.RESOLUTION]
    return next(iter(fitting), None)


def _at(fact: Fact) -> datetime:
    return fact.at or _EARLIEST
