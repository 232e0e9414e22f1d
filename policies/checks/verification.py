"""What was promised is done, and somebody else saw that it worked (R50, R51, R53)."""

from dataclasses import replace
from typing import ClassVar

from policies.checks.promised import committed, due_clause, is_late, turn_of, verifiers
from policies.language.wording import DAY, called
from states.record.actions import Action, ActionState, Priority
from states.record.factors import Factor
from states.rules import Case, Finding
from states.values import value


@value
class P1Done:
    """Every P1 action is done (R50)."""

    id: ClassVar[str] = "actions.p1_done"
    title: ClassVar[str] = "every P1 action is done"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each one that is still open, and whether it is late."""
        return tuple(
            still_open(one, case)
            for one in committed(case.record)
            if one.priority is Priority.P1
            and case.record.progress_of(one.id).state is ActionState.OPEN
        )


def still_open(action: Action, case: Case) -> Finding:
    """Say that an action is not done: whose it is, when it was due, and what day it is."""
    state = "is late" if is_late(action, case) else "is still open"
    words = ", ".join(filter(None, (action.owner, due_clause(action, case))))
    return Finding(
        f"{called(action)} {state} ({words})",
        action.id,
        f"retro action done {case.record.incident} {action.id} --evidence URL",
        turn_of(action),
    )


def unverified(action: Action, case: Case) -> Finding:
    """Say that an action is done and waits for someone else to see that it worked."""
    progress = case.record.progress_of(action.id)
    return Finding(
        f"{called(action)} is done (said {progress.by or 'its owner'}), "
        "and nobody else has seen that it worked",
        action.id,
        f"retro verify {case.record.incident} {action.id} --evidence URL --as PERSON",
        verifiers(action, case),
    )


@value
class Verified:
    """Every P1 and every top action was verified by someone who does not own it (R51)."""

    id: ClassVar[str] = "actions.verified"
    title: ClassVar[str] = "every P1 and top action is verified by someone else"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each that is not."""
        return tuple(
            finding
            for one in committed(case.record)
            if one.top or one.priority is Priority.P1
            for finding in _unsettled(one, case)
        )


def _unsettled(action: Action, case: Case) -> tuple[Finding, ...]:
    progress = case.record.progress_of(action.id)
    if progress.state is ActionState.OPEN:
        return (still_open(action, case),)
    if progress.state is ActionState.DONE:
        return (unverified(action, case),)
    if progress.state is ActionState.VERIFIED and progress.by in ("", action.owner):
        return (_verified_by_nobody_else(action, case),)
    return ()


def _verified_by_nobody_else(action: Action, case: Case) -> Finding:
    by = case.record.progress_of(action.id).by
    who = f"{by}, who owns it" if by else "nobody who is named"
    return Finding(
        f"{called(action)} was verified by {who}",
        action.id,
        f"retro action resume {case.record.incident} {action.id} "
        '--reason "SOMEONE ELSE VERIFIES IT"',
    )


@value
class Settled:
    """Every action is verified, or openly parked."""

    id: ClassVar[str] = "actions.settled"
    title: ClassVar[str] = "every action is verified or openly parked"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each that is neither."""
        return tuple(finding for one in case.record.actions for finding in _unsettled(one, case))


@value
class RunbookUpdated:
    """Where a procedure was missing, a runbook action was verified (R53)."""

    id: ClassVar[str] = "runbook.updated"
    title: ClassVar[str] = "where a procedure was missing, the runbook has it now"

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each factor whose procedure is still missing."""
        return tuple(
            _unwritten(one, case)
            for one in case.record.factors
            if one.procedure_missing
            and not any(
                case.record.progress_of(action.id).state is ActionState.VERIFIED
                for action in _runbooks(one, case)
            )
        )


def _runbooks(factor: Factor, case: Case) -> list[Action]:
    return [one for one in committed(case.record) if one.runbook and factor.id in one.factors]


def _unwritten(factor: Factor, case: Case) -> Finding:
    writing = _runbooks(factor, case)
    missing = f"{called(factor)}: the procedure that was missing"
    if not writing:
        fix = (
            f'retro action add {case.record.incident} "Write the runbook" --owner PERSON '
            f"--due {DAY} --priority P2 --factor {factor.id} --runbook"
        )
        return Finding(f"{missing} is in nobody's hands", factor.id, fix)
    finding = _unsettled(writing[0], case)[0]
    return replace(
        finding, message=f"{missing} is not there yet: {finding.message}", item=factor.id
    )
