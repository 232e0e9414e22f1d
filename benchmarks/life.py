"""One incident from open to closed, in the commands its people send and the time they take.

Every item is a command of its own, gates are asked too early, and one action is forgotten
for weeks, so that its ladder is climbed.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from benchmarks.desk import story
from documents.draft import Draft
from states.commands import (
    Add,
    Advance,
    Approve,
    Command,
    Edit,
    FinishAction,
    Open,
    Revise,
    Set,
    VerifyAction,
)
from states.record.actions import Action
from states.record.context import Impact, Meeting
from states.record.retrospective import Item

PULL = "https://example.org/pull/1094"
RUN = "https://example.org/ci/88"


class Sent(NamedTuple):
    """A command, and who sends it."""

    by: str
    command: Command


class Passing(NamedTuple):
    """Time in which nobody does anything."""

    time: timedelta


Step = Sent | Passing


def life(now: datetime) -> tuple[Step, ...]:
    """List everything that happens to an incident which is over at `now`."""
    told = story(now)
    return (*_opened(told), *_facts(told), *_factors(told), *_actions(told), *_kept(told))


def _opened(told: Draft) -> Iterator[Step]:
    yield Sent("fay", Open(told.context))
    yield Sent("fay", Advance())


def _facts(told: Draft) -> Iterator[Step]:
    yield from _added("ben", *told.timeline, *told.went_well)
    planned = replace(told.meeting, held=None)
    yield Sent("fay", Revise(set=(Set(Impact(), told.impact), Set(Meeting(), planned))))
    yield Sent("fay", Advance())


def _factors(told: Draft) -> Iterator[Step]:
    yield Passing(timedelta(hours=3))
    yield from _added("fay", *told.factors, *told.learnings, *told.triggers)
    planned = replace(told.meeting, held=None)
    yield Sent("fay", Revise(set=(Set(planned, told.meeting),)))
    yield Sent("fay", Advance())


def _actions(told: Draft) -> Iterator[Step]:
    yield from _added("fay", *told.actions)
    yield Sent("fay", Advance())
    yield from (_ticketed(one) for one in told.actions if not one.ticket)
    yield Sent("fay", Advance())


def _ticketed(action: Action) -> Step:
    return Sent("ana", Revise(edit=(Edit(action, replace(action, ticket="INFRA-1095")),)))


def _kept(told: Draft) -> Iterator[Step]:
    first, *others = told.actions
    yield from _done(first)
    yield Passing(timedelta(days=45))
    for one in others:
        yield from _done(one)
    yield Sent("fay", Advance())
    yield Sent("fay", Advance())
    yield Sent("sam", Approve())
    yield Sent("fay", Advance())


def _done(action: Action) -> Iterator[Step]:
    yield Sent(action.owner, FinishAction(action.id, PULL))
    yield Sent("kim", VerifyAction(action.id, RUN))


def _added(by: str, *items: Item) -> Iterator[Step]:
    yield from (Sent(by, Revise(add=(Add(one),))) for one in items)
