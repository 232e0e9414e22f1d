"""Who may publish which policy, and who has to agree: decided here, recorded by the store."""

from collections.abc import Mapping
from dataclasses import replace

from policies.linting.named_people import unknown_owners
from policies.policy import Policy
from policies.publishing.choosing import displaced
from policies.publishing.effect import Effect
from policies.publishing.events import PolicyProposed, PolicyPublished, ShadowBegun, ShadowEnded
from policies.publishing.library import Library, Offer, Publication, State
from policies.publishing.versions import SEE, must_be_major, must_be_new
from states.decisions.owning import Owners
from states.errors import (
    ConflictError,
    InvalidError,
    NotAllowedError,
    NotFoundError,
)
from states.people import Directory
from states.spelling import did_you_mean
from states.values import Instant, Line, value


@value
class Asking:
    """Who wants to change policies, when (UTC), and what there is; policies are by digest."""

    library: Library
    policies: Mapping[str, Policy]
    people: Directory
    actor: Line
    now: Instant

    def must_be_here(self) -> None:
        """Raise `NotAllowedError` unless the actor is a person who is here."""
        if not self.people.is_here(self.actor, self.now.date()):
            raise NotAllowedError(
                f"“{self.actor}” is not a person in the people directory who is here today",
                f"see who is: retro people list{did_you_mean(self.actor, self.people.people)}",
            )

    def must_own(self, some: tuple[Publication, ...], besides: str = "") -> None:
        """Raise `NotAllowedError` unless the actor owns each of these policies."""
        for one in some:
            names = self.policies[one.offer.digest].owners
            owners = Owners(names, self.people, self.now.date())
            owners.must_have(self.actor, one.offer.title, (besides,))


def publish(
    policy: Policy, reason: str, effects: Mapping[str, Effect], asking: Asking
) -> PolicyPublished | PolicyProposed:
    """Publish a policy; one that newly allows something waits for a second person.

    `effects` says by digest how it differs from each policy it takes incidents from.

    Raises:
        ConflictError, InvalidError, NotAllowedError: as `may_publish`.
        RefusedError: it newly blocks, and is no major version.
    """
    against = may_publish(policy, asking)
    must_be_major(policy, effects, asking.library)
    blocks = dict.fromkeys(line for one in effects.values() for line in one.newly_blocks)
    allows = dict.fromkeys(line for one in effects.values() for line in one.newly_allows)
    effect = Effect(tuple(blocks), tuple(allows)).shortened()
    offer = replace(
        offer_of(policy, reason, asking),
        newly_blocks=effect.newly_blocks,
        newly_allows=effect.newly_allows,
        against=tuple(one.offer.digest for one in against),
    )
    return PolicyProposed(offer) if allows else PolicyPublished(offer)


def may_publish(policy: Policy, asking: Asking) -> tuple[Publication, ...]:
    """List what a policy would take incidents from, if this actor may publish this version.

    Raises:
        ConflictError: another text has this name and version, or a higher one is published.
        InvalidError: an owner of it is nobody in the people directory.
        NotAllowedError: the actor does not own what it would replace.
    """
    asking.must_be_here()
    must_be_new(policy, asking.library)
    against = displaced(asking.library, policy.name, policy.editions[None].file.when)
    asking.must_own(against)
    if strangers := [*unknown_owners(policy, asking.people)]:
        raise InvalidError(
            "\n".join(told for _, told in strangers), "see who is: retro people list"
        )
    return against


def offer_of(policy: Policy, reason: str, asking: Asking) -> Offer:
    """Say what a policy is, and who offers it why."""
    when = policy.editions[None].file.when
    return Offer(policy.digest, policy.name, policy.version, asking.actor, when, reason)


def agree(title: str, asking: Asking) -> PolicyPublished:
    """Publish what somebody else proposed.

    Raises:
        NotFoundError: nothing is proposed under this name.
        NotAllowedError: it is the actor's own, or the actor does not own what it replaces.
        ConflictError: something else was published since it was proposed.
    """
    asking.must_be_here()
    found = proposal_for(title, asking.library)
    offer = found.offer
    if asking.actor == offer.by:
        raise NotAllowedError(
            f"{asking.actor} proposed {offer.title}: it needs a second person",
            f"retro policy publish --agree {offer.title} --as PERSON",
        )
    against = displaced(asking.library, offer.name, offer.when)
    if tuple(one.offer.digest for one in against) != offer.against:
        raise ConflictError(
            f"something else was published since {offer.title} was proposed",
            "propose it anew, so that what it changes is known: retro policy publish FILE",
        )
    asking.must_own(against, besides=offer.by)
    return PolicyPublished(offer, asking.actor)


def proposal_for(title: str, library: Library) -> Publication:
    """Return what is proposed as `NAME@VERSION`; raises `NotFoundError` naming what is."""
    waiting = {one.offer.title: one for one in library.publications if one.state is State.PROPOSED}
    if title not in waiting:
        raise NotFoundError(
            f"nothing is proposed as {title}{did_you_mean(title, waiting)}",
            f"proposed: {', '.join(waiting) or 'nothing'} · {SEE}",
        )
    return waiting[title]


def begin_shadow(policy: Policy, reason: str, asking: Asking) -> ShadowBegun:
    """Listen to a candidate from here on, in place of the one before."""
    asking.must_be_here()
    asking.must_own(displaced(asking.library, policy.name, policy.editions[None].file.when))
    return ShadowBegun(offer_of(policy, reason, asking))


def end_shadow(asking: Asking) -> ShadowEnded:
    """Listen to the candidate no more; raises `NotFoundError` where there is none."""
    asking.must_be_here()
    candidate = asking.library.candidate
    if candidate is None:
        raise NotFoundError("no policy is in shadow", "begin: retro policy shadow FILE")
    asking.must_own(displaced(asking.library, candidate.offer.name, candidate.offer.when))
    return ShadowEnded(candidate.offer.digest)
