"""What came of acting on an escalation: what was done, and which rung comes when."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from cli.showing.ahead import Ahead, ahead_of
from cli.showing.answers import answer_json
from cli.showing.clauses import often
from cli.showing.escalation_json import ahead_json
from cli.showing.telling import told
from ledger.entry import Entry
from states.codec import event_from
from states.decisions.hearing import Hearing
from states.due import due_told, moment_told
from states.envelope import Outcome
from states.events.escalations import (
    EscalationAcknowledged,
    EscalationExtended,
    EscalationReassigned,
)
from states.record.deadlines import Deadline, DeadlineKind


def acted_lines(
    outcome: Outcome, before: Deadline, entry: Entry, hearing: Hearing, zone: tzinfo
) -> Iterator[str]:
    """Say what was done, and what it does to the climb; or whom it waits for."""
    done = _done(entry, before, hearing, zone)
    coming = _coming(before, hearing)
    comes = [_comes(coming, zone)] if coming and not outcome.made else []
    yield f"{hearing.key}: {' · '.join((done, *comes, f'entry {entry.seq}'))}"
    for made in outcome.made:
        grant = f"retro grant {hearing.key} {made} --as PERSON"
        yield f"{made} waits for a second person: {grant}"


def _done(entry: Entry, before: Deadline, hearing: Hearing, zone: tzinfo) -> str:
    for event in map(event_from, entry.events):
        match event:
            case EscalationAcknowledged(name, until):
                return f"acknowledged {name} until {moment_told(until, zone)}"
            case EscalationReassigned(name, was, after):
                return f"reassigned {name} from {was or 'nobody'} to {after}"
            case EscalationExtended(name, _, until):
                now = hearing.record.deadlines.get(name)
                due = due_told(now, zone) if now else moment_told(until, zone)
                return f"extended {name} {_often(before, hearing)}, it is due {due}"
            case _:
                continue
    return told(entry, zone)


def _often(before: Deadline, hearing: Hearing) -> str:
    times, limit = _extensions(before, hearing)
    return f"{often(times)} (policy allows {limit})"


def _extensions(before: Deadline, hearing: Hearing) -> tuple[int, int]:
    """Count how often it was moved, and how often it may be: an action by rescheduling."""
    if before.kind is DeadlineKind.ACTION:
        moved = hearing.record.progress_of(before.subject).reschedules
        return moved, hearing.terms.reschedule_limit
    now = hearing.record.deadlines.get(before.id, before)
    return now.extended, hearing.terms.extension_limit


def _coming(before: Deadline, hearing: Hearing) -> Ahead | None:
    deadline = hearing.record.deadlines.get(before.id)
    return next(iter(ahead_of(deadline, hearing)), None) if deadline else None


def _comes(coming: Ahead, zone: tzinfo) -> str:
    names = ", ".join(coming.to) or "nobody"
    return f"rung {coming.number} comes {moment_told(coming.at, zone)} and tells {names}"


def acted_json(
    outcome: Outcome, before: Deadline, entry: Entry, hearing: Hearing
) -> dict[str, Any]:
    """Say it as JSON values."""
    coming = _coming(before, hearing)
    deadline = hearing.record.deadlines.get(before.id)
    return {
        **answer_json(outcome),
        "deadline": before.id,
        "did": told(entry),
        "due": deadline.due if deadline else None,
        "next": coming and ahead_json(coming),
    }
