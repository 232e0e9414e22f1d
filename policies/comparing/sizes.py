"""Numbers that checks are given, and records that have just so many of what they count."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from policies.supposing.harms.moves import criterion, due_after, resized, with_record
from states.record.actions import SETTLED, Metric, NoRecurrence, Priority
from states.record.proposals import Approval
from states.rules import Case

Sized = Callable[[Case, int], Case]


class Size(NamedTuple):
    """A record with a number of something, and how that is told: of one, and of many."""

    one: str
    many: str
    sized: Sized

    def told(self, number: int) -> str:
        """Say what a record with so many is like."""
        return (self.one if number == 1 else self.many).format(number)


def _many(collection: str, prefix: str) -> Sized:
    return lambda case, count: with_record(case, **resized(case.record, collection, prefix, count))


def _topped(collection: str, prefix: str) -> Sized:
    def sized(case: Case, count: int) -> Case:
        there = len(case.record.items(collection))
        enough = _many(collection, prefix)(case, max(count, there))
        items: Any = enumerate(enough.record.items(collection))
        marked = tuple(replace(one, top=n < count) for n, one in items)
        return with_record(enough, **{collection: marked})

    return sized


def _beside(case: Case, count: int) -> Case:
    few = [one for one in case.record.actions if one.top or one.priority is Priority.P1]
    enough = _many("actions", "A")(case, len(case.record.actions) + count)
    more = [one for one in enough.record.actions if one not in case.record.actions]
    beside = [replace(one, top=False, priority=Priority.P2) for one in more]
    left = {one: was for one, was in enough.record.progress.items() if was.state in SETTLED}
    open_ = {name: one for name, one in left.items() if name not in {each.id for each in beside}}
    return with_record(enough, actions=(*few, *beside), progress=open_)


def _ticketed(case: Case, hours: int) -> Case:
    held = case.record.meeting.held
    marks = {
        name: replace(
            mark, ticketed=(max(mark.added, held) if held else mark.added) + timedelta(hours=hours)
        )
        for name, mark in case.record.marks.items()
    }
    return with_record(case, marks=marks)


def _due(*, p1: bool) -> Sized:
    def sized(case: Case, days: int) -> Case:
        for one in case.record.actions:
            if (one.priority is Priority.P1) is p1:
                case = due_after(days)(_owed(case, one.id), one.id)
        return case

    return sized


def _owed(case: Case, action: str) -> Case:
    left = {name: one for name, one in case.record.progress.items() if name != action}
    return with_record(case, progress=left)


def _watched(case: Case, days: int) -> Case:
    for one in case.record.actions:
        found = one.verification and one.verification.criterion
        if isinstance(found, Metric):
            case = criterion(window_days=max(days, 1))(case, one.id)
        elif isinstance(found, NoRecurrence):
            case = criterion(days=max(days, 1))(case, one.id)
    return case


def _sourced(case: Case, percent: int) -> Case:
    """Give so many of a hundred entries a source: shares come in whole percents."""
    hundred = _many("timeline", "T")(case, 100).record.timeline
    return with_record(
        case,
        timeline=tuple(
            replace(one, source=one.source if n < percent else "") for n, one in enumerate(hundred)
        ),
    )


def _approved(case: Case, count: int) -> Case:
    given = case.record.approvals
    others = sorted(set(case.people.people) - {one.by for one in given})
    holders = [one for one in others if _could(case, one)]
    more = [replace(given[0], by=name) for name in holders] if given else []
    approvals: tuple[Approval, ...] = (*given, *more)[:count]
    return with_record(case, approvals=approvals)


def _could(case: Case, name: str) -> bool:
    first = case.record.approvals[0].by if case.record.approvals else ""
    known, other = case.people.person_for(first), case.people.person_for(name)
    return bool(known and other and set(known.roles) & set(other.roles))


# fmt: off
_FACTORS = Size("an incident with a single condition", "an incident with {} conditions",
                _many("factors", "F"))
_LEARNINGS = Size("an incident with a single learning", "an incident with {} learnings",
                  _many("learnings", "L"))
_TRIGGERS = Size("an answer with a single kill criterion", "an answer with {} kill criteria",
                 _many("triggers", "K"))
_ACTIONS = Size("an incident with a single action", "an incident with {} actions",
                _many("actions", "A"))
_WENT_WELL = Size("an incident in which one thing went well",
                  "an incident in which {} things went well", _many("went_well", "G"))
_TOP = Size("a list of actions of which one matters most",
            "a list of actions of which {} matter most", _topped("actions", "A"))
_TOP_FACTORS = Size("an incident in which one condition matters most",
                    "an incident in which {} conditions matter most", _topped("factors", "F"))
_OTHERS = Size("a list with one open action beside the few",
               "a list with {} open actions beside the few", _beside)
_TICKETED = Size("an action that got its ticket in an hour",
                 "an action that got its ticket in {} hours", _ticketed)
_P1_DUE = Size("a P1 action that is due in one day", "a P1 action that is due in {} days",
               _due(p1=True))
_DUE = Size("an action that is due in one day", "an action that is due in {} days", _due(p1=False))
_WATCHED = Size("an action that is watched for one day", "an action that is watched for {} days",
                _watched)
_SOURCED = Size("a timeline of which 1 % has a source", "a timeline of which {} % has a source",
                _sourced)
_APPROVED = Size("a record with one approval", "a record with {} approvals", _approved)

SIZES: Mapping[tuple[str, str], Size] = {
    ("factors.count",           "min"):             _FACTORS,
    ("factors.count",           "max"):             _FACTORS,
    ("learnings.count",         "min"):             _LEARNINGS,
    ("learnings.count",         "max"):             _LEARNINGS,
    ("triggers.count",          "min"):             _TRIGGERS,
    ("triggers.count",          "max"):             _TRIGGERS,
    ("actions.present",         "min"):             _ACTIONS,
    ("actions.top",             "min"):             _TOP,
    ("actions.top",             "max"):             _TOP,
    ("actions.others_parked",   "max"):             _OTHERS,
    ("actions.ticketed_within", "hours"):           _TICKETED,
    ("factors.top",             "min"):             _TOP_FACTORS,
    ("factors.top",             "max"):             _TOP_FACTORS,
    ("went_well.captured",      "min"):             _WENT_WELL,
    ("actions.due_within",      "p1_days"):         _P1_DUE,
    ("actions.due_within",      "other_days"):      _DUE,
    ("actions.measurable",      "min_window_days"): _WATCHED,
    ("timeline.sourced",        "share_percent"):   _SOURCED,
    ("approvals.quorum",        "count"):           _APPROVED,
}
"""What each number of a check counts; a test holds this against the catalogue."""
# fmt: on
