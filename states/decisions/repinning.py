"""Another policy for an incident that is open.

What it asks holds from the next gate on. No gate that was passed is undone, and every deadline
that was set keeps its instant.
"""

from collections.abc import Iterable, Iterator

from states.commands import MovePolicy
from states.decisions.consent import proposed
from states.decisions.gates import must_say_why
from states.decisions.hearing import Hearing
from states.decisions.target import moved, must_be_owner, target_of
from states.events.event import Event
from states.events.gates import PolicyMoved
from states.record.proposals import Moving
from states.rules import Rules


def move_policy(command: MovePolicy, hearing: Hearing) -> Iterator[Event]:
    """Move the incident; where it would ask less of it, a second owner has to agree."""
    if command.policy == hearing.record.policy:
        return
    target = target_of(command.policy, hearing)
    must_say_why(command.reason, "another policy", hearing)
    must_be_owner(target, hearing)
    if target.eases:
        yield proposed(Moving(command.policy, target.title), command.reason, hearing)
    else:
        yield moved(target, command.reason, hearing)


def ruling(made: Iterable[Event], hearing: Hearing) -> Rules:
    """Return the rules that hold once these events have happened."""
    if hearing.target and any(isinstance(one, PolicyMoved) for one in made):
        return hearing.target.rules
    return hearing.rules
