"""What a command means: the facts it makes, or a refusal.

Pure: the same record, rules, people and moment give the same answer for ever. Nothing is
changed here; `evolve` folds what this returns.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from states.codec import event_from, event_to_json, size_of
from states.commands import (
    AcceptRisk,
    Acknowledge,
    AcknowledgeEscalation,
    Advance,
    Approve,
    Command,
    ConfirmErrand,
    ConfirmNotice,
    ExtendEscalation,
    FinishAction,
    MovePolicy,
    NoteRecurrence,
    Open,
    ParkAction,
    Propose,
    ReassignEscalation,
    Redact,
    Reopen,
    RescheduleAction,
    ResumeAction,
    Return,
    Revise,
    Say,
    Settle,
    Tick,
    VerifyAction,
)
from states.decisions.consent import approve, propose, settle
from states.decisions.erasing import redact
from states.decisions.escalation.acting import acknowledge_escalation, extend_escalation
from states.decisions.escalation.handing_on import reassign_escalation
from states.decisions.gates import advance, begin, go_back, reopen
from states.decisions.hearing import Hearing, missing
from states.decisions.ladder.belated import put_off
from states.decisions.ladder.climbing import climb
from states.decisions.ladder.confirming import confirm
from states.decisions.ladder.setting import reset
from states.decisions.promises import accept_risk, finish, park, reschedule, resume, verify
from states.decisions.reading import acknowledge, read
from states.decisions.recurrence import errands, recur
from states.decisions.repinning import move_policy, ruling
from states.decisions.revise import revise
from states.envelope import ENGINE
from states.errors import InvalidError, NotAllowedError, NotFoundError
from states.events.event import Event
from states.events.gates import GateBlocked
from states.events.record import CommentMade
from states.events.recurrence import ErrandDone
from states.evolve import fold
from states.record.proposals import Comment
from states.stamp import Stamp

BY_ITSELF = (Tick, ConfirmNotice, NoteRecurrence, ConfirmErrand)
"""What the engine asks by itself; anything else is asked by a person."""

EVEN_WHEN_ENDED = (
    Open,
    Advance,
    Return,
    Reopen,
    Say,
    Tick,
    ConfirmNotice,
    NoteRecurrence,
    ConfirmErrand,
    Redact,
)
"""What is answered by itself where the record is closed or withdrawn; the rest is refused."""


def decide(command: Command, hearing: Hearing) -> tuple[Event, ...]:
    """Answer a command with the events it makes; none where there is nothing to do.

    Raises:
        RetrogateError: the command is refused, and says why and what would work.
    """
    hearing.must_be_known()
    _must_be_a_person(command, hearing)
    _must_exist(command, hearing)
    if not isinstance(command, EVEN_WHEN_ENDED):
        hearing.must_be_open()
    said = tuple(_answer(command, hearing))
    made = (*said, *errands(said, hearing), *read(said, hearing))
    if any(isinstance(one, GateBlocked) for one in made):
        return _as_stored(made)
    stamp = Stamp(hearing.now, hearing.actor, hearing.seq)
    after = replace(hearing, record=fold(hearing.record, made, stamp), rules=ruling(made, hearing))
    return _as_stored((*made, *reset(after, hearing.rules)))


def _as_stored(events: Iterable[Event]) -> tuple[Event, ...]:
    # An entry that cannot be read again would take its incident with it: refuse it now.
    return tuple(event_from(event_to_json(one)) for one in events)


def _must_be_a_person(command: Command, hearing: Hearing) -> None:
    if hearing.actor == ENGINE and not isinstance(command, BY_ITSELF):
        raise NotAllowedError(
            f"“{ENGINE}” is the engine: {type(command).__name__} is for a person to ask",
            "say who you are: --as PERSON",
        )


def _must_exist(command: Command, hearing: Hearing) -> None:
    if hearing.record.opened is None and not isinstance(command, Open):
        raise NotFoundError(
            f"there is no incident {hearing.key}",
            f"list them: retro list · open it: retro open {hearing.key} --help",
        )


def _answer(command: Command, hearing: Hearing) -> Iterator[Event]:
    match command:
        case Open():
            return begin(command, hearing)
        case Revise():
            return revise(command, hearing)
        case Advance():
            return advance(command, hearing)
        case Return():
            return go_back(command, hearing)
        case Reopen():
            return reopen(command, hearing)
        case FinishAction():
            return finish(command, hearing)
        case VerifyAction():
            return verify(command, hearing)
        case ParkAction():
            return park(command, hearing)
        case ResumeAction():
            return resume(command, hearing)
        case RescheduleAction():
            return reschedule(command, hearing)
        case AcceptRisk():
            return accept_risk(command, hearing)
        case Acknowledge():
            return acknowledge(command, hearing)
        case Propose():
            return propose(command, hearing)
        case Settle():
            return settle(command, hearing)
        case MovePolicy():
            return move_policy(command, hearing)
        case Approve():
            return approve(command, hearing)
        case Say():
            return _say(command, hearing)
        case AcknowledgeEscalation():
            return acknowledge_escalation(command, hearing)
        case ReassignEscalation():
            return reassign_escalation(command, hearing)
        case ExtendEscalation():
            return extend_escalation(command, hearing)
        case Tick():
            return _tick(command, hearing)
        case ConfirmNotice():
            return _confirm(command, hearing)
        case NoteRecurrence():
            return recur(command, hearing)
        case ConfirmErrand():
            return _told(command, hearing)
        case Redact():
            return redact(command, hearing)


def _say(command: Say, hearing: Hearing) -> Iterator[Event]:
    if not command.text.strip():
        raise InvalidError("text: it is empty", f'say something: retro comment {hearing.key} "…"')
    if command.item and hearing.record.item_for(command.item) is None:
        raise missing("item", command.item, hearing.key, hearing.record.ids)
    name = f"C{len(hearing.record.comments) + 1}"
    yield CommentMade(Comment(name, hearing.actor, hearing.now, command.text, command.item))


def _tick(command: Tick, hearing: Hearing) -> Iterator[Event]:
    _must_be_engine(hearing)
    missed = tuple(put_off(command, hearing))
    yield from missed
    stamp = Stamp(hearing.now, hearing.actor, hearing.seq)
    looked = replace(hearing, record=fold(hearing.record, missed, stamp))
    yield from climb(looked, sum(map(size_of, missed)), command.under_way)


def _confirm(command: ConfirmNotice, hearing: Hearing) -> Iterator[Event]:
    _must_be_engine(hearing)
    yield from confirm(command, hearing)


def _told(command: ConfirmErrand, hearing: Hearing) -> Iterator[Event]:
    _must_be_engine(hearing)
    if any(one.key == command.key for one in hearing.record.errands):
        yield ErrandDone(command.key, command.answer)


def _must_be_engine(hearing: Hearing) -> None:
    if hearing.actor != ENGINE:
        raise NotAllowedError(
            "only the engine looks at the clock and confirms what it sent",
            f"see it: retro history {hearing.key}",
        )
