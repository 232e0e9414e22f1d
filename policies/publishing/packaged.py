"""The policy that Retrogate ships with, as the first one that is in force."""

from policies.publishing.events import PolicyPublished
from policies.publishing.library import Offer
from policies.shelf import default_text, policy_of
from states.envelope import ENGINE


def packaged() -> tuple[PolicyPublished, dict[str, str]]:
    """Publish the packaged policy in the engine's name; its text comes along, by its digest."""
    policy = policy_of(default_text())
    offer = Offer(
        policy.digest, policy.name, policy.version, ENGINE, reason="the policy it ships with"
    )
    return PolicyPublished(offer), {policy.digest: default_text()}
