"""What cannot be true, whatever the policy says.

Nonsense is refused with the field, the value and what is allowed, and leaves no trace.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import TypeVar

from states.decisions.hearing import Hearing, missing
from states.errors import InvalidError
from states.record.actions import Action
from states.record.context import Context, Impact, Meeting
from states.record.factors import Factor
from states.record.facts import Fact
from states.record.retrospective import Item, Single

T = TypeVar("T", bound=Item | Single)

TIMES = ("started", "detected", "acknowledged", "stabilized")
"""The moments of an incident, in the order in which they must lie."""

PEOPLE = ("commander", "facilitator", "scribe", "decision_owner")
PARTIES = ("service_owner", "participants", "adjacent")


def sensible(thing: T, hearing: Hearing, was: T | None = None) -> None:
    """Raise `InvalidError` for a value that cannot be true, whatever the policy says.

    A name that already stood in `was` may stay: whoever was there may have left since.
    """
    match thing:
        case Context():
            _sensible_context(thing, was if isinstance(was, Context) else Context(), hearing)
        case Meeting():
            _sensible_meeting(thing, was if isinstance(was, Meeting) else Meeting(), hearing)
        case Fact():
            _sensible_fact(thing, was if isinstance(was, Fact) else Fact(), hearing)
        case Action():
            _sensible_action(thing, was if isinstance(was, Action) else Action(), hearing)
        case Factor():
            _sensible_factor(thing, was if isinstance(was, Factor) else Factor(), hearing)
        case Impact() | _:
            return


def _must_be_over(context: Context) -> None:
    if context.stabilized is None:
        raise InvalidError(
            "stabilized: the incident is still active, or nobody said when it was over",
            "a retrospective opens once the incident has stabilized: give --stabilized TIME",
        )
    if not context.title or context.severity is None:
        raise InvalidError(
            "title, severity: both are needed to open a retrospective",
            'give --title "…" --severity SEV1|SEV2|SEV3|SEV4',
        )


def _sensible_context(context: Context, was: Context, hearing: Hearing) -> None:
    for name in TIMES:
        _not_future(name, getattr(context, name), hearing.now)
    _must_be_over(context)
    _ordered(context)
    for name in PEOPLE:
        for one in _new(name, context, was):
            hearing.must_name_person(name, one)
    for name in PARTIES:
        for one in _new(name, context, was):
            hearing.must_name_party(name, one)


def _new(field: str, thing: object, was: object) -> Iterator[str]:
    before = _named(field, was)
    return (one for one in _named(field, thing) if one not in before)


def _named(field: str, thing: object) -> tuple[str, ...]:
    named: str | tuple[str, ...] = getattr(thing, field)
    return (named,) if isinstance(named, str) else named


def _ordered(context: Context) -> None:
    given = [(name, getattr(context, name)) for name in TIMES if getattr(context, name)]
    for (first, early), (second, late) in pairwise(given):
        if early > late:
            raise InvalidError(
                f"{second}: {shown(late)} lies before {first} ({shown(early)})",
                f"they must lie in this order: {', '.join(TIMES)}",
            )


def _not_future(name: str, moment: datetime | None, now: datetime) -> None:
    if moment and moment > now:
        raise InvalidError(f"{name}: {shown(moment)} lies in the future", f"it is now {shown(now)}")


def _sensible_meeting(meeting: Meeting, was: Meeting, hearing: Hearing) -> None:
    _not_future("timeline_sent", meeting.timeline_sent, hearing.now)
    _not_future("held", meeting.held, hearing.now)
    for one in _new("attendees", meeting, was):
        hearing.must_know("attendees", one)


def _sensible_fact(fact: Fact, was: Fact, hearing: Hearing) -> None:
    _not_future(f"{fact.id}.at", fact.at, hearing.now)
    for one in _new("by", fact, was):
        hearing.must_know(f"{fact.id}.by", one)


def _sensible_factor(factor: Factor, was: Factor, hearing: Hearing) -> None:
    if factor.acknowledged not in ("", was.acknowledged):
        raise InvalidError(
            f"{factor.id}.acknowledged: a sentence is acknowledged by itself, by the facilitator",
            f'leave it out, and then: retro acknowledge {hearing.key} {factor.id} --reason "…"',
        )


def _sensible_action(action: Action, was: Action, hearing: Hearing) -> None:
    for owner in _new("owner", action, was):
        hearing.must_name_person(f"{action.id}.owner", owner)
    began = hearing.record.context.started or hearing.record.context.stabilized
    if action.due and began and action.due < began.date():
        raise InvalidError(
            f"{action.id}.due: {action.due} lies before the incident ({began.date()})",
            f"choose a day from {hearing.today} on",
        )
    known = {one.id for one in hearing.record.factors}
    for factor in _new("factors", action, was):
        if factor not in known:
            raise missing("factor", factor, hearing.key, sorted(known))


def shown(thing: object) -> str:
    """Write a value as a message does."""
    if isinstance(thing, datetime):
        return thing.strftime("%Y-%m-%d %H:%M UTC")
    return f"“{thing}”" if isinstance(thing, str) else str(getattr(thing, "value", thing))
