"""Who may settle what somebody asked for: a second person, with the role, and no part in it."""

from collections.abc import Container, Iterator

from states.decisions.hearing import Hearing
from states.decisions.ladder.turns import whose_turn
from states.decisions.owning import Owners
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


def seconds(proposal: Proposal, hearing: Hearing) -> tuple[str, ...]:
    """List who is asked for an answer: all who were given a say, else the first who may.

    Where the policy names nobody in particular, anybody may; one person is asked.
    """
    barred = _barred(proposal, hearing)
    roles = _roles(proposal.wish, hearing)
    named = [one for role in roles for one in hearing.people.with_role(role, hearing.today)]
    if isinstance(proposal.wish, Moving):
        owners = Owners(hearing.terms.owners, hearing.people, hearing.today)
        named += owners.able((proposal.by,))
    able = dict.fromkeys(one for one in named if one not in barred)
    return tuple(able) if roles or able else tuple(_nearest(proposal, barred, hearing))[:1]


def _nearest(proposal: Proposal, barred: Container[str], hearing: Hearing) -> Iterator[str]:
    """Name those who know most of it and may answer, the nearest first."""
    context, people = hearing.record.context, hearing.people
    action = hearing.record.action_for(_action_in(proposal.wish))
    askers = (action.owner if action else "", proposal.by)
    managers = [people.manager_of(one) for one in askers]
    above = [people.manager_of(one) for one in managers]
    granting_waivers = (
        one for role in hearing.terms.waiver_roles for one in people.with_role(role, hearing.today)
    )
    near = (context.facilitator, context.commander, context.service_owner, *managers, *above)
    for one in (*near, *granting_waivers):
        if one not in barred and people.is_here(one, hearing.today):
            yield one


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
    waiting = whose_turn(deadline, hearing) if deadline else ()
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
