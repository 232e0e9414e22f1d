"""Until when a climb may be stopped, or a deadline moved.

One stop that follows another is one of both: what is stopped climbs on before it is stopped anew.
"""

from datetime import datetime, timedelta

from states.decisions.escalation.escalated import acting
from states.decisions.escalation.holding import hold_at
from states.decisions.hearing import Hearing
from states.decisions.sense import shown
from states.errors import InvalidError, RefusedError
from states.record.deadlines import Deadline

LASTING = {
    "ack": "a climb may be stopped",
    "extend": "a deadline may be extended",
    "waive": "an escalation may be waived",
}
"""What it is that ends, by the verb that asks for it."""


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


def must_end_in_time(
    until: datetime, most: timedelta, verb: str, deadline: Deadline, hearing: Hearing
) -> None:
    """Raise unless a climb may be stopped until then, however it was stopped before."""
    must_end_by(until, most, verb, deadline, hearing)
    _must_outlast(until, deadline, hearing)
    _must_climb_between(until, most, verb, deadline, hearing)


def _must_outlast(until: datetime, deadline: Deadline, hearing: Hearing) -> None:
    hold = hold_at(hearing.now, deadline)
    if hold and until <= hold.until:
        raise RefusedError(
            f"{deadline.id} is stopped until {shown(hold.until)} already, by {hold.by}",
            f"see it: retro escalations show {hearing.key} {deadline.id}",
        )


def _must_climb_between(
    until: datetime, most: timedelta, verb: str, deadline: Deadline, hearing: Hearing
) -> None:
    hold = deadline.hold
    if hold is None or until <= (latest := hold.began + most):
        return
    again = acting(verb, deadline.id, hearing.key, f"--until {latest:%Y-%m-%dT%H:%MZ}")
    seen = f"retro escalations show {hearing.key} {deadline.id}"
    raise RefusedError(
        f"{deadline.id} was stopped on {shown(hold.began)}, and no rung was reached since: "
        f"it may be stopped until {shown(latest)}, and anew once it has climbed on",
        f"choose that: {again}"
        if latest > max(hold.until, hearing.now)
        else f"see when it does: {seen}",
    )
