"""What waits for one person, and the command that settles each.

Whether somebody may do it is not guessed: the core is asked what it would answer.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple

from cli.showing.ahead import is_held
from cli.showing.asked import Asked
from cli.showing.climbing import climbing, is_theirs
from cli.showing.deeds import may
from policies.language.wording import called
from states.commands import Settle, VerifyAction
from states.decisions.hearing import Hearing
from states.due import day_of, late_by
from states.messages import subject_of
from states.record.actions import Action, ActionState
from states.record.deadlines import DeadlineKind
from states.record.retrospective import Retrospective
from states.rules import Report
from states.wishes import wish_told

NEVER = datetime.max.replace(tzinfo=UTC)
ANYBODY = " --as PERSON"
"""What a command for anybody ends with; here it is known who reads it."""


class Owing(NamedTuple):
    """One thing that waits for somebody; `due` is UTC, `day` what an action was promised for."""

    incident: str
    item: str
    what: str
    due: datetime | None
    command: str
    day: date | None = None

    def is_late(self, now: datetime) -> bool:
        """Tell whether it is late at `now` (UTC)."""
        return late_by(self.due, now) is not None


def owing_of(hearing: Hearing, report: Report, zone: tzinfo) -> Iterator[Owing]:
    """List what waits for the person who asks, who lives in `zone`, in an incident that is open."""
    yield from _actions(hearing)
    yield from _verifications(hearing)
    yield from _proposals(hearing, zone)
    yield from _gate(hearing, report)
    yield from _escalations(hearing)


def by_due(one: Owing) -> tuple[datetime, str, str]:
    """Order what is due first before the rest."""
    return (one.due or NEVER, one.incident, one.item)


def once(owed: Iterable[Owing]) -> list[Owing]:
    """Keep the first of those that one command settles."""
    first: dict[str, Owing] = {}
    for one in owed:
        first.setdefault(one.command, one)
    return [*first.values()]


def _actions(hearing: Hearing) -> Iterator[Owing]:
    for action in _in_state(hearing.record, ActionState.OPEN):
        if action.owner == hearing.actor:
            fix = f"retro action done {hearing.key} {action.id} --evidence URL"
            yield _owing(hearing, action, f"{called(action)} is not done", fix)


def _verifications(hearing: Hearing) -> Iterator[Owing]:
    if hearing.actor not in takes_part(hearing.record):
        return
    for action in _in_state(hearing.record, ActionState.DONE):
        if may(VerifyAction(action.id, "seen"), hearing):
            fix = f"retro verify {hearing.key} {action.id} --evidence URL"
            yield _owing(hearing, action, f"{called(action)} is done and not verified", fix)


def _owing(hearing: Hearing, action: Action, what: str, fix: str) -> Owing:
    deadline = hearing.record.deadlines.get(f"{DeadlineKind.ACTION.value}:{action.id}")
    return Owing(hearing.key, action.id, what, deadline.due if deadline else None, fix, action.due)


def _in_state(record: Retrospective, state: ActionState) -> Iterator[Action]:
    return (one for one in record.actions if record.progress_of(one.id).state is state)


def takes_part(record: Retrospective) -> frozenset[str]:
    """Name everybody who has a part in an incident."""
    context = record.context
    roles = (context.facilitator, context.commander, context.scribe, context.decision_owner)
    owners = (one.owner for one in record.actions)
    return frozenset((*roles, context.service_owner, *context.participants, *owners))


def _proposals(hearing: Hearing, zone: tzinfo) -> Iterator[Owing]:
    for one in hearing.record.pending:
        if may(Settle(one.id), hearing):
            what = f"{one.by} asks for {wish_told(one.wish, zone)}"
            yield Owing(hearing.key, one.id, what, None, f"retro grant {hearing.key} {one.id}")


def _gate(hearing: Hearing, report: Report) -> Iterator[Owing]:
    asked = Asked(report, hearing.record, hearing.actor, hearing.now)
    due = asked.deadline.due if asked.deadline else None
    into = report.to.value
    if hearing.record.context.facilitator == hearing.actor:
        if report.gate_open:
            fix = f"retro advance {hearing.key}"
            yield Owing(hearing.key, into, f"the gate into {into} is open", due, fix)
        elif asked.yours:
            what = f"the gate into {into} is shut: {asked.yours} of {asked.count} need you"
            yield Owing(hearing.key, into, what, due, f"retro why {hearing.key}")
        return
    for finding in asked.in_the_way:
        if hearing.actor in finding.waits_for:
            fix = finding.fix.removesuffix(ANYBODY)
            yield Owing(hearing.key, finding.item, finding.message, due, fix)


def _escalations(hearing: Hearing) -> Iterator[Owing]:
    """List what climbed to the person: it stays theirs until somebody acts, or stops it."""
    for deadline in climbing(hearing):
        if not is_held(deadline, hearing.now) and is_theirs(deadline, hearing):
            what = subject_of(deadline, hearing.record, hearing.now)
            fix = f"retro escalations show {hearing.key} {deadline.subject}"
            due, day = deadline.due, day_of(deadline)
            yield Owing(hearing.key, deadline.subject, what, due, fix, day)
