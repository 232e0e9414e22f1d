"""Who may stop a climb, and until when: whoever it reached, never whom it is waiting on."""

from datetime import datetime, timedelta

from states.decisions.escalation.escalated import acting, reached_by
from states.decisions.escalation.holding import hold_at
from states.decisions.hearing import Hearing
from states.decisions.ladder.waiting import waiting_on
from states.decisions.sense import shown
from states.errors import InvalidError, NotAllowedError, RefusedError
from states.record.deadlines import Deadline, DeadlineKind

ANYONE = "PERSON"

LASTING = {
    "ack": "a climb may be stopped",
    "extend": "a deadline may be extended",
    "waive": "an escalation may be waived",
}
"""What it is that ends, by the verb that asks for it."""


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


def must_end_by(
    until: datetime, most: timedelta, verb: str, deadline: Deadline, hearing: Hearing
) -> None:
    """Raise `InvalidError` unless `until` lies ahead, and by `most` at most."""
    latest = hearing.now + most
    if not hearing.now < until <= latest:
        again = acting(verb, deadline.id, hearing.key, f"--until {latest:%Y-%m-%dT%H:%MZ}")
        raise InvalidError(
            f"until: {shown(until)} is not a moment until which {LASTING[verb]}",
            f"choose one after now and by {shown(latest)}: {again}",
        )


def must_outlast(until: datetime, deadline: Deadline, hearing: Hearing) -> None:
    """Raise `RefusedError` where somebody stopped the climb for longer already."""
    hold = hold_at(hearing.now, deadline)
    if hold and until <= hold.until:
        raise RefusedError(
            f"{deadline.id} is stopped until {shown(hold.until)} already, by {hold.by}",
            f"see it: retro escalations show {hearing.key} {deadline.id}",
        )
