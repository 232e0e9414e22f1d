"""What needs a second person: waivers, withdrawal, new P1 dates, downgrades, moves, and more.

Nobody settles their own wish, and nobody approves their own work.
"""

from collections.abc import Iterator
from dataclasses import replace

from states.commands import Approve, Propose, Settle
from states.decisions.escalation.respite import must_be_waivable, rested
from states.decisions.hearing import Hearing, missing
from states.decisions.moving import must_be_movable
from states.decisions.seconding import must_be_second, must_not_wait
from states.decisions.severity import must_be_lower
from states.decisions.target import moved, target_of
from states.decisions.waiving import must_be_renewable
from states.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError, RefusedError
from states.events.actions import ActionRescheduled
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved
from states.events.event import Event
from states.events.gates import PhaseEntered
from states.events.record import SingleChanged
from states.lifecycle import Trigger
from states.machine import move, step_from
from states.record.proposals import (
    Downgrade,
    Moving,
    Proposal,
    Rescheduling,
    Respite,
    Verdict,
    Waiver,
    Wish,
    Withdrawal,
)
from states.spelling import did_you_mean

# fmt: off
PREFIX = {
    Waiver:       "W",
    Withdrawal:   "X",
    Rescheduling: "R",
    Downgrade:    "S",
    Moving:       "P",
    Respite:      "E",
}
# fmt: on


def propose(command: Propose, hearing: Hearing) -> Iterator[Event]:
    """Ask for something that someone else must grant."""
    match command.wish:
        case Waiver():
            _must_be_waivable(command.wish, command.reason, hearing)
        case Withdrawal():
            step_from(hearing.record.phase, Trigger.WITHDRAW)
            _must_say_enough(command.reason, 1)
        case Downgrade(severity):
            must_be_lower(severity, hearing)
            _must_say_enough(command.reason, 1)
        case Respite():
            must_be_waivable(command.wish, hearing)
            must_not_wait(command.wish, hearing)
            _must_say_enough(command.reason, hearing.terms.waiver_reason_min)
        case Rescheduling():
            raise InvalidError(
                "a new date is asked for by rescheduling",
                f"retro action reschedule {hearing.key} {command.wish.action} --due DATE",
            )
        case Moving():
            raise InvalidError(
                "another policy is asked for by moving",
                f'retro policy move {hearing.key} --to NAME@VERSION --reason "…"',
            )
    yield proposed(command.wish, command.reason, hearing)


def proposed(wish: Wish, reason: str, hearing: Hearing) -> ProposalMade:
    """Give a wish its number, and its author's name."""
    prefix = PREFIX[type(wish)]
    number = 1 + sum(one.id.startswith(prefix) for one in hearing.record.proposals)
    return ProposalMade(Proposal(f"{prefix}{number}", wish, reason, hearing.actor, hearing.now))


def _must_be_waivable(wish: Waiver, reason: str, hearing: Hearing) -> None:
    gate = step_from(hearing.record.phase, Trigger.ADVANCE).dest
    known = [one.check for one in hearing.rules.judge(gate, hearing.case).results]
    if wish.check not in known:
        near = did_you_mean(wish.check, known)
        raise NotFoundError(
            f"the gate into {gate.value} has no check “{wish.check}”{near}",
            f"checks: {', '.join(known)}",
        )
    terms = hearing.terms
    if wish.check in terms.never_waived:
        raise RefusedError(
            f"the policy lets nobody waive {wish.check}", f"mend it: retro why {hearing.key}"
        )
    must_be_renewable(wish, hearing)
    _must_say_enough(reason, terms.waiver_reason_min)
    latest = hearing.now + terms.waiver_max
    if not hearing.now < wish.until <= latest:
        raise InvalidError(
            f"until: {wish.until:%Y-%m-%d %H:%M} UTC is not a moment a waiver may end",
            f"choose one after now and by {latest:%Y-%m-%d %H:%M} UTC",
        )


def _must_say_enough(reason: str, least: int) -> None:
    if len(reason) < least:
        raise InvalidError(
            f"reason: {len(reason)} characters, the policy asks for {least}",
            "say why, for whoever reads it in a year",
        )


def settle(command: Settle, hearing: Hearing) -> Iterator[Event]:
    """Grant or decline what someone else asked for, and do what was granted."""
    proposal = hearing.record.proposal_for(command.proposal)
    if proposal is None:
        known = [one.id for one in hearing.record.proposals]
        raise missing("proposal", command.proposal, hearing.key, known)
    _must_be_pending(proposal, hearing)
    must_be_second(proposal, hearing)
    yield ProposalSettled(proposal.id, command.grant, command.note)
    if command.grant:
        yield from _granted(proposal, hearing)


def _granted(proposal: Proposal, hearing: Hearing) -> Iterator[Event]:
    match proposal.wish:
        case Withdrawal():
            gone = move(hearing.record.phase, Trigger.WITHDRAW, guard_open=True)
            yield PhaseEntered(gone, Trigger.WITHDRAW, proposal.reason)
        case Rescheduling(action, due):
            must_be_movable(hearing.action(action), due, hearing)
            yield ActionRescheduled(action, due, proposal.reason)
        case Downgrade(severity):
            must_be_lower(severity, hearing)
            yield SingleChanged(replace(hearing.record.context, severity=severity))
        case Waiver(check, until):
            if until <= hearing.now:
                raise RefusedError(
                    f"the waiver of {check} would have ended on {until:%Y-%m-%d %H:%M} UTC",
                    f"ask again: retro waive {hearing.key} {check} --until TIME",
                )
            must_be_renewable(proposal.wish, hearing)
        case Respite():
            yield from rested(proposal, proposal.wish, hearing)
        case Moving(policy):
            yield moved(target_of(policy, hearing), proposal.reason, hearing)


def _must_be_pending(proposal: Proposal, hearing: Hearing) -> None:
    if proposal.verdict is not Verdict.PENDING:
        raise ConflictError(
            f"{proposal.id} was {proposal.verdict.value} by {proposal.settled_by}",
            f"see it: retro show {hearing.key}",
        )


def approve(command: Approve, hearing: Hearing) -> Iterator[Event]:
    """Say yes to the record as it is now (R60)."""
    revision = hearing.record.revision
    if command.revision not in (0, revision):
        raise ConflictError(
            f"{hearing.key} is at revision {revision}, you read revision {command.revision}",
            f"read what changed: retro history {hearing.key}",
        )
    if hearing.actor in authors(hearing):
        raise NotAllowedError(
            f"{hearing.actor} wrote or owes part of {hearing.key}: an approver is not an author",
            f"ask someone else: retro approve {hearing.key} --as PERSON",
        )
    if any((one.by, one.revision) == (hearing.actor, revision) for one in hearing.record.approvals):
        raise RefusedError(
            f"{hearing.actor} already approved revision {revision}", f"retro why {hearing.key}"
        )
    yield RecordApproved(revision)


def authors(hearing: Hearing) -> frozenset[str]:
    """List whose work an approval would be about: the facilitator, and all who own or owned."""
    record = hearing.record
    owners = {name for one in record.actions for name in (one.owner, *record.owners_of(one.id))}
    return frozenset({record.context.facilitator, *owners} - {""})
