"""Everything that is known of what climbed in an incident, also where it is settled."""

from cli.records.meaning import meant
from cli.showing.ahead import ahead_of
from cli.showing.climb_story import story_of
from cli.showing.deeds import deeds_of
from cli.showing.escalation_page import Escalation
from policies.simulating.past import Past
from states.decisions.hearing import Hearing
from states.decisions.ladder.clock import rungs_of
from states.decisions.ladder.waiting import waiting_on
from states.events.escalations import DeadlineSet
from states.messages import subject_of
from states.record.deadlines import Deadline


def escalations_of(hearing: Hearing, past: Past, what: str) -> tuple[Escalation, ...]:
    """Tell of each deadline that `what` names; what is settled is found in the past.

    Raises:
        InvalidError: nothing was named, and several things climb.
        NotFoundError: there was never such a deadline.
    """
    settled = _settled(hearing, past, what)
    if settled:
        return tuple(_known(one, hearing, past) for one in settled)
    return tuple(_open(one, hearing, past) for one in meant(hearing, what, "show"))


def _settled(hearing: Hearing, past: Past, what: str) -> list[Deadline]:
    """Find deadlines that were set once, where none of that name is set now."""
    named = [one for one in _ever(past).values() if what in (one.id, one.subject)]
    still = hearing.record.deadlines
    return [] if any(one.id in still for one in named) else named


def _ever(past: Past) -> dict[str, Deadline]:
    events = (event for step in past.steps for event in step.events)
    return {one.deadline.id: one.deadline for one in events if isinstance(one, DeadlineSet)}


def _known(deadline: Deadline, hearing: Hearing, past: Past) -> Escalation:
    return Escalation(
        incident=hearing.key,
        what=subject_of(deadline, hearing.record, max(hearing.now, deadline.due)),
        deadline=deadline,
        rungs=rungs_of(deadline, hearing.rules),
        now=hearing.now,
        story=story_of(past, deadline.id),
        open=False,
    )


def _open(deadline: Deadline, hearing: Hearing, past: Past) -> Escalation:
    return _known(deadline, hearing, past)._replace(
        ahead=ahead_of(deadline, hearing),
        waiting_on=waiting_on(deadline, hearing),
        deeds=tuple(deeds_of(deadline, hearing)),
        open=True,
    )
