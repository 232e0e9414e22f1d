"""What somebody could plausibly say in a place of the record, likeliest first, as a table.

Nothing here is advice: a search tries these values, and the policy says which would do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum, EnumType
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from policies.supposing.stage import Stage
from states.calendar import within_calendar
from states.record.actions import (
    Comparator,
    Drill,
    Metric,
    NoRecurrence,
    Priority,
    Test,
    Verification,
)
from states.record.context import Severity
from states.record.factors import Category
from states.record.facts import Standing

Values = Iterable[object]

# A name as code has it: no language check takes it for vague.
WORDS = "as written in `record/1`"
NAMES = tuple(tuple(f"record-{one}" for one in range(1, many)) for many in range(2, 7))
URL = "https://example.org/seen"
NUMBERS = (1, 2, 3, 5, 7, 10, 14, 21, 30, 60, 90, 180, 366)
DAYS = (7, 14, 30, 1, 0, 3, 60, 90, 180, 365)


def values_for(part: str, name: str, thing: Any, stage: Stage) -> Iterator[object]:
    """List what the field `name` of `thing`, in this part of the record, could say instead."""
    now = getattr(thing, name)
    if name in LEFT_ALONE:
        return
    chosen = FIELDS.get((part, name))
    likely = chosen(thing, stage) if chosen else _by_kind(thing, name)
    for one in (*likely, *_from_the_policy(thing, name, stage)):
        if one != now and one not in (None, "", ()):
            yield one


def verification(days: int = 30) -> Verification:
    """Say everything that a verification can say."""
    return Verification(metric(days), WORDS, "staging", WORDS, WORDS, WORDS, WORDS)


def metric(days: int) -> Metric:
    """Name a number that must hold for so many days."""
    return Metric("error rate", Comparator.BELOW, Decimal(1), "%", days, "Prometheus")


def _by_kind(thing: Any, name: str) -> Values:
    kind: Any = next(one.type for one in fields(thing) if one.name == name)
    known = (
        tuple(one) if isinstance(one, EnumType) else KINDS.get(one, ()) for one in _classes_in(kind)
    )
    return next((values for values in known if values), ())


@cache
def _classes_in(kind: Any) -> tuple[type, ...]:
    """Find what an annotation is made of: `int` and `None` in `Count | None`."""
    parts = get_args(kind)
    origin = get_origin(kind)
    if not parts or origin is tuple:
        return (origin or kind,)
    within = parts[:1] if origin is Annotated else parts
    return tuple(found for one in within for found in _classes_in(one))


def _from_the_policy(thing: Any, name: str, stage: Stage) -> Values:
    """Try the words and numbers that the rules themselves name."""
    was = getattr(thing, name)
    match was:
        case bool() | Enum():
            return ()
        case str():
            return stage.literals.words
        case int():
            return stage.literals.numbers
        case tuple():
            return tuple((*was, one) for one in stage.literals.words if one not in was)
        case _:
            return ()


def _people(_thing: Any, stage: Stage) -> Values:
    return stage.people_here


def _some_people(_thing: Any, stage: Stage) -> Values:
    return tuple((one,) for one in stage.people_here)


def _attendees(thing: Any, stage: Stage) -> Values:
    context = stage.record.context
    players = (context.facilitator, context.commander, context.scribe, context.service_owner)
    everybody = dict.fromkeys(one for one in (*thing.attendees, *players) if one)
    return (tuple(everybody), *_some_people(thing, stage))


def _at_the_incident(_thing: Any, stage: Stage) -> Values:
    context = stage.record.context
    known = (context.started, context.detected, context.acknowledged, context.stabilized)
    return [one for one in (*known, stage.record.opened, stage.now) if one]


def _lately(_thing: Any, stage: Stage) -> Values:
    meeting = stage.record.meeting
    planned = [one for one in (meeting.at, stage.record.opened) if one and one <= stage.now]
    return (stage.now, *planned)


def _meeting_at(_thing: Any, stage: Stage) -> Values:
    return (stage.now + timedelta(days=1), stage.now)


def _evidence(_thing: Any, stage: Stage) -> Values:
    return (*((one.id,) for one in stage.record.timeline[:1]), (URL,))


def _link(_thing: Any, stage: Stage) -> Values:
    return (URL, *(f"https://{one}" for one in stage.literals.words))


def _factors(_thing: Any, stage: Stage) -> Values:
    there = [one.id for one in stage.record.factors]
    return (*((one,) for one in there), *([tuple(there)] if there else []))


def _due(_thing: Any, stage: Stage) -> Values:
    opened = stage.record.opened or stage.now
    return [_day_after(start, days) for days in DAYS for start in (stage.now, opened)]


def _day_after(start: datetime, days: int) -> object:
    return (within_calendar(start) + timedelta(days=days)).date()


def _verification(_thing: Any, _stage: Stage) -> Values:
    return [verification(days) for days in (30, 7, 90, 366)]


def _criterion(_thing: Any, _stage: Stage) -> Values:
    metrics = [metric(days) for days in (30, 7, 90, 366)]
    return [*metrics, NoRecurrence(30), NoRecurrence(366), Test(WORDS), Drill(WORDS)]


def _only_from_the_policy(_thing: Any, _stage: Stage) -> Values:
    return ()


def _priority(thing: Any, _stage: Stage) -> Values:
    # What is urgent does not become less so in order to pass a gate.
    return () if thing.priority else (Priority.P2, Priority.P1, Priority.P3)


def _severity(thing: Any, _stage: Stage) -> Values:
    # Nor does it become less severe; while nobody said how bad it was, the worst comes first.
    return () if thing.severity else tuple(Severity)


def _top_factor(_thing: Any, _stage: Stage) -> Values:
    # What mattered most does not matter less because nobody does anything about it.
    return (True,)


def _category(_thing: Any, _stage: Stage) -> Values:
    # That it lay with people is never the first thing to say.
    return sorted(Category, key=lambda one: (one is Category.PEOPLE, one is not Category.PROCESS))


def _standing(thing: Any, _stage: Stage) -> Values:
    settled = (Standing.CONFIRMED, Standing.REFUTED, Standing.KEPT)
    return settled if thing.standing is Standing.ASSUMPTION else ()


LEFT_ALONE = frozenset({"id", "type", "same_as", "procedure_missing", "crossed_boundary"})
"""What a thing is called, and what is so or is not: nobody says it to please a gate."""

# fmt: off
FIELDS: Mapping[tuple[str, str], Callable[[Any, Stage], Values]] = {
    ("factors", "acknowledged"):    _only_from_the_policy,
    ("context", "labels"):          _only_from_the_policy,
    ("context", "severity"):        _severity,
    ("context", "started"):         _at_the_incident,
    ("context", "detected"):        _at_the_incident,
    ("context", "acknowledged"):    _at_the_incident,
    ("context", "stabilized"):      _at_the_incident,
    ("context", "commander"):       _people,
    ("context", "facilitator"):     _people,
    ("context", "scribe"):          _people,
    ("context", "decision_owner"):  _people,
    ("context", "service_owner"):   _people,
    ("context", "participants"):    _some_people,
    ("context", "adjacent"):        _some_people,
    ("context", "ci_run"):          _link,
    ("meeting", "at"):              _meeting_at,
    ("meeting", "attendees"):       _attendees,
    ("meeting", "timeline_sent"):   _lately,
    ("meeting", "held"):            _lately,
    ("timeline", "at"):             _at_the_incident,
    ("timeline", "by"):             _people,
    ("timeline", "source"):         _link,
    ("timeline", "standing"):       _standing,
    ("factors", "evidence"):        _evidence,
    ("factors", "category"):        _category,
    ("factors", "top"):             _top_factor,
    ("learnings", "evidence"):      _evidence,
    ("actions", "owner"):           _people,
    ("actions", "due"):             _due,
    ("actions", "ticket"):          _link,
    ("actions", "priority"):        _priority,
    ("actions", "factors"):         _factors,
    ("actions", "verification"):    _verification,
    ("actions", "criterion"):       _criterion,
}
"""By part and field. What is not here is tried by its kind."""

KINDS: Mapping[type, Values] = {
    str:     (WORDS, URL),
    int:     NUMBERS,
    bool:    (True, False),
    tuple:   NAMES,
    Decimal: (Decimal(1),),
}
# fmt: on
