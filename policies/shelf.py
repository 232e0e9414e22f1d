"""The packaged policy, and policies that were read before."""

from functools import cache, lru_cache
from importlib import resources

from policies.file.loader import load_policy
from policies.policy import Policy


@cache
def default_text() -> str:
    """Return the policy that Retrogate ships with, as text."""
    return resources.files("policies").joinpath("default.yaml").read_text(encoding="utf-8")


@cache
def packaged() -> dict[str, str]:
    """Return the text of every packaged policy, by `NAME@VERSION`."""
    return {policy_of(default_text()).title: default_text()}


@lru_cache(maxsize=64)
def policy_of(text: str, name: str = "policy") -> Policy:
    """Return the policy that `text` says, read once; raises `InvalidError` as `load_policy`."""
    return load_policy(text, name)
