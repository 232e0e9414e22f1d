"""One deadline as a page: what it is about, how it climbed, what comes, and what can be done.

Moments are those of the clocks that the reader has.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from cli.showing.ahead import Ahead, rest_of
from cli.showing.cells import counted, span
from cli.showing.clauses import often
from cli.showing.climb_story import Chapter, Sent
from cli.showing.telling import event_told
from policies.file.durations import written
from states.decisions.ladder.clock import side_of
from states.due import ago, due_told, moment_told
from states.events.actions import ActionRescheduled
from states.events.escalations import DeadlineMet, DeadlineSet, OperatorsTold, RungReached
from states.events.notices import NoticeDelivered
from states.messages import ordinal
from states.record.deadlines import Deadline
from states.rules import Rung

NO_TIME = timedelta(0)
LATE = timedelta(minutes=10)
"""What comes later than this after its moment is said to be late."""

INDENT = " " * 4


class Escalation(NamedTuple):
    """A deadline and everything that is known of it.

    `what` says what is owed, `open` whether it still is, and `deeds` are commands.
    """

    incident: str
    what: str
    deadline: Deadline
    rungs: tuple[Rung, ...]
    now: datetime
    story: tuple[Chapter, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    waiting_on: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    open: bool = True


def escalation_lines(one: Escalation, zone: tzinfo) -> Iterator[str]:
    """Write the page."""
    yield one.what
    yield from _head(one, zone)
    yield from _section("What happened", _story(one, zone))
    yield from _section("What comes, if nobody acts", _coming(one, zone))
    yield from _section("You can", one.deeds)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = [*lines]
    if found:
        yield from ("", title, *(f"  {line}" for line in found))


def _head(one: Escalation, zone: tzinfo) -> Iterator[str]:
    deadline = one.deadline
    if not one.open:
        yield f"{deadline.id} is no longer due"
        return
    extended = f", extended {often(deadline.extended)}" if deadline.extended else ""
    yield f"{deadline.id} {_when(deadline, one.now, zone)}{extended}"
    owner = "" if deadline.is_question else f"{deadline.owner or 'nobody'} answers for it, "
    yield f"{owner}it waits for {', '.join(one.waiting_on) or 'nobody'}"
    yield from rest_of(deadline, one.now, zone)


def _when(deadline: Deadline, now: datetime, zone: tzinfo) -> str:
    late, due = now - deadline.due, due_told(deadline, zone)
    if deadline.is_question:
        return f"was asked {due}, {ago(now, deadline.due)}"
    if late < NO_TIME:
        return f"is due {due}, in {span(-late)}"
    return f"was due {due}, {ago(now, deadline.due)}"


def _story(one: Escalation, zone: tzinfo) -> Iterator[str]:
    for chapter in one.story:
        yield f"{moment_told(chapter.at, zone)}  {_told(chapter, one, zone)} · entry {chapter.seq}"
        yield from (f"{INDENT}{_sent(sent, one.now, zone)}" for sent in chapter.sent)


def _told(chapter: Chapter, one: Escalation, zone: tzinfo) -> str:
    match chapter.event:
        case RungReached() as event:
            return f"{_rung(event, chapter.times, one)}{_lateness(event, chapter.at, zone)}"
        case DeadlineSet(deadline):
            return f"is due {due_told(deadline, zone)}, {deadline.owner or 'nobody'} owes it"
        case OperatorsTold() | DeadlineMet() as event:
            return event_told(event, zone)
        case ActionRescheduled() as event:
            return f"{event_told(event, zone)}, by {chapter.by}"
        case event:
            return f"{chapter.by} {event_told(event, zone)}"


def _rung(event: RungReached, times: int, one: Escalation) -> str:
    names = ", ".join(event.to) or "nobody"
    if event.rung >= len(one.rungs):
        return f"rung {event.rung + 1} told {names}"
    did = "reminded" if side_of(one.rungs[event.rung].at) < 0 else "told"
    again = f", for the {ordinal(times)} time" if times > 1 else ""
    return f"rung {event.rung + 1} of {len(one.rungs)} {did} {names}{again}"


def _lateness(event: RungReached, at: datetime, zone: tzinfo) -> str:
    if event.moment is None or at - event.moment <= LATE:
        return ""
    return f", late: its moment was {moment_told(event.moment, zone)}"


def _sent(sent: Sent, now: datetime, zone: tzinfo) -> str:
    notice, after = sent.notice, sent.notice.after
    if sent.arrived:
        return f"{notice.to}: {_arrival(sent.arrived, zone)}"
    if sent.overtaken:
        return f"{notice.to}: was told nothing, for a later message tells them"
    if sent.dropped:
        return f"{notice.to}: was told nothing, for somebody acted before"
    if sent.vain:
        last = sent.vain[-1]
        rounds = counted(len(sent.vain), "round")
        tried = f"could not be reached in {rounds} of tries: {last.why}"
        return f"{notice.to}: {tried}; tried again {moment_told(last.again, zone)}, no sooner"
    when = f"is told {moment_told(after, zone)}" if after and after > now else "is being told"
    return f"{notice.to}: {when}"


def _arrival(arrived: NoticeDelivered, zone: tzinfo) -> str:
    route = f", route {arrived.route}" if arrived.route else ""
    letter = f", letter {arrived.letter}" if arrived.letter else ""
    doubtful = f"; perhaps before, by {', '.join(arrived.doubtful)}" if arrived.doubtful else ""
    refused = [one for one in arrived.failed if one not in arrived.doubtful]
    failed = f"; not by {', '.join(refused)}" if refused else ""
    arrival = f"arrived {moment_told(arrived.delivered, zone)} by {arrived.channel}"
    return f"{arrival}{route}{letter}{doubtful}{failed}"


def _coming(one: Escalation, zone: tzinfo) -> Iterator[str]:
    for ahead in one.ahead:
        rung = one.rungs[ahead.number - 1]
        does = "reminds" if side_of(rung.at) < 0 else "tells"
        names = ", ".join(ahead.to) or "nobody"
        held = "".join(f", {one}" for one in ahead.held(zone))
        rungs = f"rung {ahead.number} of {len(one.rungs)} {does} {names}"
        yield f"{moment_told(ahead.at, zone)}  {rungs}{_again(rung)}{held}"


def _again(rung: Rung) -> str:
    if rung.repeat is None:
        return ""
    limit = f", {often(rung.times)} in all" if rung.times else ""
    return f", again every {written(rung.repeat, 'repeat')}{limit}"
