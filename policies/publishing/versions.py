"""Which version a policy may have: above all of its name, and a major one where it newly blocks."""

from collections.abc import Mapping

from policies.policy import Policy
from policies.publishing.effect import Effect
from policies.publishing.library import Library, Offer, Publication, State
from states.errors import ConflictError, RefusedError

SEE = "see what there is: retro policy list"


def must_be_new(policy: Policy, library: Library) -> None:
    """Raise `ConflictError` where this version stands for another text, or is not the highest."""
    for one in library.publications:
        if one.offer.title == policy.title and one.state is not State.CANDIDATE:
            _must_be_the_same(one, policy, library)
    newest = library.newest(policy.name)
    if newest and Offer("", "", policy.version, "").number <= newest.offer.number:
        raise ConflictError(
            f"version: {policy.version} is not above {newest.offer.version}, "
            f"the newest of {policy.name}",
            f"write a higher one: {_next_minor(policy.name, library)}",
        )


def _must_be_the_same(one: Publication, policy: Policy, library: Library) -> None:
    if one.is_published and one.offer.digest == policy.digest:
        raise ConflictError(f"{policy.title} is published already, as it is here", SEE)
    if one.offer.digest != policy.digest:
        stands = "was offered" if one.state is State.LAPSED else f"is {one.state.value}"
        raise ConflictError(
            f"{policy.title} {stands} already, and says something else",
            f"write a higher version: {_next_minor(policy.name, library)}",
        )


def must_be_major(policy: Policy, effects: Mapping[str, Effect], library: Library) -> None:
    """Raise `RefusedError` where a minor one blocks what the newest of its name lets through."""
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


def _next_minor(name: str, library: Library) -> str:
    # What is only proposed counts as well: two texts under one version would be a conflict.
    offered = [one for one in library.publications if one.state is not State.CANDIDATE]
    major, minor, _ = max(one.offer.number for one in offered if one.offer.name == name)
    return f"{major}.{minor + 1}.0"
