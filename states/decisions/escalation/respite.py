"""An escalation that may rest for a while because a second person said so.

The same limits hold as for a waiver of a check: a reason, an end, and not too often.
"""

from collections.abc import Iterator

from states.decisions.escalation.ending import must_end_in_time
from states.decisions.escalation.escalated import acting, escalation
from states.decisions.escalation.resting import stopped
from states.decisions.hearing import Hearing
from states.decisions.sense import shown
from states.decisions.waiving import must_have_renewals_left
from states.errors import RefusedError
from states.events.event import Event
from states.record.deadlines import Deadline, DeadlineKind, Hold
from states.record.proposals import Proposal, Respite, Waiver


def must_be_waivable(wish: Respite, hearing: Hearing) -> None:
    """Raise where there is no such escalation, its end makes no sense, or it was too often."""
    deadline = escalation(wish.deadline, hearing)
    must_not_be_waiver(deadline, hearing)
    _must_be_renewable(deadline, hearing)
    must_end_in_time(wish.until, hearing.terms.waiver_max, "waive", deadline, hearing)


def rested(proposal: Proposal, wish: Respite, hearing: Hearing) -> Iterator[Event]:
    """Let it rest from now on; raises where it no longer climbs, or the time is over."""
    deadline = escalation(wish.deadline, hearing)
    if wish.until <= hearing.now:
        raise RefusedError(
            f"{proposal.id} would have ended on {shown(wish.until)}",
            f"ask again: {acting('waive', deadline.id, hearing.key)}",
        )
    _must_be_renewable(deadline, hearing)
    must_end_in_time(wish.until, hearing.terms.waiver_max, "waive", deadline, hearing)
    hold = Hold(hearing.actor, hearing.now, wish.until, proposal.reason, proposal.id)
    yield from stopped(deadline, hold, hearing)


def must_not_be_waiver(deadline: Deadline, hearing: Hearing) -> None:
    """Raise `RefusedError` where it is about a waiver: that has an end and an author for good."""
    if deadline.kind is not DeadlineKind.WAIVER:
        return
    given = hearing.record.proposal_for(deadline.subject)
    raise RefusedError(
        f"{deadline.id} is about a waiver that ended: it is neither extended nor handed on",
        f"mend it: retro why {hearing.key} · {_asked_again(given, hearing)}",
    )


def _asked_again(given: Proposal | None, hearing: Hearing) -> str:
    wish = given.wish if given and isinstance(given.wish, Waiver) else Waiver("CHECK", hearing.now)
    item = f" --item {wish.item}" if wish.item else ""
    again = f"retro waive {hearing.key} {wish.check}{item}"
    return f'ask for another one: {again} --until TIME --reason "…"'


def _must_be_renewable(deadline: Deadline, hearing: Hearing) -> None:
    must_have_renewals_left(
        deadline.id,
        lambda one: isinstance(one, Respite) and one.deadline == deadline.id,
        hearing,
        f"stop its climb for a while: {acting('ack', deadline.id, hearing.key)}",
    )
