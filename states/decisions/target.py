"""The policy that an incident is to be moved to, and who may say so.

Asked when somebody wants the move, and again when somebody grants it: weeks may lie between.
"""

from states.decisions.hearing import Hearing
from states.decisions.owning import Owners
from states.errors import NotFoundError, RefusedError
from states.events.gates import PolicyMoved
from states.rules import Target


def target_of(policy: str, hearing: Hearing) -> Target:
    """Return the policy of that digest; raises where it is not published, or not for this."""
    target = hearing.target
    if target is None or target.rules.digest != policy:
        raise NotFoundError(
            f"no policy with digest {policy[:12]} is published", "see which are: retro policy list"
        )
    if not target.is_for_it:
        raise RefusedError(
            f"{target.title} is not for {hearing.key}: its `when` names other incidents",
            f"see for which it is: retro policy show {target.title}",
        )
    return target


def must_be_owner(target: Target, hearing: Hearing, besides: str = "") -> None:
    """Raise `NotAllowedError` unless the actor decides about the policy the incident has."""
    owners = Owners(target.owners, hearing.people, hearing.today)
    owners.must_have(hearing.actor, f"the policy of {hearing.key}", (besides,))


def moved(target: Target, reason: str, hearing: Hearing) -> PolicyMoved:
    """Move the incident."""
    return PolicyMoved(hearing.record.policy, target.rules.digest, target.title, reason)
