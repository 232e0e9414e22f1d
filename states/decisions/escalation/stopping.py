"""Who may stop a climb, or ask for time: whoever it reached; only those it waits on just ask."""

from states.decisions.escalation.escalated import acting, reached_by
from states.decisions.hearing import Hearing
from states.decisions.ladder.waiting import waiting_on
from states.errors import NotAllowedError
from states.record.deadlines import Deadline, DeadlineKind

ANYONE = "PERSON"

MAY_EXTEND = ("facilitator", "commander", "service_owner")
"""Those of an incident who may ask for time, whether or not they were reached."""


def must_be_reached(deadline: Deadline, hearing: Hearing) -> None:
    """Raise `NotAllowedError` unless the actor was reached, and it waits for somebody else."""
    waiting, able = waiting_on(deadline, hearing), who_may_stop(deadline, hearing)
    if hearing.actor in able:
        return
    whom = " or ".join(able) or ANYONE
    ask = f"{acting('ack', deadline.id, hearing.key)} --as {next(iter(able), ANYONE)}"
    if hearing.actor in waiting:
        raise NotAllowedError(
            f"{deadline.id} waits for {hearing.actor}: {whom} may stop its climb",
            f"{ask}{_for_time(deadline, hearing)}",
        )
    raise NotAllowedError(
        f"{deadline.id} did not reach {hearing.actor}: {whom} may stop its climb", ask
    )


def _for_time(deadline: Deadline, hearing: Hearing) -> str:
    if deadline.kind is DeadlineKind.WAIVER:
        return ""
    return f" · ask for time: {acting('extend', deadline.id, hearing.key)}"


def who_may_stop(deadline: Deadline, hearing: Hearing) -> tuple[str, ...]:
    """List whom it reached, then who may grant a waiver, without those it is waiting on."""
    waiting, roles = waiting_on(deadline, hearing), hearing.terms.waiver_roles
    granting = (one for role in roles for one in hearing.people.with_role(role, hearing.today))
    able = dict.fromkeys((*reached_by(deadline, hearing), *granting))
    return tuple(one for one in able if one not in waiting)


def must_be_concerned(deadline: Deadline, hearing: Hearing) -> None:
    """Raise `NotAllowedError` unless it waits for the actor, or reached them, or is theirs."""
    able = who_may_extend(deadline, hearing)
    if hearing.actor in able:
        return
    ask = acting("extend", deadline.id, hearing.key)
    raise NotAllowedError(
        f"{deadline.id} neither waits for {hearing.actor} nor reached them: "
        f"{' or '.join(able) or ANYONE} may extend it",
        f"{ask} --as {next(iter(able), ANYONE)}",
    )


def who_may_extend(deadline: Deadline, hearing: Hearing) -> tuple[str, ...]:
    """List whom it is waiting on, whom it reached, and who answers for the incident."""
    waiting, reached = waiting_on(deadline, hearing), reached_by(deadline, hearing)
    parts = (getattr(hearing.record.context, part) for part in MAY_EXTEND)
    able = dict.fromkeys((*waiting, *reached, *parts))
    return tuple(one for one in able if hearing.people.is_here(one, hearing.today))
