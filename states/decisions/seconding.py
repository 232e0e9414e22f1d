"""Who may settle what somebody asked for: a second person, with the role, and no part in it."""

from states.decisions.hearing import Hearing
from states.decisions.ladder.waiting import waiting_on
from states.decisions.target import must_be_owner
from states.decisions.waiving import barred as barred_by_part
from states.errors import ConflictError, NotAllowedError
from states.record.proposals import (
    Downgrade,
    Moving,
    Proposal,
    Rescheduling,
    Respite,
    Waiver,
    Wish,
    Withdrawal,
)


def must_be_second(proposal: Proposal, hearing: Hearing) -> None:
    """Raise `NotAllowedError` unless the actor may settle it; the hint names who may."""
    wish, roles = proposal.wish, _roles(proposal.wish, hearing)
    barred = _barred(proposal, hearing)
    if hearing.actor in barred:
        raise NotAllowedError(
            f"{hearing.actor} {barred[hearing.actor]}: {proposal.id} needs a second person",
            granting(proposal, hearing),
        )
    if isinstance(wish, Moving) and hearing.target:
        must_be_owner(hearing.target, hearing, besides=proposal.by)
    person = hearing.people.person_for(hearing.actor)
    if roles and (person is None or not set(roles) & set(person.roles)):
        raise NotAllowedError(
            f"{hearing.actor} is not {' or '.join(roles)}: the policy asks one about {proposal.id}",
            granting(proposal, hearing),
        )


def must_not_wait(wish: Rescheduling | Respite, hearing: Hearing) -> None:
    """Raise `ConflictError` where the same was asked for and nobody has settled it."""
    for one in hearing.record.pending:
        if _is_same(one.wish, wish):
            raise ConflictError(
                f"{one.by} asked for the same before: {one.id} waits for a second person",
                granting(one, hearing),
            )


def granting(proposal: Proposal, hearing: Hearing) -> str:
    """Name the command that grants it, by somebody who may."""
    roles, barred = _roles(proposal.wish, hearing), _barred(proposal, hearing)
    able = {one for role in roles for one in hearing.people.with_role(role, hearing.today)}
    name = next(iter(sorted(able - barred.keys())), "PERSON")
    return f"retro grant {hearing.key} {proposal.id} --as {name}"


def _is_same(one: Wish, other: Rescheduling | Respite) -> bool:
    # A span such as 14d ends at another moment each time that it is asked for.
    if isinstance(one, Respite) and isinstance(other, Respite):
        return one.deadline == other.deadline
    return one == other


def _roles(wish: Wish, hearing: Hearing) -> tuple[str, ...]:
    terms = hearing.terms
    return {
        Waiver: terms.waiver_roles,
        Withdrawal: terms.withdrawal_roles,
        Rescheduling: (),
        # A lower severity may let as much pass as any waiver.
        Downgrade: terms.waiver_roles,
        Moving: (),
        Respite: terms.waiver_roles,
    }[type(wish)]


def _barred(proposal: Proposal, hearing: Hearing) -> dict[str, str]:
    wish = proposal.wish
    by_part = barred_by_part(hearing) if isinstance(wish, Waiver | Respite) else {}
    return {
        proposal.by: "asked for it",
        **by_part,
        **_waited_for(wish, hearing),
        **_owners(wish, hearing),
    }


def _waited_for(wish: Wish, hearing: Hearing) -> dict[str, str]:
    deadline = hearing.record.deadlines.get(wish.deadline) if isinstance(wish, Respite) else None
    waiting = waiting_on(deadline, hearing) if deadline else ()
    return dict.fromkeys(waiting, "is whom it is waiting on")


def _owners(wish: Wish, hearing: Hearing) -> dict[str, str]:
    action = hearing.record.action_for(_action_in(wish))
    if action is None:
        return {}
    owned = dict.fromkeys(hearing.record.owners_of(action.id), f"owned {action.id}")
    return {**owned, **({action.owner: f"owns {action.id}"} if action.owner else {})}


def _action_in(wish: Wish) -> str:
    match wish:
        case Rescheduling(action):
            return action
        case Waiver(item=item):
            return item
        case Respite(deadline):
            return deadline.partition(":")[2]
        case _:
            return ""
