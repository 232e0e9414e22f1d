"""What somebody can do about an escalation: the commands that the core would grant them.

Nothing is guessed: each is asked of the core, with values that the policy allows.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from policies.file.durations import written
from states.commands import (
    AcknowledgeEscalation,
    Command,
    ExtendEscalation,
    FinishAction,
    Propose,
    ReassignEscalation,
    Settle,
    VerifyAction,
)
from states.decide import decide
from states.decisions.hearing import Hearing
from states.decisions.ladder.turns import ACTIONS
from states.errors import RetrogateError
from states.messages import command_for
from states.record.actions import ActionState
from states.record.deadlines import Deadline
from states.record.proposals import Respite

REASON = "because somebody will read it later, and wants to know what was known now " * 3
"""A reason that is long enough, to ask with."""

EVIDENCE = "https://example.org/seen"
"""Evidence that says something, to ask with."""

WHY = '--reason "WHY"'
A_WEEK = timedelta(days=7)


class Deed(NamedTuple):
    """A command as it is typed, and what the core is asked to find out whether it may be."""

    typed: str
    asks: Command


def deeds_of(deadline: Deadline, hearing: Hearing) -> Iterator[str]:
    """List the commands that whoever asks may give: what settles it, then what acts on it."""
    if deadline.is_question:
        yield from _answers(deadline, hearing)
        return
    if all(may(one, hearing) for one in _settling(deadline, hearing)):
        yield command_for(deadline, hearing.record)
    yield from (one.typed for one in _all(deadline, hearing) if may(one.asks, hearing))


def _settling(deadline: Deadline, hearing: Hearing) -> Iterator[Command]:
    """Name what the command that settles it asks of the core; one that only looks asks nothing."""
    if deadline.kind in ACTIONS:
        is_done = hearing.record.progress_of(deadline.subject).state is ActionState.DONE
        settles = VerifyAction if is_done else FinishAction
        yield settles(deadline.subject, EVIDENCE)


def _answers(deadline: Deadline, hearing: Hearing) -> Iterator[str]:
    if may(Settle(deadline.subject, grant=False), hearing):
        yield command_for(deadline, hearing.record)
        yield f"retro decline {hearing.key} {deadline.subject}"


def may(command: Command, hearing: Hearing) -> bool:
    """Tell whether the core would grant a command to whoever asks."""
    try:
        decide(command, hearing)
    except RetrogateError:
        return False
    return True


def _all(deadline: Deadline, hearing: Hearing) -> Iterator[Deed]:
    terms, about = hearing.terms, f"{hearing.key} {deadline.id}"
    for verb, longest, asks in (
        ("ack", terms.acknowledge_max, AcknowledgeEscalation),
        ("extend", terms.extension_max, ExtendEscalation),
        ("waive", terms.waiver_max, _respite),
    ):
        span = min(longest, A_WEEK)
        typed = f"retro escalations {verb} {about} --until {written(span)} {WHY}"
        yield Deed(typed, asks(deadline.id, hearing.now + span, REASON))
    for person in _somebody_else(deadline, hearing):
        typed = f"retro escalations reassign {about} --to PERSON {WHY}"
        yield Deed(typed, ReassignEscalation(deadline.id, person, REASON))
    for one in hearing.record.pending:
        if isinstance(one.wish, Respite) and one.wish.deadline == deadline.id:
            yield Deed(f"retro grant {hearing.key} {one.id}", Settle(one.id))


def _respite(deadline: str, until: datetime, reason: str) -> Command:
    return Propose(Respite(deadline, until), reason)


def _somebody_else(deadline: Deadline, hearing: Hearing) -> Iterator[str]:
    """Name one person to whom it could be handed, if there is any."""
    named = (deadline.owner, hearing.actor)
    here = (one for one in hearing.people.people if hearing.people.is_here(one, hearing.today))
    yield from [one for one in here if one not in named][:1]
