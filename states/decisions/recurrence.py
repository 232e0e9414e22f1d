"""The same factor again: a later incident tells the earlier one, whose actions reopen (R62)."""

import re
from collections.abc import Iterable, Iterator

from states.commands import NoteRecurrence
from states.decisions.hearing import Hearing, missing
from states.envelope import ENGINE
from states.errors import InvalidError, NotAllowedError
from states.events.actions import ActionResumed
from states.events.event import Event
from states.events.gates import PhaseEntered
from states.events.record import ItemAdded, ItemChanged
from states.events.recurrence import ErrandSet, FactorRecurred
from states.lifecycle import Trigger
from states.machine import move
from states.record.actions import ActionState
from states.record.errands import Errand
from states.record.factors import Factor

EARLIER = re.compile(r"(?P<incident>(?!(?:PEOPLE|POLICIES)/)[A-Z][A-Z0-9-]{1,39})/(?P<factor>F\d+)")


def errands(made: Iterable[Event], hearing: Hearing) -> Iterator[ErrandSet]:
    """Find the factors that now say they were seen before, and set out to tell there."""
    items = [event.item for event in made if isinstance(event, ItemAdded | ItemChanged)]
    factors = {item.id: item for item in items if isinstance(item, Factor)}
    for factor in factors.values():
        yield from _newly_linked(factor, hearing)


def _newly_linked(factor: Factor, hearing: Hearing) -> Iterator[ErrandSet]:
    was = hearing.record.item_for(factor.id)
    before = was.same_as if isinstance(was, Factor) else ""
    if factor.same_as not in ("", before):
        earlier = must_name_earlier(factor.same_as, hearing)
        # Linked, unlinked and linked again is another errand: its entry is another one.
        key = f"{hearing.key}/{factor.id}={factor.same_as}/{hearing.seq}"
        yield ErrandSet(Errand(key, earlier["incident"], earlier["factor"], hearing.key, factor.id))


def must_name_earlier(name: str, hearing: Hearing) -> dict[str, str]:
    """Return the incident and factor in `INC-31/F2`; raises `InvalidError` for anything else."""
    found = EARLIER.fullmatch(name)
    if found is None or found["incident"] == hearing.key:
        raise InvalidError(
            f"same_as: “{name}” names no factor of an earlier incident",
            "write it as INC-31/F2; find it: retro list --all · retro show INC-31",
        )
    return found.groupdict()


def recur(command: NoteRecurrence, hearing: Hearing) -> Iterator[Event]:
    """Take note that a factor of this record came back, and take up what was to prevent it."""
    if hearing.actor != ENGINE:
        raise NotAllowedError(
            "only the engine tells an incident that its factor came back",
            f"link it: retro factor {command.incident} {command.seen_as} "
            f"--same-as {hearing.key}/{command.factor}",
        )
    known = [one.id for one in hearing.record.factors]
    if command.factor not in known:
        raise missing("factor", command.factor, hearing.key, known)
    reason = f"{command.factor} came back as {command.incident}/{command.seen_as}"
    yield FactorRecurred(command.factor, command.incident, command.seen_as)
    if hearing.record.ended:
        yield PhaseEntered(
            move(hearing.record.phase, Trigger.REOPEN, guard_open=True), Trigger.REOPEN, reason
        )
    yield from (ActionResumed(name, reason) for name in _kept(command.factor, hearing))


def _kept(factor: str, hearing: Hearing) -> Iterator[str]:
    for action in hearing.record.actions:
        state = hearing.record.progress_of(action.id).state
        if factor in action.factors and state in (ActionState.DONE, ActionState.VERIFIED):
            yield action.id
