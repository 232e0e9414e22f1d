"""The packaged policy, changed in what a test is about."""

from policies.policy import Policy
from policies.shelf import default_text, policy_of

DAYS = "other_days: {type: int, default: 90,"


def text_of(
    version: str = "1.0.0", name: str = "default", days: int = 90, owners: str = "", when: str = ""
) -> str:
    """Write a policy: its action dates lie `days` ahead at the most."""
    lines = [f"policy: {name}", f"version: {version}"]
    lines += [f"owners: [{owners}]"] if owners else []
    lines += [f"when: {{{when}}}"] if when else []
    text = default_text().replace(DAYS, DAYS.replace("90", str(days)))
    return text.replace("policy: default\nversion: 1.0.0", "\n".join(lines))


def policy(
    version: str = "1.0.0", name: str = "default", days: int = 90, owners: str = "", when: str = ""
) -> Policy:
    """Read a policy written so."""
    return policy_of(text_of(version, name, days, owners, when))
