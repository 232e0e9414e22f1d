"""A setting that is no longer read: which policy new incidents get is in the database now."""

from collections.abc import Callable

from cli.installation.settings import Settings


def retired_setting(settings: Settings) -> tuple[str, str] | None:
    """Say what to do about `policy = FILE`, and by which command; None where nobody set it."""
    if settings.policy is None:
        return None
    return (
        f"policy = {settings.policy} is no longer read: policies are published",
        f"retro policy publish {settings.policy} · then take policy and RETRO_POLICY out",
    )


def retired_policy(settings: Settings, talk: Callable[[str], None]) -> None:
    """Tell whoever still sets a policy file what to do instead."""
    if retired := retired_setting(settings):
        talk(" · ".join(retired))
