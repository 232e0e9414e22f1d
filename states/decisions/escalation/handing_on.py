"""What somebody does about an escalation by naming another one who answers for it."""

from collections.abc import Iterator
from dataclasses import replace

from states.commands import Edit, ReassignEscalation, Revise, Set
from states.decisions.escalation.escalated import escalation, reached_by
from states.decisions.escalation.holding import begun_anew
from states.decisions.escalation.respite import must_not_be_waiver
from states.decisions.gates import must_say_why
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import rungs_of
from states.decisions.ladder.parties import is_bundled, told_after
from states.decisions.ladder.turns import ACTIONS
from states.decisions.ladder.waiting import waiting_on
from states.decisions.revise import revise
from states.errors import InvalidError, RefusedError
from states.events.escalations import DeadlineSet, EscalationReassigned
from states.events.event import Event
from states.evolve import fold
from states.messages import STALLED, command_for, since_when, subject_of
from states.record.deadlines import Deadline
from states.stamp import Stamp


def reassign_escalation(command: ReassignEscalation, hearing: Hearing) -> Iterator[Event]:
    """Make somebody else answer for it.

    Asked by somebody whom it reached, the ladder begins anew for the new one. Asked by whom it
    is waiting on it climbs on as it was, or two people could pass it to and fro for ever.
    """
    deadline = escalation(command.deadline, hearing)
    must_not_be_waiver(deadline, hearing)
    must_say_why(command.reason, "handing on an escalation", hearing)
    before, change = _handed_on(deadline, command.to, hearing)
    _must_be_somebody_else(command.to, before, deadline, hearing)
    is_anew = _is_theirs(deadline, hearing)
    said = EscalationReassigned(
        deadline.id, before, command.to, command.reason, goes_on=not is_anew
    )
    # A ladder that begins anew tells them by itself.
    told = said if is_anew or command.to == hearing.actor else _told(said, deadline, hearing)
    made = (told, *revise(change, hearing))
    yield from made
    stamp = Stamp(hearing.now, hearing.actor, hearing.seq)
    after = replace(hearing, record=fold(hearing.record, made, stamp))
    yield from _climbing_on(after, deadline.id if is_anew else "")


def _told(said: EscalationReassigned, deadline: Deadline, hearing: Hearing) -> EscalationReassigned:
    to = (said.after,)
    return replace(
        said,
        subject=subject_of(deadline, hearing.record, hearing.now),
        since=since_when(deadline, hearing.now),
        settle=command_for(deadline, hearing.record),
        told=next(iter(told_after(to, hearing)), None),
        bundled=is_bundled(to, hearing),
    )


def _handed_on(deadline: Deadline, to: str, hearing: Hearing) -> tuple[str, Revise]:
    if deadline.kind in ACTIONS:
        action = hearing.action(deadline.subject)
        return action.owner, Revise(edit=(Edit(action, replace(action, owner=to)),))
    context = hearing.record.context
    return context.facilitator, Revise(set=(Set(context, replace(context, facilitator=to)),))


def _must_be_somebody_else(to: str, before: str, deadline: Deadline, hearing: Hearing) -> None:
    if not to:
        raise InvalidError("to: it names nobody", "see who there is: retro people list")
    hearing.must_name_person("to", to)
    if to == before:
        raise RefusedError(
            f"{to} answers for {deadline.id} already",
            f"see it: retro escalations show {hearing.key} {deadline.id}",
        )


def _climbing_on(after: Hearing, anew: str) -> Iterator[DeadlineSet]:
    for owed in after.rules.deadlines(after.case):
        there = after.record.deadlines.get(owed.id)
        if there and there.id == anew:
            yield DeadlineSet(_begun_anew(there, owed, after))
        # To hand something on is to work on the record, but it is no progress: what has
        # stalled does not start its days again.
        elif there and there.kind in STALLED and there.anchor != owed.anchor:
            yield DeadlineSet(replace(there, anchor=owed.anchor, owner=owed.owner))


def _begun_anew(there: Deadline, owed: Deadline, after: Hearing) -> Deadline:
    hours = after.rules.hours_of(owed.owner, after.people)
    mine = replace(there, anchor=owed.anchor, owner=owed.owner)
    return begun_anew(mine, rungs_of(there, after.rules), after.now, hours)


def _is_theirs(deadline: Deadline, hearing: Hearing) -> bool:
    reached = hearing.actor in reached_by(deadline, hearing)
    return reached and hearing.actor not in waiting_on(deadline, hearing)
