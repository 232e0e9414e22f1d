"""Going forward through a gate, and back with a reason."""

from collections.abc import Iterator
from dataclasses import replace

from states.brevity import shortened
from states.commands import Advance, Open, Reopen, Return
from states.decisions.hearing import Hearing
from states.decisions.sense import sensible
from states.decisions.shadowing import shadowed
from states.errors import ConflictError, RefusedError
from states.events.actions import ActionResumed
from states.events.event import Event
from states.events.gates import GateBlocked, PhaseEntered
from states.events.record import IncidentOpened
from states.evolve import evolve
from states.lifecycle import Phase, Trigger
from states.machine import move, step_from
from states.rules import Report
from states.stamp import Stamp


def begin(command: Open, hearing: Hearing) -> Iterator[Event]:
    """Open a retrospective, and pass its first gate where nothing is missing."""
    if hearing.record.opened:
        raise ConflictError(f"{hearing.key} is already open", f"see it: retro show {hearing.key}")
    sensible(command.context, hearing)
    opened = IncidentOpened(command.context, hearing.rules.digest)
    yield opened
    stamp = Stamp(hearing.now, hearing.actor, hearing.seq)
    ready = replace(hearing, record=evolve(hearing.record, opened, stamp))
    report = ready.rules.judge(Phase.STABILIZED, ready.case)
    if report.gate_open:
        yield _entered(report, ready)


def advance(command: Advance, hearing: Hearing) -> Iterator[Event]:
    """Ask the next gate: its report is the answer, whichever way it goes."""
    gate = step_from(hearing.record.phase, Trigger.ADVANCE).dest
    if command.expecting not in ("", gate.value):
        raise ConflictError(
            f"{hearing.key} is {hearing.record.phase.value}: its next gate is {gate.value}, "
            f"not {command.expecting}",
            f"see where it stands: retro why {hearing.key}",
        )
    report = hearing.rules.judge(gate, hearing.case)
    yield _entered(report, hearing) if report.gate_open else _blocked(report, hearing)
    yield from shadowed(report, hearing)


def _blocked(report: Report, hearing: Hearing) -> GateBlocked:
    return GateBlocked(shortened(report), hearing.people.revision or None)


def _entered(report: Report, hearing: Hearing) -> PhaseEntered:
    reached = move(hearing.record.phase, Trigger.ADVANCE, guard_open=report.gate_open)
    if reached is not report.to:
        raise AssertionError(f"judged {report.to} and reached {reached}")
    return PhaseEntered(
        reached,
        Trigger.ADVANCE,
        policy=hearing.rules.digest,
        results=shortened(report).results,
        people=hearing.people.revision or None,
    )


def go_back(command: Return, hearing: Hearing) -> Iterator[Event]:
    """Return one phase. Nothing that was passed is undone: it is asked for again."""
    yield _stepped(Trigger.RETURN, command.reason, hearing)


def reopen(command: Reopen, hearing: Hearing) -> Iterator[Event]:
    """Take up what was ended, with the actions that failed."""
    yield _stepped(Trigger.REOPEN, command.reason, hearing)
    for name in command.actions:
        yield ActionResumed(hearing.action(name).id, command.reason)


def _stepped(trigger: Trigger, reason: str, hearing: Hearing) -> PhaseEntered:
    step_from(hearing.record.phase, trigger)
    must_say_why(reason, trigger.value, hearing)
    return PhaseEntered(move(hearing.record.phase, trigger, guard_open=True), trigger, reason)


def must_say_why(reason: str, what: str, hearing: Hearing) -> None:
    """Raise `RefusedError` where a reason is empty."""
    if not reason.strip():
        raise RefusedError(
            f"{hearing.key}: {what} needs a reason that the history can keep", 'give --reason "…"'
        )
