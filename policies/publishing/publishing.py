"""Who may publish which policy, and who has to agree: decided here, recorded by the store."""

from collections.abc import Mapping
from dataclasses import replace

from policies.policy import Policy
from policies.publishing.choosing import displaced
from policies.publishing.effect import Effect
from policies.publishing.events import PolicyProposed, PolicyPublished, ShadowBegun, ShadowEnded
from policies.publishing.library import Library, Offer, Publication, State
from states.decisions.owning import Owners
from states.errors import ConflictError, NotAllowedError, NotFoundError, RefusedError
from states.people import Directory
from states.spelling import did_you_mean
from states.values import Instant, Line, value

SEE = "see what there is: retro policy list"


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
        ConflictError: another text has this name and version, or a higher one is published.
        NotAllowedError: the actor does not own what it would replace.
        RefusedError: it newly blocks, and is no major version.
    """
    asking.must_be_here()
    must_be_new(policy, asking.library)
    when = policy.editions[None].file.when
    against = displaced(asking.library, policy.name, when)
    asking.must_own(against)
    _must_be_major(policy, effects, asking.library)
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


def offer_of(policy: Policy, reason: str, asking: Asking) -> Offer:
    """Say what a policy is, and who offers it why."""
    when = policy.editions[None].file.when
    return Offer(policy.digest, policy.name, policy.version, asking.actor, when, reason)


def must_be_new(policy: Policy, library: Library) -> None:
    """Raise `ConflictError` where this version stands for another text, or is not the highest."""
    for one in library.publications:
        if one.offer.title == policy.title and one.state is not State.CANDIDATE:
            _must_be_the_same(one, policy)
    newest = library.newest(policy.name)
    if newest and Offer("", "", policy.version, "").number <= newest.offer.number:
        raise ConflictError(
            f"version: {policy.version} is not above {newest.offer.version}, "
            f"the newest of {policy.name}",
            f"write a higher one: {_next_minor(newest.offer)}",
        )


def _must_be_the_same(one: Publication, policy: Policy) -> None:
    if one.is_published and one.offer.digest == policy.digest:
        raise ConflictError(f"{policy.title} is published already, as it is here", SEE)
    if one.offer.digest != policy.digest:
        raise ConflictError(
            f"{policy.title} is {one.state.value} already, and says something else",
            f"write a higher version: {_next_minor(one.offer)}",
        )


def _must_be_major(policy: Policy, effects: Mapping[str, Effect], library: Library) -> None:
    newest = library.newest(policy.name)
    if newest is None or Offer("", "", policy.version, "").number[0] > newest.offer.number[0]:
        return
    blocks = effects[newest.offer.digest].newly_blocks if newest.offer.digest in effects else ()
    if blocks:
        more = f", and {len(blocks) - 1} more" if len(blocks) > 1 else ""
        raise RefusedError(
            f"version: {policy.version} blocks what {newest.offer.version} lets through: "
            f"{blocks[0]}{more}",
            f"such a change is a major version: write version: {newest.offer.number[0] + 1}.0.0",
        )


def _next_minor(offer: Offer) -> str:
    major, minor, _ = offer.number
    return f"{major}.{minor + 1}.0"


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
